import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ChoicesField, Dialog, Form, NumberField, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { CaseworkerView, TrainingMode, TrainingPhase } from './data.ts';

export type CaseworkerAct = 'renew' | 'training' | 'accredit' | 'skills' | 'leave' | 'leaveEnd' | 'left';

const HOURS_MAX = 80;

type ActProps = { caseworker: CaseworkerView; onClose: () => void };

function useAct<B extends object>(caseworker: CaseworkerView, path: string, onClose: () => void) {
  return useCommand<B>(`/caseworkers/${caseworker.id}${path}`, {
    onDone: () => {
      toast(t.common.saved);
      onClose();
    },
  });
}

const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

function TrainingForm({ caseworker, onClose }: ActProps) {
  const [phase, setPhase] = useState<TrainingPhase>(caseworker.accredited_on ? 'during' : 'before');
  const [mode, setMode] = useState<TrainingMode>('in_person');
  const [hours, setHours] = useState<number | null>(null);
  const [title, setTitle] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const record = useAct<{ phase: TrainingPhase; mode: TrainingMode; hours: number | null; title: string; held_on: string | null }>(caseworker, '/training', onClose);
  return (
    <Form
      label={t.manager.act.training}
      submitLabel={t.common.save}
      pending={record.pending}
      problem={record.problem}
      fieldErrors={record.fieldErrors}
      validate={() => errorsOf({ title: !title.trim() && t.common.required, hours: hours === null && t.common.notANumber, held_on: !on && t.common.dateMissing })}
      onSubmit={() => void record.send({ phase, mode, hours, title: title.trim(), held_on: on })}
      actions={cancel(onClose)}
    >
      <TextField name="title" label={t.manager.trainingTitle} value={title} onChange={setTitle} />
      <NumberField name="hours" label={t.manager.hours} stepper min={1} max={HOURS_MAX} value={hours} onChange={setHours} />
      <ChoiceField name="phase" label={t.manager.phaseWord} inline options={optionsOf(t.manager.phase)} value={phase} onChange={setPhase} />
      <ChoiceField name="mode" label={t.manager.modeWord} inline options={optionsOf(t.manager.mode)} value={mode} onChange={setMode} />
      <DateField name="held_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} min={caseworker.admitted_on.iso} />
    </Form>
  );
}

/** A day and nothing else. */
function DayForm({ caseworker, onClose, act, path, field, explain }: ActProps & { act: CaseworkerAct; path: string; field: string; explain: string }) {
  const [on, setOn] = useState<string | null>(today());
  const send = useAct<Record<string, string | null>>(caseworker, path, onClose);
  return (
    <Form
      label={t.manager.act[act]}
      submitLabel={t.manager.act[act]}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => errorsOf({ [field]: !on && t.common.dateMissing })}
      onSubmit={() => void send.send({ [field]: on })}
      actions={cancel(onClose)}
    >
      <p className="soft">{explain}</p>
      <DateField name={field} label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

function LeaveForm({ caseworker, onClose }: ActProps) {
  const [from, setFrom] = useState<string | null>(today());
  const [until, setUntil] = useState<string | null>(null);
  const start = useAct<{ from: string | null; until: string | null }>(caseworker, '/leave/start', onClose);
  return (
    <Form
      label={t.manager.act.leave}
      submitLabel={t.common.save}
      pending={start.pending}
      problem={start.problem}
      fieldErrors={start.fieldErrors}
      validate={() => errorsOf({ from: !from && t.common.dateMissing, until: until !== null && from !== null && until < from && t.caseworker.endsBeforeStart })}
      onSubmit={() => void start.send({ from, until })}
      actions={cancel(onClose)}
    >
      <div className="form-row">
        <DateField name="from" label={t.caseworker.windowFrom} value={from} onChange={setFrom} />
        <DateField name="until" label={t.caseworker.windowTo} optional value={until} onChange={setUntil} />
      </div>
    </Form>
  );
}

function SkillsForm({ caseworker, onClose }: ActProps) {
  const [skills, setSkills] = useState<string[]>(caseworker.skills);
  const catalog = useCatalog('caseworker_skill').data?.items ?? [];
  const declare = useAct<{ skills: string[] }>(caseworker, '/skills', onClose);
  return (
    <Form label={t.manager.act.skills} submitLabel={t.common.save} pending={declare.pending} problem={declare.problem} fieldErrors={declare.fieldErrors} onSubmit={() => void declare.send({ skills })} actions={cancel(onClose)}>
      <ChoicesField name="skills" label={t.manager.skillsWord} help={t.manager.skillsHelp} inline options={catalog.filter((k) => !k.retired || skills.includes(k.code)).map((k) => ({ value: k.code, label: titleOf(k.title) }))} value={skills} onChange={setSkills} />
    </Form>
  );
}

/** Everything that is recorded about a caseworker, one thing at a time. */
export function CaseworkerDialog({ caseworker, act, onClose }: { caseworker: CaseworkerView; act: CaseworkerAct | null; onClose: () => void }) {
  const props = { caseworker, onClose };
  return (
    <Dialog title={act ? t.manager.act[act] : ''} open={act !== null} onClose={onClose} wide={act === 'skills'}>
      {act === 'training' ? <TrainingForm {...props} /> : null}
      {act === 'accredit' ? <DayForm {...props} act={act} path="/accredit" field="accredited_on" explain={t.manager.accreditHelp} /> : null}
      {act === 'skills' ? <SkillsForm {...props} /> : null}
      {act === 'leave' ? <LeaveForm {...props} /> : null}
      {act === 'leaveEnd' ? <DayForm {...props} act={act} path="/leave/end" field="on" explain={t.manager.leaveEndHelp} /> : null}
      {act === 'renew' ? <DayForm {...props} act={act} path="/renew" field="renewed_on" explain={t.manager.renewTermHelp} /> : null}
      {act === 'left' ? <DayForm {...props} act={act} path="/left" field="left_on" explain={t.manager.leftHelp} /> : null}
    </Dialog>
  );
}
