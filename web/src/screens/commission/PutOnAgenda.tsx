import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatWeekday } from '@/lib/dates.ts';
import { Button, ChoiceField, Dialog, Form, Notice, errorsOf, toast } from '@/ui/index.ts';
import type { AgendaSession, Commission, WaitingReferral } from './types.ts';

type PutProps = { commission: Commission; one: WaitingReferral; sessions: readonly AgendaSession[]; onClose: () => void; onCall: () => void };

export function PutOnAgenda({ commission, one, sessions, onClose, onCall }: PutProps) {
  const [session, setSession] = useState<string | null>(sessions[0]?.id ?? null);
  const put = useCommand<{ referral_id: string }>(`/commissions/${commission.id}/sessions/${session ?? ''}/agenda`, {
    onDone: () => {
      toast(t.commission.putDone);
      onClose();
    },
  });
  return (
    <Dialog title={t.commission.putTitle(digits(one.family.file_number))} open onClose={onClose}>
      {sessions.length === 0 ? (
        <Notice tone="warn" title={t.commission.callFirst} actions={<Button onPress={onCall}>{t.commission.callSession}</Button>} />
      ) : (
        <Form
          label={t.commission.putOnAgenda}
          submitLabel={t.commission.putOnAgenda}
          pending={put.pending}
          problem={put.problem}
          fieldErrors={put.fieldErrors}
          validate={() => errorsOf({ session: !session && t.common.chooseOne })}
          onSubmit={() => void put.send({ referral_id: one.referral_id })}
        >
          <ChoiceField
            name="session"
            label={t.commission.session}
            options={sessions.map((s) => ({ value: s.id, label: `${formatWeekday(s.held_on)}${t.common.listComma}${t.commission.startsAt(digits(s.starts_at))}`, help: t.words.sessionState[s.state] }))}
            value={session}
            onChange={setSession}
          />
        </Form>
      )}
    </Dialog>
  );
}
