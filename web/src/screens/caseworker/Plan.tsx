import { useParams } from '@tanstack/react-router';
import type { Domain } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import { domainOptions, kindOptions, memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import type { Capacity, FamilyFile, RepeatEvery, ServicePurpose } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, Form, SelectField, TextField, errorsOf } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';

type Draft = { member: string; domain: Domain | null; kind: string | null; capacity: Capacity; purpose: ServicePurpose | null; title: string; window_from: string | null; window_to: string | null; goal: string; remind: string; every: string; until: string | null };
type Body = Omit<Draft, 'member' | 'title' | 'goal' | 'remind' | 'every' | 'until'> & { member_id: string | null; title: string | null; goal_id: string | null; remind_days: number | null; repeat: { every: RepeatEvery; until: string | null } | null };

const WHOLE_FAMILY = 'family';
const NONE = 'none';
const REMIND_DAYS = [0, 1, 3, 7];

function PlanForm({ file }: { file: FamilyFile }) {
  const words = useVocabulary();
  const draft = useDraft<Draft>(`plan:${file.id}`, { member: WHOLE_FAMILY, domain: null, kind: null, capacity: 'own', purpose: null, title: '', window_from: today(), window_to: null, goal: NONE, remind: NONE, every: NONE, until: null });
  const plan = useFamilyCommand<Body>(file, '/calendar', { onDone: draft.clear, backTo: 'calendar', said: t.caseworker.planned });
  const { member, title, goal, remind, every, until, ...rest } = draft.value;
  const goals = file.goals.filter((one) => one.result === null);
  const repeats = every === NONE ? null : { every: every as RepeatEvery, until };
  const { domain, kind, window_from: from, window_to: to } = rest;
  return (
    <Card>
      <Restored draft={draft} />
      <Form
        label={t.caseworker.plan}
        submitLabel={t.caseworker.plan}
        pending={plan.pending}
        problem={plan.problem}
        fieldErrors={plan.fieldErrors}
        validate={() => errorsOf({ domain: !domain && t.common.chooseOne, kind: !kind && t.common.chooseOne, window_from: !from && t.common.dateMissing, window_to: !to ? t.common.dateMissing : from !== null && to < from && t.caseworker.endsBeforeStart, 'repeat.until': repeats !== null && (!until ? t.common.dateMissing : from !== null && until < from && t.caseworker.endsBeforeStart) })}
        onSubmit={() => void plan.send({ ...rest, member_id: member === WHOLE_FAMILY ? null : member, title: written(title), goal_id: goal === NONE ? null : goal, remind_days: remind === NONE ? null : Number(remind), repeat: repeats })}
      >
        <SelectField name="member_id" label={t.caseworker.forWhom} options={[{ value: WHOLE_FAMILY, label: t.family.wholeFamily }, ...memberOptions(file)]} value={member} onChange={(value) => draft.set({ member: value })} />
        <ChoiceField name="domain" label={t.caseworker.domain} inline options={domainOptions()} value={domain} onChange={(value) => draft.set({ domain: value, kind: words.kinds.find((k) => k.code === kind)?.domain === value ? kind : null })} />
        <div className="form-row">
          <SelectField name="kind" label={t.caseworker.serviceKind} options={kindOptions(words.kinds.filter((one) => one.code !== 'reconciliation' || !file.violence_recorded), words.methods, domain)} value={kind} onChange={(value) => draft.set({ kind: value })} />
          <SelectField name="purpose" label={t.family.purposeWord} optional options={optionsOf(t.family.purpose)} value={rest.purpose} onChange={(purpose) => draft.set({ purpose })} />
        </div>
        <ChoiceField name="capacity" label={t.family.capacityWord} help={t.caseworker.capacityHelp} inline options={optionsOf(t.family.capacity)} value={rest.capacity} onChange={(capacity) => draft.set({ capacity })} />
        <TextField name="title" label={t.caseworker.entryTitle} help={t.caseworker.entryTitleHelp} optional value={title} onChange={(value) => draft.set({ title: value })} />
        <div className="form-row">
          <DateField name="window_from" label={t.caseworker.windowFrom} value={from} onChange={(value) => draft.set({ window_from: value })} />
          <DateField name="window_to" label={t.caseworker.windowTo} help={t.caseworker.windowHelp} value={to} onChange={(value) => draft.set({ window_to: value })} />
        </div>
        {goals.length > 0 ? <SelectField name="goal_id" label={t.caseworker.forGoal} options={[{ value: NONE, label: t.caseworker.noGoalChosen }, ...goals.map((one) => ({ value: one.id, label: words.indicator(one.indicator) }))]} value={goal} onChange={(value) => draft.set({ goal: value })} /> : null}
        <div className="form-row">
          <SelectField name="repeat.every" label={t.caseworker.repeat} options={[{ value: NONE, label: t.caseworker.once }, ...optionsOf(t.caseworker.repeatEvery)]} value={every} onChange={(value) => draft.set({ every: value, until: value === NONE ? null : (until ?? file.assignment?.ends_on.iso ?? null) })} />
          <SelectField name="remind_days" label={t.caseworker.remind} options={[{ value: NONE, label: t.caseworker.noReminder }, ...REMIND_DAYS.map((days) => ({ value: String(days), label: days === 0 ? t.family.remindSameDay : t.family.remindBefore(num(days)) }))]} value={remind} onChange={(value) => draft.set({ remind: value })} />
        </div>
        {repeats ? <DateField name="repeat.until" label={t.caseworker.repeatUntil} value={until} onChange={(value) => draft.set({ until: value })} /> : null}
      </Form>
    </Card>
  );
}

/** Put an entry into the aid calendar of a member or of the whole family. */
export function Plan() {
  const { id } = useParams({ from: '/shell/families/$id/plan' });
  return <FamilyScreen id={id} title={t.caseworker.plan}>{(file) => <PlanForm file={file} />}</FamilyScreen>;
}
