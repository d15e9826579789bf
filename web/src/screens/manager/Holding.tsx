import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, FileAssignment, ReleaseReason } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, Form, LinkButton, Notice, SelectField, TextArea, errorsOf } from '@/ui/index.ts';
import { HandoverState } from '@/screens/family/Handover.tsx';
import { ChooseCaseworker } from './ChooseCaseworker.tsx';
import type { HoldingAct } from './routes.ts';

type FormProps = { file: FamilyFile; held: FileAssignment };

function TransferForm({ file, held }: FormProps) {
  const [caseworker, setCaseworker] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const transfer = useFamilyCommand<{ caseworker_id: string | null; note: string | null; transferred_on: string | null }>(file, '/transfer', { said: t.manager.transferred });
  return (
    <Form
      label={t.manager.acts.transfer}
      submitLabel={t.manager.acts.transfer}
      pending={transfer.pending}
      problem={transfer.problem}
      fieldErrors={transfer.fieldErrors}
      validate={() => errorsOf({ caseworker_id: !caseworker && t.common.chooseOne, transferred_on: !on && t.common.dateMissing })}
      onSubmit={() => void transfer.send({ caseworker_id: caseworker, note: written(note), transferred_on: on })}
    >
      <p className="soft">{t.manager.transferHelp(formatDate(held.ends_on))}</p>
      <HandoverState done={held.handover?.done ?? []} note={held.handover?.note ?? null} />
      <ChooseCaseworker family={file.id} value={caseworker} onChange={setCaseworker} without={held.caseworker.id} />
      <TextArea name="note" label={t.family.reason} optional rows={2} value={note} onChange={setNote} />
      <DateField name="transferred_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} min={held.starts_on.iso} />
    </Form>
  );
}

function RenewForm({ file, held }: FormProps) {
  const [reason, setReason] = useState('');
  const renew = useFamilyCommand<{ reason: string }>(file, '/renew', { said: t.manager.renewed });
  return (
    <Form
      label={t.manager.acts.renew}
      submitLabel={t.manager.acts.renew}
      pending={renew.pending}
      problem={renew.problem}
      fieldErrors={renew.fieldErrors}
      validate={() => errorsOf({ reason: !reason.trim() && t.common.required })}
      onSubmit={() => void renew.send({ reason })}
    >
      <p className="soft">{t.manager.renewHelp(formatDate(held.ends_on))}</p>
      <TextArea name="reason" label={t.family.reason} rows={3} value={reason} onChange={setReason} />
    </Form>
  );
}

function ReleaseForm({ file, held }: FormProps) {
  const [reason, setReason] = useState<ReleaseReason | null>(null);
  const [note, setNote] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const release = useFamilyCommand<{ reason: ReleaseReason | null; note: string | null; released_on: string | null }>(file, '/release', { said: t.manager.released });
  return (
    <Form
      label={t.manager.acts.release}
      submitLabel={t.manager.acts.release}
      pending={release.pending}
      problem={release.problem}
      fieldErrors={release.fieldErrors}
      validate={() => errorsOf({ reason: !reason && t.common.chooseOne, released_on: !on && t.common.dateMissing })}
      onSubmit={() => void release.send({ reason, note: written(note), released_on: on })}
    >
      <p className="soft">{t.manager.releaseHelp}</p>
      <SelectField name="reason" label={t.family.reason} options={optionsOf(t.family.releaseReason, ['transferred'])} value={reason} onChange={setReason} />
      <TextArea name="note" label={t.caseworker.remark} optional rows={2} value={note} onChange={setNote} />
      <DateField name="released_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} min={held.starts_on.iso} />
    </Form>
  );
}

function HoldingForm({ file, held }: FormProps) {
  const { act = 'transfer' } = useSearch({ from: '/shell/families/$id/holding' });
  const navigate = useNavigate();
  const choose = (chosen: HoldingAct) => void navigate({ to: '/families/$id/holding', params: { id: file.id }, search: { act: chosen }, replace: true });
  return (
    <Card>
      <div className="stack">
        <ChoiceField name="act" label={t.manager.whatToDo} inline options={optionsOf(t.manager.acts)} value={act} onChange={choose} />
        {act === 'transfer' ? <TransferForm file={file} held={held} /> : act === 'renew' ? <RenewForm file={file} held={held} /> : <ReleaseForm file={file} held={held} />}
      </div>
    </Card>
  );
}

/** Transfer, renew or end a holding. */
export function Holding() {
  const { id } = useParams({ from: '/shell/families/$id/holding' });
  return (
    <FamilyScreen id={id} title={t.manager.changeHolding}>
      {(file) => file.assignment ? <HoldingForm file={file} held={file.assignment} /> : <Notice title={t.problems.byCode['family_has_no_caseworker']?.({}) ?? ''} actions={<LinkButton small to="/center/assign/$id" params={{ id }}>{t.caseworker.steps.assign}</LinkButton>} />}
    </FamilyScreen>
  );
}
