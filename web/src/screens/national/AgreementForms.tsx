import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, ComboField, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { money } from './money.ts';
import { PartiesField } from './PartiesField.tsx';
import { ActForm, AmountField, YearField, noAmount, rials, useAgencies, usePlaces, type Amount } from './shared.tsx';
import type { AgreementCard, AgreementEnd, AgreementView, CreditKind, CreditMistake } from './types.ts';

export type AgreementAct =
  | { act: 'allocate' } | { act: 'amend' } | { act: 'end' }
  | { act: 'draw'; credit: string }
  | { act: 'spend'; credit: string }
  | { act: 'reverseCredit'; credit: string }
  | { act: 'reverseSpending'; spending: string };

/** Budgets that are still written down. */
const YEARS_BACK = 15;

type Props = { agreement: AgreementView; act: AgreementAct; onClose: () => void };

function AllocateForm({ agreement, act, onClose }: Props) {
  const words = t.national;
  const source = act.act === 'draw' ? agreement.credits.find((one) => one.id === act.credit) : undefined;
  const [amount, setAmount] = useState<Amount>(noAmount);
  const [kind, setKind] = useState<CreditKind | null>(source?.kind ?? 'operating');
  const [line, setLine] = useState('');
  const [purpose, setPurpose] = useState('');
  const [place, setPlace] = useState<string | null>(source?.place?.id ?? agreement.place?.id ?? null);
  const [year, setYear] = useState<number | null>(source?.year ?? thisYear());
  const [other, setOther] = useState<string | null>(null);
  const places = usePlaces();
  const agreements = useApi<Paged<AgreementCard>>('/agreements', { streams: ['agreement'] });
  const others = (agreements.data?.items ?? []).filter((one) => one.id !== agreement.id).map((one) => ({ value: one.id, label: `${digits(one.number)} · ${one.title}` }));
  const errors = errorsOf({ amount_rials: amount.typed === null && t.common.notANumber, budget_line: !source && !line.trim() && t.common.required, purpose: !purpose.trim() && t.common.required, year: year === null && t.common.notANumber });
  const body = { amount_rials: rials(amount), kind, budget_line: source ? null : line.trim(), drawn_from: source?.id ?? null, for_agreement: source ? other : null, purpose: purpose.trim(), place_id: place, year };
  return (
    <ActForm label={words.act[act.act]} path={`/agreements/${agreement.id}/credits`} dayField="allocated_on" errors={errors} body={body} onClose={onClose}>
      {source ? <p className="soft">{words.drawnHelp(source.purpose, money(source.left_rials))}</p> : <TextField name="budget_line" label={words.budgetLine} value={line} onChange={setLine} />}
      <AmountField value={amount} onChange={setAmount} />
      <ChoiceField name="kind" label={words.kind} inline options={optionsOf(words.kinds)} value={kind} onChange={setKind} />
      <TextField name="purpose" label={words.purpose} help={words.namesNobody} value={purpose} onChange={setPurpose} />
      <div className="form-row">
        <ComboField name="place_id" label={words.spentWhere} optional options={places} value={place} onChange={setPlace} />
        <YearField back={YEARS_BACK} value={year} onChange={setYear} />
      </div>
      {source && others.length > 0 ? <ComboField name="for_agreement" label={words.forAgreement} optional options={others} value={other} onChange={setOther} /> : null}
    </ActForm>
  );
}

function SpendForm({ agreement, act, onClose }: Props & { act: { act: 'spend'; credit: string } }) {
  const words = t.national;
  const credit = agreement.credits.find((one) => one.id === act.credit);
  const [amount, setAmount] = useState<Amount>(noAmount);
  const [note, setNote] = useState('');
  return (
    <ActForm label={words.act.spend} path={`/agreements/${agreement.id}/credits/${act.credit}/spendings`} dayField="spent_on" errors={errorsOf({ amount_rials: amount.typed === null && t.common.notANumber, note: !note.trim() && t.common.required })} body={{ amount_rials: rials(amount), note: note.trim() }} onClose={onClose}>
      {credit ? <p className="soft">{words.leftOf(credit.purpose, money(credit.left_rials))}</p> : null}
      <AmountField value={amount} onChange={setAmount} />
      <TextField name="note" label={words.note} help={words.namesNobody} value={note} onChange={setNote} />
    </ActForm>
  );
}

function ReverseForm({ agreement, act, onClose }: Props & { act: { act: 'reverseCredit'; credit: string } | { act: 'reverseSpending'; spending: string } }) {
  const words = t.national;
  const [mistake, setMistake] = useState<CreditMistake | null>(null);
  const path = act.act === 'reverseCredit' ? `/credits/${act.credit}` : `/spendings/${act.spending}`;
  return (
    <ActForm label={words.act[act.act]} path={`/agreements/${agreement.id}${path}/reverse`} dayField="reversed_on" errors={errorsOf({ mistake: !mistake && t.common.chooseOne })} body={{ mistake }} onClose={onClose}>
      <p className="soft">{words.reverseHelp}</p>
      <SelectField name="mistake" label={words.mistake} options={optionsOf(words.mistakes)} value={mistake} onChange={setMistake} />
    </ActForm>
  );
}

function AmendForm({ agreement, onClose }: Props) {
  const words = t.national;
  const [note, setNote] = useState('');
  const [parties, setParties] = useState(agreement.parties.map((party) => party.id));
  const [end, setEnd] = useState<string | null>(agreement.ends_on?.iso ?? null);
  return (
    <ActForm label={words.act.amend} path={`/agreements/${agreement.id}/amend`} dayField="amended_on" errors={errorsOf({ note: !note.trim() && t.common.required, parties: parties.length === 0 && words.partiesMissing })} body={{ note: note.trim(), parties, ends_on: end }} onClose={onClose}>
      <TextArea name="note" label={words.amendmentNote} help={words.namesNobody} value={note} onChange={setNote} />
      <PartiesField options={useAgencies()} value={parties} onChange={setParties} />
      <DateField name="ends_on" label={words.endsOn} optional value={end} onChange={setEnd} />
    </ActForm>
  );
}

function EndForm({ agreement, onClose }: Props) {
  const words = t.national;
  const [reason, setReason] = useState<AgreementEnd | null>(null);
  return (
    <ActForm label={words.act.end} path={`/agreements/${agreement.id}/end`} dayField="ended_on" errors={errorsOf({ reason: !reason && t.common.chooseOne })} body={{ reason }} onClose={onClose}>
      <p className="soft">{words.endHelp(num(agreement.credits.length))}</p>
      <ChoiceField name="reason" label={words.reason} options={optionsOf(words.ends)} value={reason} onChange={setReason} />
    </ActForm>
  );
}

/** The form of what is to be done with an agreement. */
export function AgreementActForm({ act, ...props }: Props) {
  switch (act.act) {
    case 'allocate':
    case 'draw': return <AllocateForm act={act} {...props} />;
    case 'spend': return <SpendForm act={act} {...props} />;
    case 'reverseCredit':
    case 'reverseSpending': return <ReverseForm act={act} {...props} />;
    case 'amend': return <AmendForm act={act} {...props} />;
    case 'end': return <EndForm act={act} {...props} />;
  }
}
