import { useApi, type Domain, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { useVocabulary } from '@/screens/family/data.ts';
import { domainOptions, kindOptions, memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import { emptyParticulars, toRials } from '@/screens/family/particulars.ts';
import type { Capacity, FamilyFile, Particulars, ServiceOutcome, ServicePurpose } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ParticularsFields } from './ParticularsFields.tsx';
import { ChoiceField, ChoicesField, ComboField, Notice, NumberField, SelectField, TextArea, errorsOf, type FieldErrors } from '@/ui/index.ts';

const RECONCILIATION = 'reconciliation';

export type ServiceDraft = {
  domain: Domain | null;
  kind: string | null;
  purpose: ServicePurpose | null;
  capacity: Capacity;
  member_ids: string[];
  provider_agency_id: string | null;
  /** Tomans, as people count; sent as rials. */
  amount: number | null;
  particulars: Particulars | null;
  outcome: ServiceOutcome | null;
  note: string;
  delivered_on: string | null;
};

export const emptyService = (): ServiceDraft => ({ domain: null, kind: null, purpose: null, capacity: 'own', member_ids: [], provider_agency_id: null, amount: null, particulars: null, outcome: null, note: '', delivered_on: today() });

export const serviceBody = ({ amount, ...draft }: ServiceDraft) => ({ ...draft, amount_rials: toRials(amount), provider_agency_id: draft.capacity === 'own' ? null : draft.provider_agency_id, note: written(draft.note) });

export const serviceErrors = (draft: ServiceDraft): FieldErrors =>
  errorsOf({ domain: !draft.domain && t.common.chooseOne, kind: !draft.kind && t.common.chooseOne, delivered_on: !draft.delivered_on && t.common.dateMissing, outcome: draft.particulars?.of === 'counselling' && !draft.outcome && t.common.chooseOne, amount_rials: draft.particulars?.of === 'loan' && !draft.amount && t.common.required, member_ids: draft.particulars?.of === 'job' && draft.member_ids.length !== 1 && t.caseworker.particulars.onePerson });

/** One thing delivered; the same when it is recorded and when it is corrected. */
export function ServiceFields({ file, draft, set, prefix = '' }: { file: FamilyFile; draft: ServiceDraft; set: (change: Partial<ServiceDraft>) => void; prefix?: string }) {
  const words = useVocabulary();
  const agencies = useApi<Paged<{ id: string; name: string }>>('/agencies', { enabled: draft.capacity !== 'own' });
  return (
    <>
      <ChoiceField name={`${prefix}domain`} label={t.caseworker.domain} inline options={domainOptions()} value={draft.domain} onChange={(domain) => set({ domain, ...(words.kinds.find((k) => k.code === draft.kind)?.domain === domain ? {} : { kind: null, particulars: null }) })} />
      <div className="form-row">
        <SelectField name={`${prefix}kind`} label={t.caseworker.serviceKind} options={kindOptions(words.kinds, words.methods, draft.domain)} value={draft.kind} onChange={(kind) => set({ kind, particulars: emptyParticulars(kind) })} />
        <DateField name={`${prefix}delivered_on`} label={t.caseworker.deliveredOn} value={draft.delivered_on} onChange={(delivered_on) => set({ delivered_on })} max={today()} />
      </div>
      {draft.particulars ? <ParticularsFields value={draft.particulars} set={(particulars) => set({ particulars })} prefix={prefix} /> : null}
      {draft.kind === RECONCILIATION && file.violence_recorded ? <Notice tone="warn" title={t.problems.byCode['reconciliation_where_violence']?.({}) ?? ''} /> : null}
      <ChoicesField name={`${prefix}member_ids`} label={t.caseworker.forWhom} help={t.caseworker.forWhomHelp} optional options={memberOptions(file)} value={draft.member_ids} onChange={(member_ids) => set({ member_ids })} />
      <ChoiceField name={`${prefix}capacity`} label={t.family.capacityWord} inline options={optionsOf(t.family.capacity)} value={draft.capacity} onChange={(capacity) => set({ capacity })} />
      {draft.capacity === 'own' ? null : (
        <ComboField name={`${prefix}provider_agency_id`} label={t.caseworker.provider} optional options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name }))} value={draft.provider_agency_id} onChange={(provider_agency_id) => set({ provider_agency_id })} />
      )}
      <div className="form-row">
        <SelectField name={`${prefix}purpose`} label={t.family.purposeWord} optional options={optionsOf(t.family.purpose)} value={draft.purpose} onChange={(purpose) => set({ purpose })} />
        <SelectField name={`${prefix}outcome`} label={t.family.outcomeWord} optional={draft.particulars?.of !== 'counselling'} options={optionsOf(t.family.outcome, draft.kind === RECONCILIATION && file.violence_recorded ? ['completed', 'partly'] : [])} value={draft.outcome} onChange={(outcome) => set({ outcome })} />
        <NumberField name={`${prefix}amount_rials`} label={t.caseworker.amountTomans} optional={draft.particulars?.of !== 'loan'} min={0} value={draft.amount} onChange={(amount) => set({ amount })} />
      </div>
      <TextArea name={`${prefix}note`} label={t.caseworker.remark} optional rows={3} value={draft.note} onChange={(note) => set({ note })} />
    </>
  );
}
