import { useState } from 'react';
import { useApi, useCommand, type Task } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ComboField, Dialog, Form, TextArea, errorsOf, toast } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';

type FormProps = { commission: string; task: Task; onClose: () => void };
type ReassignBody = { responsible: { kind: 'agency'; agency_id: string | null }; title: string; expected: string | null; due_on: string | null };

const TITLE_LENGTH_MAX = 300;

/** Another agency, another day. */
export function Reassign({ commission, task, onClose }: FormProps) {
  const agencies = useApi<{ items: AgencyCard[] }>('/agencies', { streams: ['agency'] });
  const [title, setTitle] = useState(task.title ?? '');
  const [expected, setExpected] = useState('');
  const [agency, setAgency] = useState<string | null>(null);
  const [due, setDue] = useState<string | null>(null);
  const reassign = useCommand<ReassignBody>(`/commissions/${commission}/tasks/${task.task_id}/reassign`, {
    onDone: () => {
      toast(t.followUp.reassigned);
      onClose();
    },
  });
  return (
    <Dialog title={`${t.followUp.reassign} · ${digits(task.file_number)}`} open onClose={onClose}>
      <Form
        label={t.followUp.reassign}
        submitLabel={t.followUp.reassign}
        pending={reassign.pending}
        problem={reassign.problem}
        fieldErrors={reassign.fieldErrors}
        validate={() => errorsOf({ title: !title.trim() && t.common.required, 'responsible.agency_id': !agency && t.common.chooseOne, due_on: !due && t.common.dateMissing })}
        onSubmit={() => void reassign.send({ responsible: { kind: 'agency', agency_id: agency }, title: title.trim(), expected: expected.trim() || null, due_on: due })}
      >
        <p className="soft">{t.followUp.reassignWhy}</p>
        <TextArea name="title" label={t.followUp.what} help={t.commission.divisionHelp} rows={2} value={title} onChange={setTitle} maxLength={TITLE_LENGTH_MAX} />
        <ComboField name="responsible.agency_id" label={t.followUp.party} options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name, help: t.words.agencyLevel[a.level] }))} value={agency} onChange={setAgency} />
        <TextArea name="expected" label={t.sitting.expected} help={t.sitting.expectedHelp} optional rows={2} value={expected} onChange={setExpected} maxLength={1000} />
        <DateField name="due_on" label={t.followUp.due} value={due} onChange={setDue} min={today()} />
      </Form>
    </Dialog>
  );
}

/** The commission lets it go. */
export function DropTask({ commission, task, onClose }: FormProps) {
  const [reason, setReason] = useState('');
  const drop = useCommand<{ reason: string }>(`/commissions/${commission}/tasks/${task.task_id}/drop`, {
    onDone: () => {
      toast(t.followUp.dropped);
      onClose();
    },
  });
  return (
    <Dialog title={`${t.followUp.drop} · ${digits(task.file_number)}`} open onClose={onClose}>
      <Form
        label={t.followUp.drop}
        submitLabel={t.followUp.drop}
        pending={drop.pending}
        problem={drop.problem}
        fieldErrors={drop.fieldErrors}
        validate={() => errorsOf({ reason: !reason.trim() && t.common.required })}
        onSubmit={() => void drop.send({ reason: reason.trim() })}
      >
        <p className="soft">{t.followUp.dropWhy}</p>
        <TextArea name="reason" label={t.followUp.reason} rows={3} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}
