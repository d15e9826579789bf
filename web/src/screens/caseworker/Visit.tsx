import { useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { sorted } from '@/lib/sorted.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { entryTitle, windowWords } from '@/screens/family/Calendar.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { Card, ChoicesField, Form } from '@/ui/index.ts';
import { SafeHour } from '@/screens/voice/SafeHour.tsx';
import { Restored } from './Restored.tsx';
import { VisitFields, emptyVisit, visitBody, visitErrors, type VisitDraft } from './VisitFields.tsx';

type Draft = VisitDraft & { entries_done: string[] };

function VisitForm({ file, entry }: { file: FamilyFile; entry: string | undefined }) {
  const words = useVocabulary();
  const draft = useDraft<Draft>(`visit:${file.id}`, { ...emptyVisit(), entries_done: entry ? [entry] : [] });
  const visit = useFamilyCommand<ReturnType<typeof visitBody> & { entries_done: string[] }>(file, '/visits', { onDone: draft.clear, backTo: 'aid', said: t.caseworker.visitSaved });
  const planned = sorted(file.calendar.filter((e) => e.status === 'planned'), (a, b) => a.window_to.iso.localeCompare(b.window_to.iso));
  const value = draft.value;
  return (
    <Card>
      <SafeHour file={file} />
      <Restored draft={draft} />
      <Form
        label={t.caseworker.steps.visit}
        submitLabel={t.caseworker.steps.visit}
        pending={visit.pending}
        problem={visit.problem}
        fieldErrors={visit.fieldErrors}
        validate={() => visitErrors(value)}
        onSubmit={() => void visit.send({ ...visitBody(value), entries_done: value.entries_done.filter((id) => planned.some((e) => e.id === id)) })}
      >
        <VisitFields file={file} draft={value} set={draft.set} />
        {planned.length > 0 ? (
          <ChoicesField
            name="entries_done"
            label={t.caseworker.entriesDone}
            help={t.caseworker.entriesDoneHelp}
            optional
            options={planned.map((e) => ({ value: e.id, label: entryTitle(e, words), help: `${e.member?.name ?? t.family.wholeFamily} · ${windowWords(e)}` }))}
            value={value.entries_done}
            onChange={(entries_done) => draft.set({ entries_done })}
          />
        ) : null}
      </Form>
    </Card>
  );
}

/** Record a visit: what was seen, what was carried out, when the next one is. */
export function Visit() {
  const { id } = useParams({ from: '/shell/families/$id/visit' });
  const { entry } = useSearch({ from: '/shell/families/$id/visit' });
  return <FamilyScreen id={id} title={t.caseworker.steps.visit}>{(file) => <VisitForm file={file} entry={entry} />}</FamilyScreen>;
}
