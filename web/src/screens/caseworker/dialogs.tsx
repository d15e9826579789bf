import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { entryTitle } from '@/screens/family/Calendar.tsx';
import { Restored } from '@/screens/family/Restored.tsx';
import { memberName, useVocabulary } from '@/screens/family/data.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, FileEntry, FileMember, MemberLeftReason } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, Dialog, Form, TextArea, errorsOf } from '@/ui/index.ts';

/** Another window for a planned entry. */
export function MoveDialog({ file, entry, onClose }: { file: FamilyFile; entry: FileEntry; onClose: () => void }) {
  const words = useVocabulary();
  const draft = useDraft<{ from: string | null; to: string | null; reason: string }>(`move:${file.id}:${entry.id}`, { from: entry.window_from.iso, to: entry.window_to.iso, reason: '' });
  const { from, to, reason } = draft.value;
  const move = useFamilyCommand<{ window_from: string | null; window_to: string | null; reason: string | null }>(file, `/calendar/${entry.id}/move`, {
    guarded: true,
    backTo: null,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Dialog title={t.caseworker.entry.move} open onClose={onClose}>
      <p className="strong"><bdi>{entryTitle(entry, words)}</bdi></p>
      <Form
        label={t.caseworker.entry.move}
        submitLabel={t.common.save}
        pending={move.pending}
        problem={move.problem}
        fieldErrors={move.fieldErrors}
        validate={() => errorsOf({ window_from: !from && t.common.dateMissing, window_to: !to ? t.common.dateMissing : from !== null && to < from && t.caseworker.endsBeforeStart })}
        onSubmit={() => void move.send({ window_from: from, window_to: to, reason: written(reason) })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <Restored draft={draft} />
        <div className="form-row">
          <DateField name="window_from" label={t.caseworker.windowFrom} value={from} onChange={(day) => draft.set({ from: day })} />
          <DateField name="window_to" label={t.caseworker.windowTo} value={to} onChange={(day) => draft.set({ to: day })} />
        </div>
        <TextArea name="reason" label={t.family.reason} optional rows={2} value={reason} onChange={(said) => draft.set({ reason: said })} />
      </Form>
    </Dialog>
  );
}

/** A member is no longer in the family. */
export function LeaveDialog({ file, member, onClose }: { file: FamilyFile; member: FileMember; onClose: () => void }) {
  const draft = useDraft<{ reason: MemberLeftReason | null; on: string | null }>(`leave:${file.id}:${member.id}`, { reason: null, on: today() });
  const { reason, on } = draft.value;
  const leave = useFamilyCommand<{ reason: MemberLeftReason | null; left_on: string | null }>(file, `/members/${member.id}/leave`, {
    guarded: true,
    backTo: null,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Dialog title={t.caseworker.memberLeaves} open onClose={onClose}>
      <p><bdi className="strong">{memberName(member)}</bdi> · <span className="soft">{t.caseworker.memberLeavesWhy}</span></p>
      <Form
        label={t.caseworker.memberLeaves}
        submitLabel={t.common.save}
        pending={leave.pending}
        problem={leave.problem}
        fieldErrors={leave.fieldErrors}
        validate={() => errorsOf({ reason: !reason && t.common.chooseOne, left_on: !on && t.common.dateMissing })}
        onSubmit={() => void leave.send({ reason, left_on: on })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <Restored draft={draft} />
        <ChoiceField name="reason" label={t.family.reason} inline options={optionsOf(t.family.memberLeft)} value={reason} onChange={(why) => draft.set({ reason: why })} />
        <DateField name="left_on" label={t.caseworker.onDay} value={on} onChange={(day) => draft.set({ on: day })} max={today()} />
      </Form>
    </Dialog>
  );
}
