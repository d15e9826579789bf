import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, VisitPlace } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, ChoicesField, TextArea, errorsOf, type FieldErrors } from '@/ui/index.ts';

export type VisitDraft = { visited_on: string | null; place: VisitPlace; present: string[]; note: string; next_visit_on: string | null };

export const emptyVisit = (): VisitDraft => ({ visited_on: today(), place: 'home', present: [], note: '', next_visit_on: null });

export const visitBody = (draft: VisitDraft) => ({ ...draft, note: written(draft.note) });

export const visitErrors = (draft: VisitDraft): FieldErrors =>
  errorsOf({
    visited_on: !draft.visited_on && t.common.dateMissing,
    next_visit_on: draft.next_visit_on !== null && draft.visited_on !== null && draft.next_visit_on <= draft.visited_on && t.caseworker.nextAfterVisit,
  });

/** What was seen on a visit; the same when it is recorded and when it is corrected. */
export function VisitFields({ file, draft, set, prefix = '' }: { file: FamilyFile; draft: VisitDraft; set: (change: Partial<VisitDraft>) => void; prefix?: string }) {
  const members = memberOptions(file);
  return (
    <>
      <div className="form-row">
        <DateField name={`${prefix}visited_on`} label={t.caseworker.visitedOn} value={draft.visited_on} onChange={(visited_on) => set({ visited_on })} max={today()} />
        <ChoiceField name={`${prefix}place`} label={t.caseworker.where} inline options={optionsOf(t.family.place)} value={draft.place} onChange={(place) => set({ place })} />
      </div>
      {members.length > 0 ? <ChoicesField name={`${prefix}present`} label={t.caseworker.whoWasThere} optional options={members} value={draft.present} onChange={(present) => set({ present })} /> : null}
      <TextArea name={`${prefix}note`} label={t.caseworker.visitNote} help={t.caseworker.visitNoteHelp} optional rows={6} value={draft.note} onChange={(note) => set({ note })} />
      <DateField name={`${prefix}next_visit_on`} label={t.common.nextVisit} help={t.caseworker.nextVisitHelp} optional value={draft.next_visit_on} onChange={(next_visit_on) => set({ next_visit_on })} />
    </>
  );
}
