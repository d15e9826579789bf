import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ComboField, Form, Page, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { Background } from './data.ts';
import '@/screens/family/family.css';

type Body = { name: string; phone: string | null; background: Background | null; neighborhood_id: string | null; admitted_on: string | null };

/** Admit a candidate; training, accreditation and the first family come after. */
export function NewCaseworker() {
  const navigate = useNavigate();
  const places = useNeighborhoodOptions();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [background, setBackground] = useState<Background | null>(null);
  const [neighborhood, setNeighborhood] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const admit = useCommand<Body>('/caseworkers', {
    onDone: (answer) => {
      toast(t.common.saved);
      void navigate({ to: '/center/caseworkers/$id', params: { id: answer.id } });
    },
  });
  return (
    <Page title={t.manager.newCaseworker} back={{ label: t.manager.menu.caseloads, to: '/center/caseloads' }}>
      <div className="form-page stack">
        <Card>
          <Form
            label={t.manager.newCaseworker}
            submitLabel={t.manager.admit}
            pending={admit.pending}
            problem={admit.problem}
            fieldErrors={admit.fieldErrors}
            validate={() => errorsOf({ name: !name.trim() && t.common.required, background: !background && t.common.chooseOne, admitted_on: !on && t.common.dateMissing })}
            onSubmit={() => void admit.send({ name: name.trim(), phone: written(toLatinDigits(phone)), background, neighborhood_id: neighborhood, admitted_on: on })}
          >
            <div className="form-row">
              <TextField name="name" label={t.manager.fullName} value={name} onChange={setName} />
              <TextField name="phone" label={t.words.phone} optional ltr type="tel" inputMode="tel" value={phone} onChange={setPhone} />
            </div>
            <ChoiceField name="background" label={t.manager.backgroundWord} options={optionsOf(t.manager.background)} value={background} onChange={setBackground} />
            <div className="form-row">
              <ComboField name="neighborhood_id" label={t.words.neighborhood} optional options={places} value={neighborhood} onChange={setNeighborhood} />
              <DateField name="admitted_on" label={t.manager.admittedOn} value={on} onChange={setOn} max={today()} />
            </div>
          </Form>
        </Card>
      </div>
    </Page>
  );
}
