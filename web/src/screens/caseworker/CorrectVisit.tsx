import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import type { FamilyFile, FileVisit } from '@/screens/family/types.ts';
import { Card, Checkbox, Empty, Form, TextArea, errorsOf } from '@/ui/index.ts';
import { VisitFields, visitBody, visitErrors, type VisitDraft } from './VisitFields.tsx';

type Body = { replacement: ReturnType<typeof visitBody> | null; reason: string };

const prefixed = (errors: Record<string, string>) => Object.fromEntries(Object.entries(errors).map(([name, message]) => [`replacement.${name}`, message]));

function CorrectForm({ file, visit }: { file: FamilyFile; visit: FileVisit }) {
  const [draft, setDraft] = useState<VisitDraft>({ visited_on: visit.visited_on.iso, place: visit.place, present: visit.present.map((p) => p.id), note: visit.note ?? '', next_visit_on: visit.next_visit_on?.iso ?? null });
  const [never, setNever] = useState(false);
  const [reason, setReason] = useState('');
  const correct = useFamilyCommand<Body>(file, `/visits/${visit.id}/correct`, { guarded: true, backTo: 'aid' });
  return (
    <Card>
      <p className="soft">{t.caseworker.correctWhy}</p>
      <Form
        label={t.caseworker.correctVisit}
        submitLabel={t.caseworker.correct}
        pending={correct.pending}
        problem={correct.problem}
        fieldErrors={correct.fieldErrors}
        validate={() => ({ ...(never ? {} : prefixed(visitErrors(draft))), ...errorsOf({ reason: !reason.trim() && t.common.required }) })}
        onSubmit={() => void correct.send({ replacement: never ? null : visitBody(draft), reason })}
      >
        <Checkbox name="never" checked={never} onChange={setNever}>{t.caseworker.neverHappened}</Checkbox>
        {never ? null : <VisitFields file={file} draft={draft} set={(change) => setDraft((before) => ({ ...before, ...change }))} prefix="replacement." />}
        <TextArea name="reason" label={t.family.correctionReason} rows={2} value={reason} onChange={setReason} />
      </Form>
    </Card>
  );
}

/** A wrong visit is corrected by a new event; the old one stays readable for the auditor. */
export function CorrectVisit() {
  const { id, visitId } = useParams({ from: '/shell/families/$id/visits/$visitId' });
  return (
    <FamilyScreen id={id} title={t.caseworker.correctVisit}>
      {(file) => {
        const visit = file.visits.find((one) => one.id === visitId);
        return visit ? <CorrectForm file={file} visit={visit} /> : <Empty icon="home" title={t.shell.notFoundTitle} />;
      }}
    </FamilyScreen>
  );
}
