import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import type { Row } from '@/offline/types.ts';
import { optionsOf } from '@/screens/family/options.ts';
import type { AttachmentKind } from '@/screens/family/types.ts';
import { Dialog, Form, SelectField, TextArea } from '@/ui/index.ts';
import { DateField } from '@/ui/DateField.tsx';

type Fields = Record<string, string | null>;
const fieldWords = (): Record<string, string> => t.phone.fields;
const isDay = (name: string): boolean => name.endsWith('_on') || name === 'since' || name.startsWith('window_');

/** Why a member left is chosen, not written. */
const isChosen = (row: Row, name: string): boolean => row.work.operation === 'leave_member' && name === 'reason';

/** Texts and days of what was written; what is chosen from lists is written anew instead. */
const textsOf = (row: Row): Fields => Object.fromEntries(Object.entries(row.work.command).filter(([name, value]) => name in fieldWords() && typeof value === 'string' && !isChosen(row, name))) as Fields;

/** Changes what waits before it is sent, or after it was refused. */
export function EditRow({ row, onSave, onClose }: { row: Row; onSave: (command: Record<string, unknown>) => Promise<void>; onClose: () => void }) {
  const [fields, setFields] = useState<Fields>(() => textsOf(row));
  const [kind, setKind] = useState<AttachmentKind | null>(() => (row.file ? (row.work.command['kind'] as AttachmentKind) : null));
  const [pending, setPending] = useState(false);
  const names = Object.keys(fields);
  const errors = Object.fromEntries((row.refusal?.errors ?? []).map((one) => [one.field, one.message]));
  const set = (name: string, value: string | null) => setFields((before) => ({ ...before, [name]: value }));
  const save = async () => {
    setPending(true);
    await onSave({ ...row.work.command, ...fields, ...(kind ? { kind } : {}) }).finally(() => setPending(false));
    onClose();
  };
  return (
    <Dialog title={t.phone.outbox.editTitle} open onClose={onClose}>
      {names.length === 0 ? (
        <p>{t.phone.outbox.nothingToEdit}</p>
      ) : (
        <Form label={t.phone.outbox.editTitle} submitLabel={t.phone.outbox.save} pending={pending} fieldErrors={errors} onSubmit={() => void save()}>
          {kind ? <SelectField name="kind" label={t.caseworker.waiting.kind} options={optionsOf(t.family.attachmentKind)} value={kind} onChange={setKind} /> : null}
          {names.map((name) =>
            isDay(name) ? (
              <DateField key={name} name={name} label={fieldWords()[name] ?? name} value={fields[name] ?? null} onChange={(value) => set(name, value)} />
            ) : (
              <TextArea key={name} name={name} label={fieldWords()[name] ?? name} value={fields[name] ?? ''} onChange={(value) => set(name, value)} />
            ),
          )}
        </Form>
      )}
    </Dialog>
  );
}
