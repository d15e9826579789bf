import { useState, type ReactNode } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { memberName, presentMembers, useFamily } from '@/screens/family/data.ts';
import { FamilyField } from '@/screens/family/FamilyField.tsx';
import { optionsOf } from '@/screens/family/options.ts';
import { toTomans } from '@/screens/family/particulars.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ChoicesField, ComboField, Form, NumberField, SelectField, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';
import { money, toRials } from './money.ts';
import { nameOf } from './FundParts.tsx';
import type { Collateral, FundView, Guarantee, Mistake, Purpose, Refusal, Topic } from './types.ts';

export type FundAct =
  | { act: 'join' } | { act: 'request' } | { act: 'close' }
  | { act: 'contribute'; member?: string }
  | { act: 'withdraw'; member: string }
  | { act: 'leave'; member: string }
  | { act: 'grant'; loan: string } | { act: 'refuse'; loan: string } | { act: 'pay'; loan: string } | { act: 'default'; loan: string } | { act: 'cover'; loan: string }
  | { act: 'reverse'; entry: string }
  | { act: 'train'; training?: string };

type Props = { fund: FundView; act: FundAct; onClose: () => void };

/** The frame of every form of a fund: its day, its button, its refusal. */
function ActForm<B extends object>({ fund, act, onClose, path, dayField, day, errors, body, children }: Props & { path: string; dayField: string; day?: string; errors: FieldErrors; body: B; children?: ReactNode }) {
  const [on, setOn] = useState<string | null>(day ?? today());
  const send = useCommand<B & Record<string, unknown>>(`/funds/${fund.id}${path}`, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form
      label={t.funds.act[act.act]}
      submitLabel={t.funds.act[act.act]}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => ({ ...errors, ...errorsOf({ [dayField]: !on && t.common.dateMissing }) })}
      onSubmit={() => void send.send({ ...body, [dayField]: on })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {children}
      <DateField name={dayField} label={t.funds.onDay} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

const presentOf = (fund: FundView) => fund.members_list.filter((one) => one.left_on === null).map((one) => ({ value: one.member.id, label: nameOf(one.member), help: money(one.share_rials) }));

function Amount({ name = 'amount_rials', value, onChange }: { name?: string; value: number | null; onChange: (tomans: number | null) => void }) {
  return <NumberField name={name} label={t.funds.amount} min={0} value={value} onChange={onChange} />;
}

const missing = (amount: number | null) => amount === null && t.common.notANumber;

function JoinForm(props: Props) {
  const [family, setFamily] = useState<string | null>(null);
  const [member, setMember] = useState<string | null>(null);
  const file = useFamily(family ?? '').data;
  const members = file ? presentMembers(file).map((one) => ({ value: one.id, label: memberName(one) })) : [];
  return (
    <ActForm {...props} path="/members" dayField="joined_on" errors={errorsOf({ family_id: !family && t.common.chooseOne, member_id: family !== null && !member && t.common.chooseOne })} body={{ family_id: family, member_id: member }}>
      <FamilyField value={family} onChange={(id) => { setFamily(id); setMember(null); }} />
      {family ? <SelectField name="member_id" label={t.words.member} options={members} value={member} onChange={setMember} /> : null}
    </ActForm>
  );
}

function MoneyForm(props: Props & { act: { act: 'contribute' | 'withdraw'; member?: string } }) {
  const puts = props.act.act === 'contribute';
  const [member, setMember] = useState<string | null>(props.act.member ?? null);
  const [amount, setAmount] = useState<number | null>(null);
  return (
    <ActForm {...props} path={puts ? '/contributions' : '/withdrawals'} dayField={puts ? 'contributed_on' : 'withdrawn_on'} errors={errorsOf({ member_id: !member && t.common.chooseOne, amount_rials: missing(amount) })} body={{ member_id: member, amount_rials: toRials(amount) }}>
      <ComboField name="member_id" label={t.funds.member} options={presentOf(props.fund)} value={member} onChange={setMember} />
      <Amount value={amount} onChange={setAmount} />
    </ActForm>
  );
}

function RequestForm(props: Props) {
  const words = t.funds;
  const [member, setMember] = useState<string | null>(null);
  const [amount, setAmount] = useState<number | null>(null);
  const [purpose, setPurpose] = useState<Purpose | null>('work');
  const [count, setCount] = useState<number | null>(12);
  const [guarantee, setGuarantee] = useState<Guarantee | null>('group');
  const [guarantors, setGuarantors] = useState<string[]>([]);
  const [collateral, setCollateral] = useState<Collateral | null>(null);
  const group = guarantee === 'group';
  const others = presentOf(props.fund).filter((one) => one.value !== member);
  const errors = errorsOf({ member_id: !member && t.common.chooseOne, amount_rials: missing(amount), instalments: missing(count), guarantors: group && guarantors.length < 2 && words.guarantorsHelp, collateral: !group && !collateral && t.common.chooseOne });
  const body = { member_id: member, amount_rials: toRials(amount), purpose, instalments: count, guarantee, guarantors: group ? guarantors.filter((one) => one !== member) : [], collateral: group ? null : collateral };
  return (
    <ActForm {...props} path="/loans" dayField="requested_on" errors={errors} body={body}>
      <ComboField name="member_id" label={words.member} options={presentOf(props.fund)} value={member} onChange={setMember} />
      <div className="form-row">
        <Amount value={amount} onChange={setAmount} />
        <NumberField name="instalments" label={words.instalments} stepper min={1} max={120} value={count} onChange={setCount} />
      </div>
      <ChoiceField name="purpose" label={words.purpose} inline options={optionsOf(words.purposes)} value={purpose} onChange={setPurpose} />
      <ChoiceField name="guarantee" label={words.guarantee} inline options={optionsOf(words.guarantees)} value={guarantee} onChange={setGuarantee} />
      {group
        ? <ChoicesField name="guarantors" label={words.guarantors} help={words.guarantorsHelp} options={others} value={guarantors} onChange={setGuarantors} />
        : <SelectField name="collateral" label={words.collateral} options={optionsOf(words.collaterals)} value={collateral} onChange={setCollateral} />}
    </ActForm>
  );
}

type LoanProps = Props & { act: { act: 'grant' | 'refuse' | 'pay' | 'default' | 'cover'; loan: string } };
const loanOf = ({ fund, act }: LoanProps) => fund.loans.find((one) => one.id === act.loan);

function GrantForm(props: LoanProps) {
  const asked = toTomans(loanOf(props)?.asked_rials ?? null);
  const [amount, setAmount] = useState<number | null>(asked);
  const [first, setFirst] = useState<string | null>(null);
  return (
    <ActForm {...props} path={`/loans/${props.act.loan}/grant`} dayField="granted_on" errors={errorsOf({ amount_rials: missing(amount) })} body={{ amount_rials: toRials(amount), first_due_on: first }}>
      <Amount value={amount} onChange={setAmount} />
      <DateField name="first_due_on" label={t.funds.firstDue} help={t.funds.firstDueHelp} optional value={first} onChange={setFirst} />
    </ActForm>
  );
}

function RefuseForm(props: LoanProps) {
  const [reason, setReason] = useState<Refusal | null>(null);
  return (
    <ActForm {...props} path={`/loans/${props.act.loan}/refuse`} dayField="refused_on" errors={errorsOf({ reason: !reason && t.common.chooseOne })} body={{ reason }}>
      <ChoiceField name="reason" label={t.funds.reason} options={optionsOf(t.funds.refusals)} value={reason} onChange={setReason} />
    </ActForm>
  );
}

function PayForm(props: LoanProps) {
  const loan = loanOf(props);
  const next = loan?.instalments.find((one) => one.state !== 'paid');
  const [amount, setAmount] = useState<number | null>(next ? (next.amount_rials - next.paid_rials) / 10 : null);
  return (
    <ActForm {...props} path={`/loans/${props.act.loan}/pay`} dayField="paid_on" errors={errorsOf({ amount_rials: missing(amount) })} body={{ amount_rials: toRials(amount) }}>
      <p className="soft">{t.funds.restOf(money(loan?.outstanding_rials ?? 0), money(loan?.lent_rials ?? 0))}</p>
      <Amount value={amount} onChange={setAmount} />
    </ActForm>
  );
}

function CoverForm(props: LoanProps) {
  const loan = loanOf(props);
  const [amount, setAmount] = useState<number | null>(loan ? loan.outstanding_rials / 10 : null);
  const [by, setBy] = useState<string | null>(null);
  const group = loan?.guarantee === 'group';
  return (
    <ActForm {...props} path={`/loans/${props.act.loan}/cover`} dayField="covered_on" errors={errorsOf({ amount_rials: missing(amount), covered_by: group && !by && t.common.chooseOne })} body={{ amount_rials: toRials(amount), covered_by: group ? by : null }}>
      {group ? <ChoiceField name="covered_by" label={t.funds.coveredBy} options={loan.guarantors.map((one) => ({ value: one.id, label: nameOf(one) }))} value={by} onChange={setBy} /> : <p className="soft">{t.funds.byThing}</p>}
      <Amount value={amount} onChange={setAmount} />
    </ActForm>
  );
}

function ReverseForm(props: Props & { act: { act: 'reverse'; entry: string } }) {
  const [mistake, setMistake] = useState<Mistake | null>(null);
  return (
    <ActForm {...props} path={`/entries/${props.act.entry}/reverse`} dayField="reversed_on" errors={errorsOf({ mistake: !mistake && t.common.chooseOne })} body={{ mistake }}>
      <p className="soft">{t.funds.saysMistake}</p>
      <ChoiceField name="mistake" label={t.funds.mistake} options={optionsOf(t.funds.mistakes)} value={mistake} onChange={setMistake} />
    </ActForm>
  );
}

function TrainForm(props: Props & { act: { act: 'train'; training?: string } }) {
  const words = t.funds;
  const known = props.fund.trainings_list.find((one) => one.id === props.act.training);
  const [topic, setTopic] = useState<Topic | null>(known?.topic ?? null);
  const [hours, setHours] = useState<number | null>(known?.hours ?? 2);
  const [present, setPresent] = useState<string[]>(known?.present.map((one) => one.id) ?? []);
  const gone = (known?.present ?? []).filter((one) => props.fund.members_list.every((member) => member.member.id !== one.id || member.left_on !== null));
  const options = [...presentOf(props.fund), ...gone.map((one) => ({ value: one.id, label: nameOf(one) }))];
  return (
    <ActForm {...props} path="/trainings" dayField="held_on" {...(known ? { day: known.held_on.iso } : {})} errors={errorsOf({ topic: !topic && t.common.chooseOne, hours: missing(hours), present: present.length === 0 && t.common.chooseOne })} body={{ training_id: known?.id ?? null, topic, hours, present, activity_id: known?.activity_id ?? null }}>
      <SelectField name="topic" label={words.topic} options={optionsOf(words.topics)} value={topic} onChange={setTopic} />
      <NumberField name="hours" label={t.funds.hours} stepper min={1} max={400} value={hours} onChange={setHours} />
      <ChoicesField name="present" label={`${words.present} (${num(present.length)})`} options={options} value={present} onChange={setPresent} />
    </ActForm>
  );
}

/** The form of what is to be done with a fund. */
export function FundActForm({ act, ...props }: Props) {
  switch (act.act) {
    case 'join': return <JoinForm act={act} {...props} />;
    case 'contribute':
    case 'withdraw': return <MoneyForm {...props} act={act} />;
    case 'leave': return <ActForm act={act} {...props} path={`/members/${act.member}/leave`} dayField="left_on" errors={{}} body={{}} />;
    case 'request': return <RequestForm act={act} {...props} />;
    case 'grant': return <GrantForm {...props} act={act} />;
    case 'refuse': return <RefuseForm {...props} act={act} />;
    case 'pay': return <PayForm {...props} act={act} />;
    case 'default': return <ActForm act={act} {...props} path={`/loans/${act.loan}/default`} dayField="declared_on" errors={{}} body={{}} />;
    case 'cover': return <CoverForm {...props} act={act} />;
    case 'reverse': return <ReverseForm {...props} act={act} />;
    case 'train': return <TrainForm {...props} act={act} />;
    case 'close': return <ActForm act={act} {...props} path="/close" dayField="closed_on" errors={{}} body={{}} />;
  }
}
