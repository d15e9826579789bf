import { useState } from 'react';
import { useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, Card, Chip, ChoiceField, ComboField, Dialog, Form, Row, TextField, errorsOf, toast } from '@/ui/index.ts';
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

/** The seat of the person who reads this: minutes are then signed with the own account. */
function Claim({ commission, seat }: { commission: Commission; seat: string }) {
  const claim = useCommand<object>(`/commissions/${commission.id}/participants/${seat}/claim`, { onDone: () => toast(t.sitting.claimed) });
  const name = commission.participants.find((p) => p.id === seat)?.name ?? t.commission.unnamed;
  return <Button small variant="quiet" aria-label={`${t.sitting.claim}: ${name}`} isDisabled={claim.pending} onPress={() => void claim.send({})}>{t.sitting.claim}</Button>;
}

/** Who sits in the commission. */
export function Members({ commission, canSeat }: { commission: Commission; canSeat: boolean }) {
  const [seating, setSeating] = useState(false);
  const user = useUser();
  const mine = commission.participants.some((p) => p.account_id === user.id);
  return (
    <Card id="members" title={t.commission.members} actions={canSeat ? <Button small icon="add" onPress={() => setSeating(true)}>{t.commission.seat}</Button> : null}>
      {commission.participants.length === 0 ? <p className="soft">{t.commission.noMembers}</p> : (
        <ul className="cards">
          {commission.participants.map((one) => (
            <li key={one.id}><Row who={one.name ?? t.commission.unnamed} what={[t.words.participant[one.kind], one.agency?.name].filter(Boolean).join(' · ')} aside={one.account_id === user.id ? <Chip tone="good">{t.sitting.mine}</Chip> : one.account_id ? <Chip>{t.sitting.hasAccount}</Chip> : canSeat && !mine ? <Claim commission={commission} seat={one.id} /> : null} /></li>
          ))}
        </ul>
      )}
      <Dialog title={t.commission.seatTitle} open={seating} onClose={() => setSeating(false)}>
        <SeatForm commission={commission} onClose={() => setSeating(false)} />
      </Dialog>
    </Card>
  );
}
