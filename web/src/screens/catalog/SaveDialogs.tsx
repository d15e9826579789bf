import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand, useUser, type Role } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, ChoiceField, Dialog, Form, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { ReportDefinition, SavedReport } from './types.ts';

const NOBODY = 'nobody';
const SHARING: readonly Role[] = ['officer', 'center_manager', 'auditor'];
type Made = { ids: Record<string, string> };

function ShareField({ value, onChange }: { value: string; onChange: (role: string) => void }) {
  const words = t.catalog;
  const roles = useUser().roles.filter((role) => SHARING.includes(role));
  return <ChoiceField name="share_role" label={words.share} help={words.shareHelp} options={[{ value: NOBODY, label: words.onlyMe }, ...roles.map((role) => ({ value: role as string, label: words.sameRole(t.words.role[role]) }))]} value={value} onChange={onChange} />;
}

const roleOf = (value: string): string | null => (value === NOBODY ? null : value);

/** Keeps a report under a name, for oneself or for those of the same role and place. */
export function SaveDialog({ definition, onClose }: { definition: ReportDefinition; onClose: () => void }) {
  const words = t.catalog;
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [share, setShare] = useState<string>(NOBODY);
  const form = useCommand<object, Made>('/saved-reports', {
    onDone: ({ ids }) => {
      toast(words.savedDone);
      onClose();
      void navigate({ to: '/reports/saved/$id', params: { id: ids['saved_report_id'] ?? '' } });
    },
  });
  return (
    <Dialog title={words.saveTitle} open onClose={onClose}>
      <Form label={words.saveTitle} submitLabel={words.save} pending={form.pending} problem={form.problem} fieldErrors={form.fieldErrors} validate={() => errorsOf({ name: !name.trim() && t.common.required })} onSubmit={() => void form.send({ name: name.trim(), definition, share_role: roleOf(share) })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <TextField name="name" label={words.name} help={words.nameHelp} value={name} onChange={setName} />
        <ShareField value={share} onChange={setShare} />
      </Form>
    </Dialog>
  );
}

export function RenameDialog({ report, onClose }: { report: SavedReport; onClose: () => void }) {
  const words = t.catalog;
  const [name, setName] = useState(report.name);
  const form = useCommand<object>(`/saved-reports/${report.id}/rename`, { onDone: () => { toast(words.renamed); onClose(); } });
  return (
    <Dialog title={words.rename} open onClose={onClose}>
      <Form label={words.rename} submitLabel={words.rename} pending={form.pending} problem={form.problem} fieldErrors={form.fieldErrors} validate={() => errorsOf({ name: !name.trim() && t.common.required })} onSubmit={() => void form.send({ name: name.trim() })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <TextField name="name" label={words.name} help={words.nameHelp} value={name} onChange={setName} />
      </Form>
    </Dialog>
  );
}

export function ShareDialog({ report, onClose }: { report: SavedReport; onClose: () => void }) {
  const words = t.catalog;
  const [share, setShare] = useState<string>(report.shared_role ?? NOBODY);
  const form = useCommand<object>(`/saved-reports/${report.id}/share`, { onDone: () => { toast(words.shareDone); onClose(); } });
  return (
    <Dialog title={words.changeShare} open onClose={onClose}>
      <Form label={words.changeShare} submitLabel={t.common.save} pending={form.pending} problem={form.problem} fieldErrors={form.fieldErrors} validate={() => ({})} onSubmit={() => void form.send({ share_role: roleOf(share) })} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <ShareField value={share} onChange={setShare} />
      </Form>
    </Dialog>
  );
}

export function DeleteDialog({ report, onClose }: { report: SavedReport; onClose: () => void }) {
  const words = t.catalog;
  const navigate = useNavigate();
  const form = useCommand<object>(`/saved-reports/${report.id}/delete`, { onDone: () => { toast(words.removed); onClose(); void navigate({ to: '/reports' }); } });
  return (
    <Dialog title={words.remove} open onClose={onClose}>
      <Form label={words.remove} submitLabel={words.remove} pending={form.pending} problem={form.problem} fieldErrors={form.fieldErrors} validate={() => ({})} onSubmit={() => void form.send({})} actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}>
        <p>{words.removeWhy}</p>
      </Form>
    </Dialog>
  );
}
