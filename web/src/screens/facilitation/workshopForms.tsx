import { useState } from 'react';
import { useApi, useCommand, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import type { Assessor, FacilitatorView, FindingKind, SittingView, WorkshopView } from '@/screens/resilience/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ChoicesField, ComboField, Disclosure, Form, NumberField, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { sentAttendance, stayed, type Stay } from './attendance.ts';

export type Act = 'lead' | 'register' | 'hold' | 'test' | 'finding';
type Props = { workshop: WorkshopView; onClose: () => void };
/** What a form of one sitting needs besides. */
type SittingProps = Props & { /** The sitting that is put right. */ sitting?: SittingView };

const PATHS: Record<Act, string> = { lead: 'lead', register: 'trainees', hold: 'sittings', test: 'tests', finding: 'findings' };
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

function useAct<B extends object>({ workshop, onClose }: Props, act: Act) {
  return useCommand<B>(`/workshops/${workshop.id}/${PATHS[act]}`, { onDone: () => { toast(t.common.saved); onClose(); } });
}

const useFacilitators = () => (useApi<Paged<FacilitatorView>>('/facilitators', { streams: ['facilitator', 'workshop'] }).data?.items ?? []).filter((one) => one.left_on === null);
const label = (one: FacilitatorView): string => [one.code, one.name].filter(Boolean).join(' · ');

export function LeadForm(props: Props) {
  const words = t.resilience.workshops;
  const [lead, setLead] = useState<string | null>(props.workshop.lead?.facilitator_id ?? null);
  const [reason, setReason] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const send = useAct<{ facilitator_id: string | null; reason: string | null; set_on: string | null }>(props, 'lead');
  return (
    <Form label={words.act.lead} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ facilitator_id: !lead && t.common.chooseOne, set_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ facilitator_id: lead, reason: reason.trim() || null, set_on: on })} actions={cancel(props.onClose)}>
      <ComboField name="facilitator_id" label={words.lead} options={useFacilitators().map((one) => ({ value: one.id, label: label(one), ...(one.level === 'level_2' && one.hours === 0 ? { help: t.resilience.people.flags.untrained } : {}) }))} value={lead} onChange={setLead} />
      <TextArea name="reason" label={t.resilience.form.reason} optional rows={2} value={reason} onChange={setReason} />
      <DateField name="set_on" label={t.resilience.form.on} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

/** A class registers women and men by number; a training names its facilitators. */
export function RegisterForm(props: Props) {
  const words = t.resilience.workshops;
  const isClass = props.workshop.kind === 'neighborhood_class';
  const [women, setWomen] = useState<number | null>(1);
  const [men, setMen] = useState<number | null>(0);
  const [chosen, setChosen] = useState<string[]>([]);
  const send = useAct<{ trainees: object[] }>(props, 'register');
  const there = new Set(props.workshop.trainees.map((one) => one.facilitator?.id));
  const facilitators = useFacilitators().filter((one) => one.level === 'level_2' && !there.has(one.id));
  const trainees = isClass ? [...Array.from({ length: women ?? 0 }, () => ({ sex: 'female' })), ...Array.from({ length: men ?? 0 }, () => ({ sex: 'male' }))] : chosen.map((id) => ({ facilitator_id: id }));
  return (
    <Form label={words.act.register} submitLabel={words.act.register} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ trainees: trainees.length === 0 && t.common.chooseOne })} onSubmit={() => void send.send({ trainees })} actions={cancel(props.onClose)}>
      <p className="soft">{words.noNames}</p>
      {isClass ? (
        <div className="form-row">
          <NumberField name="trainees" label={words.women} stepper min={0} max={200} value={women} onChange={setWomen} />
          <NumberField name="men" label={words.men} stepper min={0} max={200} value={men} onChange={setMen} />
        </div>
      ) : <ChoicesField name="trainees" label={t.resilience.people.title} options={facilitators.map((one) => ({ value: one.id, label: label(one) }))} value={chosen} onChange={setChosen} />}
    </Form>
  );
}

/** A sitting with everybody who was there, and how long each was; one that is written down already opens as it stands and is put right. */
export function HoldForm({ sitting, ...props }: SittingProps) {
  const words = t.resilience.workshops;
  const { trainees } = props.workshop;
  const [on, setOn] = useState<string | null>(sitting?.held_on.iso ?? today());
  const [hours, setHours] = useState<number | null>(sitting?.hours ?? 4);
  const [topic, setTopic] = useState(sitting?.topic ?? '');
  const [stays, setStays] = useState<Stay[]>(() => stayed(trainees, sitting));
  const send = useAct<object>(props, 'hold');
  const present = stays.filter((one) => one.present);
  const nameOf = (id: string): string => {
    const trainee = trainees.find((one) => one.id === id);
    return trainee?.facilitator?.name ?? num(trainee?.number ?? 0);
  };
  const put = (id: string, change: Partial<Stay>) => setStays((all) => all.map((one) => (one.trainee_id === id ? { ...one, ...change } : one)));
  return (
    <Form label={words.act.hold} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ held_on: !on && t.common.dateMissing, hours: hours === null && t.common.notANumber, present: present.length === 0 && t.common.chooseOne })} onSubmit={() => void send.send({ sitting_id: sitting?.id ?? null, held_on: on, hours, topic: topic.trim() || null, present: sentAttendance(stays, hours) })} actions={cancel(props.onClose)}>
      <div className="form-row">
        <DateField name="held_on" label={t.resilience.form.on} value={on} onChange={setOn} max={today()} />
        <NumberField name="hours" label={words.lasted} stepper min={1} max={12} value={hours} onChange={setHours} />
      </div>
      <TextField name="topic" label={words.topic} optional value={topic} onChange={setTopic} />
      <ChoicesField name="present" label={`${words.present} (${num(present.length)})`} inline options={trainees.map((one) => ({ value: one.id, label: nameOf(one.id) }))} value={present.map((one) => one.trainee_id)} onChange={(ids) => setStays((all) => all.map((one) => ({ ...one, present: ids.includes(one.trainee_id) })))} />
      {present.length > 0 ? (
        <Disclosure summary={words.hoursEach} open={present.some((one) => one.hours !== null)}>
          <p className="soft">{words.hoursEachHelp}</p>
          <div className="form-row">
            {present.map((one, index) => <NumberField key={one.trainee_id} name={`present[${index}].hours`} label={nameOf(one.trainee_id)} optional min={1} max={hours ?? 12} value={one.hours} onChange={(value) => put(one.trainee_id, { hours: value })} />)}
          </div>
        </Disclosure>
      ) : null}
    </Form>
  );
}

export function TestForm(props: Props) {
  const words = t.resilience.workshops;
  const [who, setWho] = useState<string | null>(null);
  const [moment, setMoment] = useState<'before' | 'after'>(props.workshop.sittings > 0 ? 'after' : 'before');
  const [score, setScore] = useState<number | null>(null);
  const send = useAct<{ trainee_id: string | null; moment: 'before' | 'after'; score: number | null }>(props, 'test');
  return (
    <Form label={words.act.test} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ trainee_id: !who && t.common.chooseOne, score: score === null && t.common.notANumber })} onSubmit={() => void send.send({ trainee_id: who, moment, score })} actions={cancel(props.onClose)}>
      <SelectField name="trainee_id" label={words.who} options={props.workshop.trainees.map((one) => ({ value: one.id, label: one.facilitator?.name ?? num(one.number) }))} value={who} onChange={setWho} />
      <ChoiceField name="moment" label={words.when} inline options={optionsOf(t.activities.testMoment)} value={moment} onChange={setMoment} />
      <NumberField name="score" label={words.score} min={0} max={100} value={score} onChange={setScore} />
    </Form>
  );
}

export function FindingForm(props: Props) {
  const words = t.resilience.workshops;
  const [phase, setPhase] = useState<'1' | '2'>(props.workshop.kind === 'facilitator_training' ? '1' : '2');
  const [kind, setKind] = useState<FindingKind>('strength');
  const [by, setBy] = useState<string[]>([]);
  const [text, setText] = useState('');
  const send = useAct<{ phase: number; assessors: Assessor[]; kind: FindingKind; text: string }>(props, 'finding');
  return (
    <Form label={words.act.finding} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ assessors: by.length === 0 && t.common.chooseOne, text: !text.trim() && t.common.required })} onSubmit={() => void send.send({ phase: Number(phase), assessors: by as Assessor[], kind, text: text.trim() })} actions={cancel(props.onClose)}>
      <ChoiceField name="kind" label={words.findings} inline options={optionsOf(words.finding)} value={kind} onChange={setKind} />
      <ChoiceField name="phase" label={words.phaseOf} inline options={[{ value: '1' as const, label: num(1) }, { value: '2' as const, label: num(2) }]} value={phase} onChange={setPhase} />
      <ChoicesField name="assessors" label={words.by} options={optionsOf(words.assessor)} value={by} onChange={setBy} />
      <TextArea name="text" label={words.what} help={t.activities.titleHelp} value={text} onChange={setText} maxLength={1000} />
    </Form>
  );
}

export const FORMS: Record<Act, (props: SittingProps) => React.JSX.Element> = { lead: LeadForm, register: RegisterForm, hold: HoldForm, test: TestForm, finding: FindingForm };
