import { useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import type { Row } from '@/offline/types.ts';
import { ForRow } from '@/screens/phone/ForRow.tsx';
import { useRowCommand } from '@/screens/phone/rowForm.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { entryTitle, isLate, openEntries, windowWords } from '@/screens/family/Calendar.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import { emptyParticulars } from '@/screens/family/particulars.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { written } from '@/screens/family/options.ts';
import { Card, Form, SelectField, TextArea, errorsOf } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';
import { serviceOfRow } from './ofRow.ts';
import { ServiceFields, emptyService, serviceBody, serviceErrors, type ServiceDraft } from './ServiceFields.tsx';

export type ServiceForm = ServiceDraft & { entry_id: string | null; late_reason: string };
export type ServiceFormBody = ReturnType<typeof serviceBody> & { entry_id: string | null; late_reason: string | null };
const NO_ENTRY = 'none';

/** What a planned entry already says about the service that carries it out. */
function fromEntry(file: FamilyFile, id: string | undefined): ServiceForm {
  const entry = file.calendar.find((e) => e.id === id);
  if (!entry) return { ...emptyService(), entry_id: null, late_reason: '' };
  return { ...emptyService(), domain: entry.domain, kind: entry.kind, particulars: emptyParticulars(entry.kind), purpose: entry.purpose, capacity: entry.capacity, member_ids: entry.member ? [entry.member.id] : [], entry_id: entry.id, late_reason: '' };
}

function RecordService({ file, entry, row }: { file: FamilyFile; entry: string | undefined; row: Row | null }) {
  const words = useVocabulary();
  const draft = useDraft<ServiceForm>(row ? `service:${file.id}:${row.id}` : `service:${file.id}:${entry ?? ''}`, row ? serviceOfRow(row) : fromEntry(file, entry));
  const value = draft.value;
  const record = useFamilyCommand<ServiceFormBody>(file, '/services', { onDone: draft.clear, backTo: value.entry_id ? 'calendar' : 'aid', said: t.caseworker.serviceSaved });
  const service = useRowCommand(record, row, draft.clear);
  const planned = openEntries(file);
  const carried = planned.find((e) => e.id === value.entry_id);
  const late = carried !== undefined && isLate(carried, value.delivered_on);
  return (
    <Card>
      <Restored draft={draft} />
      <Form
        label={t.caseworker.addService}
        submitLabel={row ? t.phone.outbox.save : t.caseworker.addService}
        pending={service.pending}
        problem={service.problem}
        fieldErrors={service.fieldErrors}
        validate={() => ({ ...serviceErrors(value), ...errorsOf({ late_reason: late && !value.late_reason.trim() && t.common.required }) })}
        onSubmit={() => void service.send({ ...serviceBody(value), entry_id: carried?.id ?? null, late_reason: late ? written(value.late_reason) : null })}
      >
        {planned.length > 0 ? (
          <SelectField
            name="entry_id"
            label={t.caseworker.carriesOut}
            optional
            options={[{ value: NO_ENTRY, label: t.caseworker.notPlanned }, ...planned.map((e) => ({ value: e.id, label: entryTitle(e, words), help: `${e.member?.name ?? t.family.wholeFamily} · ${windowWords(e)}` }))]}
            value={value.entry_id ?? NO_ENTRY}
            onChange={(id) => (id === NO_ENTRY ? draft.set({ entry_id: null }) : draft.set({ ...fromEntry(file, id), note: value.note, delivered_on: value.delivered_on }))}
          />
        ) : null}
        <ServiceFields file={file} draft={value} set={draft.set} />
        {late ? <TextArea name="late_reason" label={t.caseworker.lateReason} help={t.caseworker.lateReasonHelp} rows={2} value={value.late_reason} onChange={(text) => draft.set({ late_reason: text })} /> : null}
      </Form>
    </Card>
  );
}

/** Record a service that was really delivered. */
export function Service() {
  const { id } = useParams({ from: '/shell/families/$id/service' });
  const { entry, row } = useSearch({ from: '/shell/families/$id/service' });
  return <FamilyScreen id={id} title={t.caseworker.addService}>{(file) => <ForRow id={row} operation="record_service" family={file.id}>{(found) => <RecordService file={file} entry={entry} row={found} />}</ForRow>}</FamilyScreen>;
}
