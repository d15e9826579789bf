import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, HandoverItem } from '@/screens/family/types.ts';
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
  const [done, setDone] = useState<HandoverItem[]>(before?.done ?? []);
  const [note, setNote] = useState(before?.note ?? '');
  const prepare = useFamilyCommand<{ done: HandoverItem[]; note: string | null; prepared_on: string }>(file, '/handover', { guarded: true, backTo: null, onDone: onClose });
  return (
    <Dialog title={t.family.prepareHandover} open onClose={onClose}>
      <Form label={t.family.prepareHandover} submitLabel={t.common.save} pending={prepare.pending} problem={prepare.problem} fieldErrors={prepare.fieldErrors} onSubmit={() => void prepare.send({ done, note: written(note), prepared_on: today() })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <ChoicesField name="done" label={t.family.handoverDone} optional options={optionsOf(t.family.handoverItem)} value={done} onChange={(items) => setDone(items as HandoverItem[])} />
        <TextArea name="note" label={t.family.handoverNote} help={t.family.handoverNoteHelp} optional rows={3} value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
