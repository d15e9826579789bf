import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, today } from '@/lib/dates.ts';
import { ActionDialog, type Action } from '@/screens/family/ActionDialog.tsx';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import { useDraft, type Draft } from '@/screens/family/useDraft.ts';
import type { ConsentBasis, FamilyFile } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, Form, LinkButton, Notice, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';

type Answer = 'yes' | 'no';
type GiveBody = { basis: ConsentBasis; member_id: string | null; ground: string | null; given_on: string | null };
/** Both answers are kept together, so that a tap on the other one loses nothing. */
type Fields = { answer: Answer; basis: ConsentBasis; member: string | null; ground: string; given_on: string | null; reason: string; refused_on: string | null };
type AnswerProps = { file: FamilyFile; draft: Draft<Fields> };
type RefuseBody = { reason: string | null; refused_on: string | null };

function GiveForm({ file, draft }: AnswerProps) {
  const { basis, member, ground, given_on: on } = draft.value;
  const give = useFamilyCommand<GiveBody>(file, '/consent', { guarded: true, said: t.caseworker.consentSaved, onDone: draft.clear });
  const members = memberOptions(file);
  const byHead = basis === 'head';
  const legal = basis === 'legal_ground';
  if (members.length === 0) return <Notice tone="warn" title={t.caseworker.needsMember} actions={<LinkButton small to="/families/$id/member" params={{ id: file.id }} search={{}}>{t.caseworker.addMember}</LinkButton>} />;
  return (
    <Form
      label={t.caseworker.steps.consent}
      submitLabel={t.caseworker.steps.consent}
      pending={give.pending}
      problem={give.problem}
      fieldErrors={give.fieldErrors}
      validate={() => errorsOf({ member_id: basis === 'guardian' && !member && t.common.chooseOne, ground: legal && !ground.trim() && t.common.required, given_on: !on && t.common.dateMissing })}
      onSubmit={() => void give.send({ basis, member_id: legal ? null : byHead ? (file.head_member_id ?? member) : member, ground: legal ? written(ground) : null, given_on: on })}
    >
      <ChoiceField name="basis" label={t.caseworker.whoAgreed} options={optionsOf(t.family.consentBasis)} value={basis} onChange={(chosen) => draft.set({ basis: chosen })} />
      {byHead && file.head_member_id ? null : legal ? null : <SelectField name="member_id" label={t.family.consentBy} options={members} value={member} onChange={(chosen) => draft.set({ member: chosen })} />}
      {legal ? <TextField name="ground" label={t.family.consentGround} help={t.caseworker.groundHelp} value={ground} onChange={(text) => draft.set({ ground: text })} /> : null}
      <DateField name="given_on" label={t.caseworker.onDay} value={on} onChange={(given_on) => draft.set({ given_on })} max={today()} />
    </Form>
  );
}

function RefuseForm({ file, draft }: AnswerProps) {
  const { reason, refused_on: on } = draft.value;
  const refuse = useFamilyCommand<RefuseBody>(file, '/consent/refuse', { guarded: true, onDone: draft.clear });
  return (
    <Form
      label={t.caseworker.refused}
      submitLabel={t.common.save}
      pending={refuse.pending}
      problem={refuse.problem}
      fieldErrors={refuse.fieldErrors}
      validate={() => errorsOf({ refused_on: !on && t.common.dateMissing })}
      onSubmit={() => void refuse.send({ reason: written(reason), refused_on: on })}
    >
      <p className="soft">{t.caseworker.refusedHelp}</p>
      <TextArea name="reason" label={t.family.consentReason} optional rows={3} value={reason} onChange={(text) => draft.set({ reason: text })} />
      <DateField name="refused_on" label={t.caseworker.onDay} value={on} onChange={(refused_on) => draft.set({ refused_on })} max={today()} />
    </Form>
  );
}

function ConsentForm({ file }: { file: FamilyFile }) {
  const draft = useDraft<Fields>(`consent:${file.id}`, { answer: 'yes', basis: 'head', member: file.head_member_id, ground: '', given_on: today(), reason: '', refused_on: today() });
  const { answer } = draft.value;
  const [action, setAction] = useState<Action | null>(null);
  if (file.consent === 'given') {
    return (
      <Card>
        <div className="stack">
          <Notice tone="good" title={t.words.consent.given}>{file.consent_detail ? <p>{formatDate(file.consent_detail.on)}</p> : null}</Notice>
          <p className="soft">{t.caseworker.withdrawHelp}</p>
          <div><Button variant="danger" onPress={() => setAction({ title: t.caseworker.withdraw, path: '/consent/withdraw', explain: t.caseworker.withdrawHelp, text: { name: 'reason', label: t.family.consentReason }, day: { name: 'withdrawn_on', label: t.caseworker.onDay } })}>{t.caseworker.withdraw}</Button></div>
        </div>
        <ActionDialog file={file} action={action} onClose={() => setAction(null)} />
      </Card>
    );
  }
  return (
    <Card>
      <div className="stack">
        <p className="prose">{t.caseworker.consentExplained}</p>
        <Restored draft={draft} />
        <ChoiceField name="answer" label={t.caseworker.familyAnswer} inline options={[{ value: 'yes', label: t.caseworker.agreed }, { value: 'no', label: t.caseworker.refused }]} value={answer} onChange={(chosen) => draft.set({ answer: chosen })} />
        {answer === 'yes' ? <GiveForm file={file} draft={draft} /> : <RefuseForm file={file} draft={draft} />}
      </div>
    </Card>
  );
}

/** What the family was asked and what it answered. */
export function Consent() {
  const { id } = useParams({ from: '/shell/families/$id/consent' });
  return <FamilyScreen id={id} title={t.family.consent}>{(file) => <ConsentForm file={file} />}</FamilyScreen>;
}
