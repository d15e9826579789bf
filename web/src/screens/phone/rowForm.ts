// What waits in the outbox is changed in the form it was written in: filled from the row, and written into the row again.
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem, fieldMessages, type CommandState } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { isEditable } from '@/offline/outbox.ts';
import type { Row } from '@/offline/types.ts';
import { hasPhone } from '@/phone/hint.ts';
import { usePhone } from '@/phone/usePhone.ts';
import type { Done } from '@/screens/family/FamilyForm.tsx';
import { toast } from '@/ui/index.ts';

/** Operations whose own form can be opened again, with the address of the form. */
export const FORMS = { record_visit: '/families/$id/visit', record_service: '/families/$id/service', record_assessment: '/families/$id/assess' } as const;
export type FormOperation = keyof typeof FORMS;
export const hasForm = (operation: string): operation is FormOperation => Object.keys(FORMS).includes(operation);

/** The row a form was opened for; `gone` where there is none that may still be changed, `looking` before the store has told. */
export function useRow(id: string, operation: FormOperation, family: string): Row | 'gone' | 'looking' {
  const { api, status } = usePhone();
  // What was there when the form was opened stays under it, whatever happens to it while somebody types.
  const [found, setFound] = useState<Row | null>(null);
  if (found) return found;
  if (hasPhone() && !api) return 'looking';
  const row = status.rows.find((one) => one.id === id && one.work.operation === operation && one.work.family_id === family);
  if (!row || !isEditable(row) || row.wish !== null) return 'gone';
  setFound(row);
  return row;
}

const refusedAs = (row: Row | null): ApiProblem | null => (row?.refusal ? new ApiProblem(row.refusal.status, row.refusal) : null);

/** The form's own sending, or the writing of its row anew where it was opened from the outbox. What the server did not accept stands beside its fields. */
export function useRowCommand<B extends object>(command: CommandState<B, Done>, row: Row | null, clear: () => void): CommandState<B, Done> {
  const { api } = usePhone();
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(() => refusedAs(row));
  if (!row) return command;
  const send = async (body: B): Promise<null> => {
    setPending(true);
    try {
      await api?.editRow(row, body as Record<string, unknown>);
      clear();
      toast(t.phone.outbox.changed);
      void navigate({ to: '/phone' });
    } catch {
      // It was sent meanwhile, or taken away in another tab.
      setProblem(new ApiProblem(409, { code: 'row_gone' }));
    } finally {
      setPending(false);
    }
    return null;
  };
  return { send, pending, problem, fieldErrors: fieldMessages(problem), reset: () => setProblem(null) };
}
