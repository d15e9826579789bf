import { useState } from 'react';
import { useApi, useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, Card, ChoiceField, ComboField, Dialog, Form, Row, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';
import type { Commission, ParticipantKind } from './types.ts';

/** Caseworkers are not seated: each comes with the own cases. */
const SEATED: readonly ParticipantKind[] = ['expert', 'official', 'activist', 'center_manager'];

function SeatForm({ commission, onClose }: { commission: Commission; onClose: () => void }) {
  const [name, setName] = useState('');
  const [kind, setKind] = useState<ParticipantKind | null>(null);
  const [agency, setAgency] = useState<string | null>(null);
  const agencies = useApi<{ items: AgencyCard[] }>('/agencies', { enabled: kind === 'official' });
  const seat = useCommand<{ name: string; kind: ParticipantKind | null; agency_id: string | null }>(`/commissions/${commission.id}/participants`, {
    onDone: () => {
      toast(t.commission.seated);
      onClose();
    },
  });
  return (
    <Form
      label={t.commission.seatTitle}
      submitLabel={t.common.save}
      pending={seat.pending}
      problem={seat.problem}
      fieldErrors={seat.fieldErrors}
      validate={() => errorsOf({ name: !name.trim() && t.common.required, kind: !kind && t.common.chooseOne })}
      onSubmit={() => void seat.send({ name: name.trim(), kind, agency_id: kind === 'official' ? agency : null })}
    >
      <TextField name="name" label={t.commission.name} value={name} onChange={setName} maxLength={120} />
      <ChoiceField name="kind" label={t.commission.kind} inline options={SEATED.map((value) => ({ value, label: t.words.participant[value] }))} value={kind} onChange={setKind} />
      {kind === 'official' ? <ComboField name="agency_id" label={t.words.agency} optional options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name }))} value={agency} onChange={setAgency} /> : null}
    </Form>
  );
}

/** Who sits in the commission. */
export function Members({ commission, canSeat }: { commission: Commission; canSeat: boolean }) {
  const [seating, setSeating] = useState(false);
  return (
    <Card title={t.commission.members} actions={canSeat ? <Button small icon="add" onPress={() => setSeating(true)}>{t.commission.seat}</Button> : null}>
      {commission.participants.length === 0 ? <p className="soft">{t.commission.noMembers}</p> : (
        <ul className="cards">
          {commission.participants.map((one) => (
            <li key={one.id}><Row who={one.name ?? t.commission.unnamed} what={[t.words.participant[one.kind], one.agency?.name].filter(Boolean).join(' · ')} /></li>
          ))}
        </ul>
      )}
      <Dialog title={t.commission.seatTitle} open={seating} onClose={() => setSeating(false)}>
        <SeatForm commission={commission} onClose={() => setSeating(false)} />
      </Dialog>
    </Card>
  );
}
