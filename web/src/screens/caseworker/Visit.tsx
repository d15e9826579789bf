import { useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import type { Row } from '@/offline/types.ts';
import { ForRow } from '@/screens/phone/ForRow.tsx';
import { useRowCommand } from '@/screens/phone/rowForm.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { entryTitle, isLate, openEntries, windowWords } from '@/screens/family/Calendar.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { written } from '@/screens/family/options.ts';
import { Button, Card, ChoicesField, Form, TextArea, errorsOf } from '@/ui/index.ts';
import { SafeHour } from '@/screens/voice/SafeHour.tsx';
import { Restored } from '@/screens/family/Restored.tsx';
import { visitOfRow } from './ofRow.ts';
import { VisitFields, emptyVisit, visitBody, visitErrors, type VisitDraft } from './VisitFields.tsx';

export type VisitForm = VisitDraft & { entries_done: string[]; late_reason: string };
export type VisitFormBody = ReturnType<typeof visitBody> & { entries_done: string[]; late_reason: string | null };

/** What may be done by now: one visit can settle all of it. */
const dueNow = (file: FamilyFile): string[] => openEntries(file).filter((e) => e.window_from.iso <= today()).map((e) => e.id);

function RecordVisit({ file, entry, row }: { file: FamilyFile; entry: string | undefined; row: Row | null }) {
  const words = useVocabulary();
  const draft = useDraft<VisitForm>(row ? `visit:${file.id}:${row.id}` : `visit:${file.id}`, row ? visitOfRow(row) : { ...emptyVisit(), entries_done: entry ? [entry] : [], late_reason: '' });
  const record = useFamilyCommand<VisitFormBody>(file, '/visits', { onDone: draft.clear, backTo: 'aid', said: t.caseworker.visitSaved });
  const visit = useRowCommand(record, row, draft.clear);
  const planned = openEntries(file);
  const value = draft.value;
  const { late_reason: reason, ...seen } = value;
  const due = dueNow(file);
  const done = planned.filter((e) => value.entries_done.includes(e.id));
  const late = done.some((e) => isLate(e, value.visited_on));
  return (
    <Card>
      <SafeHour file={file} />
      <Restored draft={draft} />
      <Form
        label={t.caseworker.steps.visit}
        submitLabel={row ? t.phone.outbox.save : t.caseworker.steps.visit}
        pending={visit.pending}
        problem={visit.problem}
        fieldErrors={visit.fieldErrors}
        validate={() => ({ ...visitErrors(value), ...errorsOf({ late_reason: late && !reason.trim() && t.common.required }) })}
        onSubmit={() => void visit.send({ ...visitBody(seen), entries_done: done.map((e) => e.id), late_reason: late ? written(reason) : null })}
      >
        <VisitFields file={file} draft={value} set={draft.set} />
        {due.length > 1 ? <Button small onPress={() => draft.set({ entries_done: [...new Set([...value.entries_done, ...due])] })}>{t.caseworker.allDueDone(num(due.length))}</Button> : null}
        {planned.length > 0 ? (
          <ChoicesField
            name="entries_done"
            label={t.caseworker.entriesDone}
            help={t.caseworker.entriesDoneHelp}
            optional
            options={planned.map((e) => ({ value: e.id, label: entryTitle(e, words), help: `${e.member?.name ?? t.family.wholeFamily} · ${windowWords(e)}${e.status === 'missed' ? ` · ${t.family.missedStill}` : ''}` }))}
            value={value.entries_done}
            onChange={(entries_done) => draft.set({ entries_done })}
          />
        ) : null}
        {late ? <TextArea name="late_reason" label={t.caseworker.lateReason} help={t.caseworker.lateReasonHelp} rows={2} value={reason} onChange={(text) => draft.set({ late_reason: text })} /> : null}
      </Form>
    </Card>
  );
}

/** Record a visit: what was seen, what was carried out, when the next one is. */
export function Visit() {
  const { id } = useParams({ from: '/shell/families/$id/visit' });
  const { entry, row } = useSearch({ from: '/shell/families/$id/visit' });
  return <FamilyScreen id={id} title={t.caseworker.steps.visit}>{(file) => <ForRow id={row} operation="record_visit" family={file.id}>{(found) => <RecordVisit file={file} entry={entry} row={found} />}</ForRow>}</FamilyScreen>;
}
