import { useState } from 'react';
import { ApiProblem } from '@/api/problem.ts';
import { DOMAINS as DOMAIN_NAMES, type Domain } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Checkbox, ChoiceField, ChoicesField, ComboField, Form, NumberField, Page, ScaleField, SearchField, SelectField, TextArea, TextField, errorsOf, toast, type Option } from '@/ui/index.ts';

const DOMAINS: readonly Option<Domain>[] = DOMAIN_NAMES.map((value) => ({ value, label: t.words.domain[value] }));
type Kind = 'home' | 'phone' | 'center';
const KINDS: readonly Option<Kind>[] = [{ value: 'home', label: 'در منزل' }, { value: 'phone', label: 'تلفنی' }, { value: 'center', label: 'در مرکز' }];
const PLACES = ['قائم', 'شهرک شهید رجایی', 'آبکوه', 'گلشهر', 'طبرسی شمالی', 'كوي امير'].map((label, i) => ({ value: `p${i}`, label, ...(i === 0 ? { help: 'مشهد، منطقهٔ ۴' } : {}) }));

export function Forms() {
  const [on, setOn] = useState<string | null>(today());
  const [present, setPresent] = useState<number | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [kind, setKind] = useState<Kind | null>(null);
  const [domains, setDomains] = useState<Domain[]>([]);
  const [place, setPlace] = useState<string | null>(null);
  const [domain, setDomain] = useState<Domain | null>(null);
  const [reading, setReading] = useState<number | null>(2);
  const [agreed, setAgreed] = useState(false);
  const [find, setFind] = useState('');
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  return (
    <Page title={t.words.visit} back={{ label: 'خانوادهٔ کریمی', to: '/' }}>
      <div className="columns">
        <Card>
          <Form
            label={t.words.visit}
            submitLabel={t.common.save}
            problem={problem}
            validate={() => errorsOf({ visited_on: !on && t.common.dateMissing, kind: !kind && t.common.chooseOne, present: present === null && t.common.notANumber, place: !place && t.common.chooseOne, note: !note.trim() && t.common.required })}
            onSubmit={() => {
              setProblem(new ApiProblem(409, { code: 'caseload_full', params: { limit: 15 } }));
              toast(`${on ?? ''} ${present ?? ''} ${amount ?? ''}`);
            }}
            actions={<Button variant="quiet">{t.common.cancel}</Button>}
          >
            <DateField name="visited_on" label="تاریخ بازدید" value={on} onChange={setOn} max={today()} />
            <ChoiceField name="kind" label="چگونه" inline value={kind} onChange={setKind} options={KINDS} />
            <div className="form-row">
              <NumberField name="present" label="تعداد افراد حاضر" stepper min={0} max={30} value={present} onChange={setPresent} />
              <NumberField name="amount" label="مبلغ (ریال)" optional min={0} value={amount} onChange={setAmount} />
            </div>
            <ChoicesField name="domains" label="بخش‌ها" optional options={DOMAINS} inline value={domains} onChange={setDomains} />
            <div className="form-row">
              <ComboField name="place" label={t.words.neighborhood} options={PLACES} value={place} onChange={setPlace} />
              <SelectField name="domain" label="بخش" optional options={DOMAINS} value={domain} onChange={setDomain} />
            </div>
            <ScaleField name="reading" label="درآمد" help="درآمد خانواده در برابر هزینه‌های ضروری" steps={['کافی و پایدار', 'کافی ولی ناپایدار', 'گاه ناکافی', 'بیشتر وقت‌ها ناکافی', 'بی‌درآمد']} value={reading} onChange={setReading} />
            <TextField name="name" label={t.words.familyName} optional value={name} onChange={setName} help="همان‌گونه که در شناسنامه آمده است" />
            <TextArea name="note" label="شرح بازدید" value={note} onChange={setNote} />
            <Checkbox name="agreed" checked={agreed} onChange={setAgreed}>خانواده با ثبت این گزارش موافق است.</Checkbox>
          </Form>
        </Card>
        <Card><SearchField label="جست‌وجوی خانواده" value={find} onChange={setFind} placeholder="نام یا شماره پرونده" /></Card>
      </div>
    </Page>
  );
}
