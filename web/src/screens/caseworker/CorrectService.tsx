import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { toTomans } from '@/screens/family/particulars.ts';
import type { FamilyFile, FileService } from '@/screens/family/types.ts';
import { Card, Checkbox, Empty, Form, TextArea, errorsOf } from '@/ui/index.ts';
import { ServiceFields, serviceBody, serviceErrors, type ServiceDraft } from './ServiceFields.tsx';

type Body = { replacement: ReturnType<typeof serviceBody> | null; reason: string };

const prefixed = (errors: Record<string, string>) => Object.fromEntries(Object.entries(errors).map(([name, message]) => [`replacement.${name}`, message]));

function draftOf(service: FileService): ServiceDraft {
  const { domain, kind, purpose, capacity, outcome, particulars } = service;
  return { domain, kind, purpose, capacity, outcome, particulars, amount: toTomans(service.amount_rials), member_ids: service.members.map((m) => m.id), provider_agency_id: service.provider?.id ?? null, note: service.note ?? '', delivered_on: service.delivered_on.iso };
}

function CorrectForm({ file, service }: { file: FamilyFile; service: FileService }) {
  const [draft, setDraft] = useState(draftOf(service));
  const [never, setNever] = useState(false);
  const [reason, setReason] = useState('');
  const correct = useFamilyCommand<Body>(file, `/services/${service.id}/correct`, { guarded: true, backTo: 'aid' });
  return (
    <Card>
      <p className="soft">{t.caseworker.correctWhy}</p>
      <Form
        label={t.caseworker.correctService}
        submitLabel={t.caseworker.correct}
        pending={correct.pending}
        problem={correct.problem}
        fieldErrors={correct.fieldErrors}
        validate={() => ({ ...(never ? {} : prefixed(serviceErrors(draft))), ...errorsOf({ reason: !reason.trim() && t.common.required }) })}
        onSubmit={() => void correct.send({ replacement: never ? null : serviceBody(draft), reason })}
      >
        <Checkbox name="never" checked={never} onChange={setNever}>{t.caseworker.neverDelivered}</Checkbox>
        {never ? null : <ServiceFields file={file} draft={draft} set={(change) => setDraft((before) => ({ ...before, ...change }))} prefix="replacement." />}
        <TextArea name="reason" label={t.family.correctionReason} rows={2} value={reason} onChange={setReason} />
      </Form>
    </Card>
  );
}

/** A wrong service is corrected by a new event; the old one stays readable for the auditor. */
export function CorrectService() {
  const { id, serviceId } = useParams({ from: '/shell/families/$id/services/$serviceId' });
  return (
    <FamilyScreen id={id} title={t.caseworker.correctService}>
      {(file) => {
        const service = file.services.find((one) => one.id === serviceId);
        return service ? <CorrectForm file={file} service={service} /> : <Empty icon="service" title={t.shell.notFoundTitle} />;
      }}
    </FamilyScreen>
  );
}
