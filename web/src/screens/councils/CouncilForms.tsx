import { useState, type ReactNode } from 'react';
import { useApi, useCommand, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ComboField, Form, NumberField, SelectField, TextArea, TextField, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';
import type { CouncilRole, CouncilView, Direction } from './types.ts';

export type CouncilAct =
  | { act: 'seat' } | { act: 'call' } | { act: 'approve' } | { act: 'write' } | { act: 'raise' } | { act: 'dissolve' }
  | { act: 'unseat'; agency: string }
  | { act: 'hold'; session?: string }
  | { act: 'cancel'; session: string }
  | { act: 'follow'; obstacle: string } | { act: 'close'; obstacle: string } | { act: 'reopen'; obstacle: string };

type Props = { council: CouncilView; act: CouncilAct; onClose: () => void };

/** The frame of every form of a body: its day, its button, its refusal. */
function ActForm<B extends object>({ council, act, onClose, path, dayField, dayLabel, day, ahead = false, errors, body, children }: Props & { path: string; dayField: string; dayLabel?: string; day?: string; ahead?: boolean; errors: FieldErrors; body: B; children?: ReactNode }) {
  const [on, setOn] = useState<string | null>(day ?? today());
  const send = useCommand<B & Record<string, unknown>>(`/councils/${council.id}${path}`, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form
      label={t.councils.act[act.act]}
      submitLabel={t.councils.act[act.act]}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => ({ ...errors, ...errorsOf({ [dayField]: !on && t.common.dateMissing }) })}
      onSubmit={() => void send.send({ ...body, [dayField]: on })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {children}
      <DateField name={dayField} label={dayLabel ?? t.councils.on} value={on} onChange={setOn} {...(ahead ? {} : { max: today() })} />
    </Form>
  );
}

function useAgencies() {
  const found = useApi<Paged<{ id: string; name: string }>>('/agencies', { streams: ['agency'] });
  return (found.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
}

function SeatForm(props: Props) {
  const [agency, setAgency] = useState<string | null>(null);
  const [role, setRole] = useState<CouncilRole | null>('member');
  return (
    <ActForm {...props} path="/seats" dayField="given_on" errors={errorsOf({ agency_id: !agency && t.common.chooseOne, role: !role && t.common.chooseOne })} body={{ agency_id: agency, role }}>
      <ComboField name="agency_id" label={t.councils.agency} options={useAgencies()} value={agency} onChange={setAgency} />
      <ChoiceField name="role" label={t.councils.role} inline options={optionsOf(t.councils.roles)} value={role} onChange={setRole} />
    </ActForm>
  );
}

type There = { agency: string | null; persons: number | null; hours: number | null };

function HoldForm(props: Props & { act: { act: 'hold'; session?: string } }) {
  const words = t.councils;
  const known = props.council.sessions_list.find((one) => one.id === props.act.session);
  const day = known?.held_on?.iso ?? known?.called_for?.iso;
  const [hours, setHours] = useState<number | null>(known && known.hours > 0 ? known.hours : 2);
  const [there, setThere] = useState<There[]>(
    known && known.attendance.length > 0
      ? known.attendance.map((one) => ({ agency: one.agency?.id ?? null, persons: one.persons, hours: one.hours }))
      : [...props.council.seats_list.map((seat) => ({ agency: seat.agency.id, persons: 1, hours: null })), { agency: null, persons: 0, hours: null }],
  );
  const nameOf = (id: string | null): string => (id === null ? words.others : props.council.seats_list.find((one) => one.agency.id === id)?.agency.name ?? known?.attendance.find((one) => one.agency?.id === id)?.agency?.name ?? words.agency);
  const change = (index: number, next: Partial<There>) => setThere(there.map((one, at) => (at === index ? { ...one, ...next } : one)));
  const attendance = there.filter((one) => (one.persons ?? 0) > 0).map((one) => ({ agency_id: one.agency, persons: one.persons, hours: one.hours ?? hours }));
  return (
    <ActForm {...props} path="/held-sessions" dayField="held_on" dayLabel={words.heldOn} {...(day && day <= today() ? { day } : {})} errors={errorsOf({ hours: hours === null && t.common.notANumber, attendance: attendance.length === 0 && t.common.required })} body={{ session_id: known?.id ?? null, hours, attendance }}>
      <NumberField name="hours" label={words.hours} stepper min={1} max={24} value={hours} onChange={setHours} />
      <fieldset className="stack-tight" data-field="attendance">
        <legend>{words.attendance}</legend>
        <p className="soft">{words.attendanceHelp}</p>
        {there.map((one, index) => (
          <div key={one.agency ?? 'others'} className="form-row">
            <NumberField name={`attendance[${index}].persons`} label={`${nameOf(one.agency)} · ${words.persons}`} stepper min={0} max={500} value={one.persons} onChange={(persons) => change(index, { persons })} />
            <NumberField name={`attendance[${index}].hours`} label={words.hours} optional min={1} max={hours ?? 24} value={one.hours} onChange={(own) => change(index, { hours: own })} />
          </div>
        ))}
      </fieldset>
    </ActForm>
  );
}

const heldOf = (council: CouncilView) => council.sessions_list.flatMap((one) => (one.held_on ? [{ value: one.id, label: formatDate(one.held_on), help: t.councils.personHoursOf(num(one.person_hours)) }] : []));

function ApproveForm(props: Props) {
  const words = t.councils;
  const [number, setNumber] = useState('');
  const [subject, setSubject] = useState('');
  const [session, setSession] = useState<string | null>(null);
  const held = heldOf(props.council);
  return (
    <ActForm {...props} path="/approvals" dayField="approved_on" errors={errorsOf({ number: !number.trim() && t.common.required, subject: !subject.trim() && t.common.required })} body={{ number: number.trim(), subject: subject.trim(), session_id: session }}>
      <TextField name="number" label={words.number} value={number} onChange={setNumber} />
      <TextArea name="subject" label={words.subject} help={words.namesNobody} value={subject} onChange={setSubject} />
      {held.length > 0 ? <SelectField name="session_id" label={words.session} optional options={held} value={session} onChange={setSession} /> : null}
    </ActForm>
  );
}

function WriteForm(props: Props) {
  const words = t.councils;
  const [direction, setDirection] = useState<Direction | null>('incoming');
  const [number, setNumber] = useState('');
  const [correspondent, setCorrespondent] = useState('');
  const [subject, setSubject] = useState('');
  return (
    <ActForm {...props} path="/letters" dayField="dated_on" errors={errorsOf({ number: !number.trim() && t.common.required, correspondent: !correspondent.trim() && t.common.required, subject: !subject.trim() && t.common.required })} body={{ direction, number: number.trim(), correspondent: correspondent.trim(), subject: subject.trim() }}>
      <ChoiceField name="direction" label={words.direction} inline options={optionsOf(words.directions)} value={direction} onChange={setDirection} />
      <TextField name="number" label={words.number} value={number} onChange={setNumber} />
      <TextField name="correspondent" label={words.correspondent} value={correspondent} onChange={setCorrespondent} />
      <TextArea name="subject" label={words.subject} help={words.namesNobody} value={subject} onChange={setSubject} />
    </ActForm>
  );
}

function RaiseForm(props: Props) {
  const words = t.councils;
  const [text, setText] = useState('');
  const [owner, setOwner] = useState<string | null>(null);
  const [session, setSession] = useState<string | null>(null);
  const held = heldOf(props.council);
  return (
    <ActForm {...props} path="/obstacles" dayField="raised_on" errors={errorsOf({ text: !text.trim() && t.common.required })} body={{ text: text.trim(), owner, session_id: session }}>
      <TextArea name="text" label={words.text} help={words.namesNobody} value={text} onChange={setText} />
      <ComboField name="owner" label={words.owner} optional options={useAgencies()} value={owner} onChange={setOwner} />
      {held.length > 0 ? <SelectField name="session_id" label={words.session} optional options={held} value={session} onChange={setSession} /> : null}
    </ActForm>
  );
}

function StepForm(props: Props & { act: { act: 'follow' | 'close' | 'reopen'; obstacle: string } }) {
  const words = t.councils;
  const { act, obstacle } = props.act;
  const [note, setNote] = useState('');
  const [owner, setOwner] = useState<string | null>(null);
  const agencies = useAgencies();
  const field = act === 'close' ? 'result' : 'note';
  const dayField = act === 'close' ? 'closed_on' : act === 'follow' ? 'followed_on' : 'reopened_on';
  return (
    <ActForm {...props} path={`/obstacles/${obstacle}/${act}`} dayField={dayField} errors={errorsOf({ [field]: !note.trim() && t.common.required })} body={{ [field]: note.trim(), ...(act === 'follow' ? { owner } : {}) }}>
      <TextArea name={field} label={act === 'close' ? words.result : words.note} help={words.namesNobody} value={note} onChange={setNote} />
      {act === 'follow' ? <ComboField name="owner" label={words.owner} optional options={agencies} value={owner} onChange={setOwner} /> : null}
    </ActForm>
  );
}

/** The form of what is to be done with a body. */
export function CouncilActForm({ act, ...props }: Props) {
  switch (act.act) {
    case 'seat': return <SeatForm act={act} {...props} />;
    case 'unseat': return <ActForm act={act} {...props} path={`/seats/${act.agency}/end`} dayField="ended_on" errors={{}} body={{}} />;
    case 'call': return <ActForm act={act} {...props} path="/sessions" dayField="called_for" dayLabel={t.councils.calledFor} ahead errors={{}} body={{}} />;
    case 'hold': return <HoldForm {...props} act={act} />;
    case 'cancel': return <ActForm act={act} {...props} path={`/sessions/${act.session}/cancel`} dayField="cancelled_on" errors={{}} body={{}} />;
    case 'approve': return <ApproveForm act={act} {...props} />;
    case 'write': return <WriteForm act={act} {...props} />;
    case 'raise': return <RaiseForm act={act} {...props} />;
    case 'follow':
    case 'close':
    case 'reopen': return <StepForm {...props} act={act} />;
    case 'dissolve': return <ActForm act={act} {...props} path="/dissolve" dayField="dissolved_on" errors={{}} body={{}} />;
  }
}
