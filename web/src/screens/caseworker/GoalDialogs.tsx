import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { NetworkNotice } from '@/phone/WithNetwork.tsx';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { withoutGoal } from '@/screens/family/Goals.tsx';
import { Restored } from '@/screens/family/Restored.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import { memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, FileGoal, GoalResult } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, Dialog, Empty, Form, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';

const WHOLE_FAMILY = 'family';
const BEST = 4;

type SetBody = { indicator: string | null; target: number; member_id: string | null; wish: string | null; due_on: string | null };

/** A goal on an indicator that is not good. */
export function SetGoalDialog({ file, onClose }: { file: FamilyFile; onClose: () => void }) {
  const words = useVocabulary();
  const lacking = withoutGoal(file, words);
  const draft = useDraft<{ indicator: string | null; target: string | null; member: string; wish: string; due: string | null }>(`goal:${file.id}`, { indicator: null, target: null, member: WHOLE_FAMILY, wish: '', due: file.assignment?.ends_on.iso ?? null });
  const { target, member, wish, due } = draft.value;
  // The worst first, until one is chosen; one that has a goal by now is no choice any more.
  const indicator = lacking.find((one) => one.code === draft.value.indicator)?.code ?? lacking[0]?.code ?? null;
  const value = lacking.find((one) => one.code === indicator)?.value ?? 0;
  const set = useFamilyCommand<SetBody>(file, '/goals', {
    backTo: null,
    said: t.caseworker.goalSet,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const steps = indicator === null ? [] : Array.from({ length: BEST - value }, (_, n) => value + 1 + n);
  const aims = steps.map((step) => ({ value: String(step), label: `${num(step)} · ${(indicator && words.step(indicator, step)) ?? ''}` }));
  const chosen = aims.some((one) => one.value === target) ? target : (aims[aims.length > 2 ? aims.length - 2 : 0]?.value ?? null);
  return (
    <Dialog title={t.caseworker.setGoal} open onClose={onClose} wide>
      {lacking.length === 0 ? <Empty icon="check" title={t.caseworker.nothingLacksGoal} /> : (
        <Form
          label={t.caseworker.setGoal}
          submitLabel={t.caseworker.setGoal}
          pending={set.pending}
          problem={set.problem}
          fieldErrors={set.fieldErrors}
          validate={() => errorsOf({ indicator: !indicator && t.common.chooseOne, due_on: !due && t.common.dateMissing })}
          onSubmit={() => void set.send({ indicator, target: Number(chosen), member_id: member === WHOLE_FAMILY ? null : member, wish: written(wish), due_on: due })}
          actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
        >
          <Restored draft={draft} />
          <NetworkNotice />
          <SelectField name="indicator" label={t.caseworker.onIndicator} options={lacking.map((one) => ({ value: one.code, label: words.indicator(one.code), help: `${num(one.value)} · ${words.step(one.code, one.value) ?? ''}` }))} value={indicator} onChange={(code) => draft.set({ indicator: code, target: null })} />
          <ChoiceField name="target" label={t.caseworker.goalTarget} options={aims} value={chosen} onChange={(step) => draft.set({ target: step })} />
          <SelectField name="member_id" label={t.caseworker.forWhom} options={[{ value: WHOLE_FAMILY, label: t.family.wholeFamily }, ...memberOptions(file)]} value={member} onChange={(id) => draft.set({ member: id })} />
          <TextField name="wish" label={t.caseworker.goalWish} help={t.caseworker.goalWishHelp} optional value={wish} onChange={(said) => draft.set({ wish: said })} />
          <DateField name="due_on" label={t.caseworker.goalDue} value={due} onChange={(day) => draft.set({ due: day })} min={today()} />
        </Form>
      )}
    </Dialog>
  );
}

/** What became of a goal. */
export function CloseGoalDialog({ file, goal, onClose }: { file: FamilyFile; goal: FileGoal; onClose: () => void }) {
  const words = useVocabulary();
  const draft = useDraft<{ result: GoalResult | null; reason: string; on: string | null }>(`goal-end:${file.id}:${goal.id}`, { result: goal.value !== null && goal.value >= goal.target ? 'reached' : null, reason: '', on: today() });
  const { result, reason, on } = draft.value;
  const close = useFamilyCommand<{ result: GoalResult | null; reason: string | null; closed_on: string | null }>(file, `/goals/${goal.id}/close`, {
    backTo: null,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Dialog title={t.caseworker.closeGoal} open onClose={onClose}>
      <p><span className="strong">{words.indicator(goal.indicator)}</span> · <span className="soft">{t.family.goalSteps(num(goal.from_value), num(goal.value ?? goal.from_value), num(goal.target))}</span></p>
      <Form
        label={t.caseworker.closeGoal}
        submitLabel={t.common.save}
        pending={close.pending}
        problem={close.problem}
        fieldErrors={close.fieldErrors}
        validate={() => errorsOf({ result: !result && t.common.chooseOne, reason: result === 'given_up' && !reason.trim() && t.common.required, closed_on: !on && t.common.dateMissing })}
        onSubmit={() => void close.send({ result, reason: written(reason), closed_on: on })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <Restored draft={draft} />
        <NetworkNotice />
        <ChoiceField name="result" label={t.family.outcomeWord} help={t.caseworker.reachedHelp} options={optionsOf(t.family.goalResult)} value={result} onChange={(chosen) => draft.set({ result: chosen })} />
        <TextArea name="reason" label={t.family.reason} optional={result !== 'given_up'} rows={2} value={reason} onChange={(said) => draft.set({ reason: said })} />
        <DateField name="closed_on" label={t.caseworker.onDay} value={on} onChange={(day) => draft.set({ on: day })} max={today()} min={goal.set_on.iso} />
      </Form>
    </Dialog>
  );
}
