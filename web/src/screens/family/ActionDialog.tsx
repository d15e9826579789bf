import { t } from '@/i18n/index.ts';
import { askedBy } from '@/offline/operations.ts';
import { NetworkNotice } from '@/phone/WithNetwork.tsx';
import { today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Dialog, Form, SelectField, TextArea, errorsOf } from '@/ui/index.ts';
import { useFamilyCommand } from './FamilyForm.tsx';
import { Restored } from './Restored.tsx';
import { optionsOf, written } from './options.ts';
import type { FamilyFile } from './types.ts';
import { useDraft } from './useDraft.ts';

export type Action = {
  title: string;
  /** Under /families/{id}. */
  path: string;
  submitLabel?: string;
  /** What is written, by its name in the command. */
  text?: { name: string; label: string; required?: boolean; help?: string };
  /** A closed set to choose from, by its name in the command. */
  choice?: { name: string; label: string; help?: string; options: Record<string, string> };
  /** The day, by its name in the command. */
  day?: { name: string; label: string; min?: string };
  explain?: string;
  /** Fields that are not asked. */
  fixed?: Record<string, unknown>;
};

type ActionDialogProps = { file: Pick<FamilyFile, 'id' | 'sequence'>; action: Action; onClose: () => void };

function ActionForm({ file, action, onClose }: ActionDialogProps) {
  const draft = useDraft<{ text: string; day: string | null; chosen: string | null }>(`act:${file.id}:${action.path}${action.fixed ? `:${JSON.stringify(action.fixed)}` : ''}`, { text: '', day: today(), chosen: null });
  const { text, day, chosen } = draft.value;
  const command = useFamilyCommand<Record<string, unknown>>(file, action.path, {
    backTo: null,
    onDone: () => {
      draft.clear();
      onClose();
    },
  });
  const waits = askedBy('post', `/families/${file.id}${action.path}`) !== null;
  const { text: asked, day: dated, choice } = action;
  const body = { ...action.fixed, ...(choice ? { [choice.name]: chosen } : {}), ...(asked ? { [asked.name]: written(text) } : {}), ...(dated ? { [dated.name]: day } : {}) };
  return (
    <Form
      label={action.title}
      submitLabel={action.submitLabel ?? t.common.save}
      pending={command.pending}
      problem={command.problem}
      fieldErrors={command.fieldErrors}
      validate={() => errorsOf({ ...(choice ? { [choice.name]: !chosen && t.common.chooseOne } : {}), ...(asked?.required ? { [asked.name]: !text.trim() && t.common.required } : {}), ...(dated ? { [dated.name]: !day && t.common.dateMissing } : {}) })}
      onSubmit={() => void command.send(body)}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <Restored draft={draft} />
      {waits ? null : <NetworkNotice />}
      {action.explain ? <p className="soft">{action.explain}</p> : null}
      {dated ? <DateField name={dated.name} label={dated.label} value={day} onChange={(on) => draft.set({ day: on })} max={today()} min={dated.min} /> : null}
      {choice ? <SelectField name={choice.name} label={choice.label} help={choice.help} options={optionsOf(choice.options)} value={chosen} onChange={(one) => draft.set({ chosen: one })} /> : null}
      {asked ? <TextArea name={asked.name} label={asked.label} help={asked.help} optional={!asked.required} value={text} onChange={(words) => draft.set({ text: words })} rows={4} /> : null}
    </Form>
  );
}

/** A small command over the page: a reason, a note, a day. */
export function ActionDialog({ file, action, onClose }: { file: ActionDialogProps['file']; action: Action | null; onClose: () => void }) {
  return (
    <Dialog title={action?.title ?? ''} open={action !== null} onClose={onClose}>
      {action ? <ActionForm key={`${action.path}:${action.title}`} file={file} action={action} onClose={onClose} /> : null}
    </Dialog>
  );
}
