import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { NetworkNotice } from '@/phone/WithNetwork.tsx';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, HandoverItem } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { Restored } from './Restored.tsx';
import { Button, Chip, ChoicesField, Dialog, Form, TextArea } from '@/ui/index.ts';

const ITEMS = (): HandoverItem[] => Object.keys(t.family.handoverItem) as HandoverItem[];

/** What is ready for the next caseworker, and what is not. */
export function HandoverState({ done, note }: { done: readonly HandoverItem[]; note?: string | null }) {
  const missing = ITEMS().filter((item) => !done.includes(item));
  return (
    <div className="stack-tight">
      <p className="cluster"><Chip tone={missing.length === 0 ? 'good' : 'warn'} icon={missing.length === 0 ? 'check' : 'alert'}>{t.family.handoverReady(num(done.length), num(ITEMS().length))}</Chip></p>
      {missing.length > 0 ? <p className="soft">{t.family.handoverMissing}: {missing.map((item) => t.family.handoverItem[item]).join(t.common.listComma)}</p> : null}
      {note ? <p className="prose"><bdi>{note}</bdi></p> : null}
    </div>
  );
}

/** The checklist before a family goes to another caseworker. */
export function HandoverDialog({ file, onClose }: { file: FamilyFile; onClose: () => void }) {
  const before = file.assignment?.handover;
  const draft = useDraft<{ done: HandoverItem[]; note: string }>(`handover:${file.id}`, { done: before?.done ?? [], note: before?.note ?? '' });
  const { done, note } = draft.value;
  const prepare = useFamilyCommand<{ done: HandoverItem[]; note: string | null; prepared_on: string }>(file, '/handover', {
    guarded: true,
    backTo: null,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  return (
    <Dialog title={t.family.prepareHandover} open onClose={onClose}>
      <Form label={t.family.prepareHandover} submitLabel={t.common.save} pending={prepare.pending} problem={prepare.problem} fieldErrors={prepare.fieldErrors} onSubmit={() => void prepare.send({ done, note: written(note), prepared_on: today() })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <Restored draft={draft} />
        <NetworkNotice />
        <ChoicesField name="done" label={t.family.handoverDone} optional options={optionsOf(t.family.handoverItem)} value={done} onChange={(items) => draft.set({ done: items as HandoverItem[] })} />
        <TextArea name="note" label={t.family.handoverNote} help={t.family.handoverNoteHelp} optional rows={3} value={note} onChange={(said) => draft.set({ note: said })} />
      </Form>
    </Dialog>
  );
}
