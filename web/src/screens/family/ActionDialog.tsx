import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Dialog, Form, TextArea, errorsOf } from '@/ui/index.ts';
import { useFamilyCommand } from './FamilyForm.tsx';
import { written } from './options.ts';
import type { FamilyFile } from './types.ts';

export type Action = {
  title: string;
  /** Under /families/{id}. */
  path: string;
  submitLabel?: string;
  /** What is written, by its name in the command. */
  text?: { name: string; label: string; required?: boolean; help?: string };
  /** The day, by its name in the command. */
  day?: { name: string; label: string; min?: string };
  explain?: string;
  /** Fields that are not asked. */
  fixed?: Record<string, unknown>;
};

type ActionDialogProps = { file: Pick<FamilyFile, 'id' | 'sequence'>; action: Action; onClose: () => void };

function ActionForm({ file, action, onClose }: ActionDialogProps) {
  const [text, setText] = useState('');
  const [day, setDay] = useState<string | null>(today());
  const command = useFamilyCommand<Record<string, unknown>>(file, action.path, { backTo: null, onDone: onClose });
  const { text: asked, day: dated } = action;
  const body = { ...action.fixed, ...(asked ? { [asked.name]: written(text) } : {}), ...(dated ? { [dated.name]: day } : {}) };
  return (
    <Form
      label={action.title}
      submitLabel={action.submitLabel ?? t.common.save}
      pending={command.pending}
      problem={command.problem}
      fieldErrors={command.fieldErrors}
      validate={() => errorsOf({ ...(asked?.required ? { [asked.name]: !text.trim() && t.common.required } : {}), ...(dated ? { [dated.name]: !day && t.common.dateMissing } : {}) })}
      onSubmit={() => void command.send(body)}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      {action.explain ? <p className="soft">{action.explain}</p> : null}
      {dated ? <DateField name={dated.name} label={dated.label} value={day} onChange={setDay} max={today()} min={dated.min} /> : null}
      {asked ? <TextArea name={asked.name} label={asked.label} help={asked.help} optional={!asked.required} value={text} onChange={setText} rows={4} /> : null}
    </Form>
  );
}

/** A small command over the page: a reason, a note, a day. */
export function ActionDialog({ file, action, onClose }: { file: ActionDialogProps['file']; action: Action | null; onClose: () => void }) {
  return (
    <Dialog title={action?.title ?? ''} open={action !== null} onClose={onClose}>
      {action ? <ActionForm key={action.path} file={file} action={action} onClose={onClose} /> : null}
    </Dialog>
  );
}
