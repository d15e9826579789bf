import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { ChoiceField, ComboField, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { PartiesField } from './PartiesField.tsx';
import type { ProgramAct } from './ProgramCards.tsx';
import { ActForm, useAgencies, useProvinces } from './shared.tsx';
import type { AgreementCard, Approach, Horizon, Level, ProgramCard, ProgramField, ProgramKind } from './types.ts';

/** A program that is new, or put otherwise. */
export function ProgramForm({ program, onClose }: { program?: ProgramCard; onClose: () => void }) {
  const words = t.national;
  const [kind, setKind] = useState<ProgramKind | null>(program?.kind ?? 'program');
  const [title, setTitle] = useState(program?.title ?? '');
  const [field, setField] = useState<ProgramField | null>(program?.field ?? null);
  const [lead, setLead] = useState<string | null>(program?.lead_agency?.id ?? null);
  const [agreement, setAgreement] = useState<string | null>(program?.agreement?.id ?? null);
  const [provinces, setProvinces] = useState<string[]>(program?.provinces.map((one) => one.id) ?? []);
  const [horizon, setHorizon] = useState<Horizon | null>(program?.horizon ?? null);
  const agreements = useApi<Paged<AgreementCard>>('/agreements', { streams: ['agreement'] });
  const options = (agreements.data?.items ?? []).map((one) => ({ value: one.id, label: `${digits(one.number)} · ${one.title}` }));
  const body = { ...(program ? {} : { kind }), title: title.trim(), title_en: program?.title_en ?? null, field, lead_agency: lead, agreement_id: agreement, provinces, horizon };
  return (
    <ActForm label={program ? words.act.change : words.act.register} path={program ? `/programs/${program.id}/change` : '/programs'} dayField={program ? 'changed_on' : 'registered_on'} errors={errorsOf({ title: !title.trim() && t.common.required })} body={body} onClose={onClose}>
      {program ? null : <ChoiceField name="kind" label={words.programKind} inline options={optionsOf(words.programKinds)} value={kind} onChange={setKind} />}
      <TextField name="title" label={words.title} help={words.namesNobody} value={title} onChange={setTitle} />
      <div className="form-row">
        <SelectField name="field" label={words.field} optional options={optionsOf(words.fields)} value={field} onChange={setField} />
        <SelectField name="horizon" label={words.horizon} optional options={optionsOf(words.horizons)} value={horizon} onChange={setHorizon} />
      </div>
      <ComboField name="lead_agency" label={words.leadAgency} optional options={useAgencies()} value={lead} onChange={setLead} />
      {options.length > 0 ? <ComboField name="agreement_id" label={words.agreement} optional options={options} value={agreement} onChange={setAgreement} /> : null}
      <PartiesField name="provinces" label={words.provinces} help={words.provincesHelp} optional options={useProvinces()} value={provinces} onChange={setProvinces} />
    </ActForm>
  );
}

function ClassForm({ program, onClose }: { program: ProgramCard; onClose: () => void }) {
  const words = t.national;
  const [level, setLevel] = useState<Level | null>(program.level);
  const [approach, setApproach] = useState<Approach | null>(program.approach);
  const [reason, setReason] = useState(program.class_reason ?? '');
  return (
    <ActForm label={words.act.class} path={`/programs/${program.id}/class`} dayField="classed_on" errors={errorsOf({ level: !level && t.common.chooseOne, approach: !approach && t.common.chooseOne, reason: !reason.trim() && t.common.required })} body={{ level, approach, reason: reason.trim() }} onClose={onClose}>
      <ChoiceField name="level" label={words.level} options={optionsOf(words.levels)} value={level} onChange={setLevel} />
      <ChoiceField name="approach" label={words.approach} inline options={optionsOf(words.approaches)} value={approach} onChange={setApproach} />
      <TextArea name="reason" label={words.classReason} help={words.namesNobody} value={reason} onChange={setReason} />
    </ActForm>
  );
}

function UnclassForm({ program, onClose }: { program: ProgramCard; onClose: () => void }) {
  const words = t.national;
  const [reason, setReason] = useState('');
  return (
    <ActForm label={words.act.unclass} path={`/programs/${program.id}/unclass`} dayField="unclassed_on" errors={errorsOf({ reason: !reason.trim() && t.common.required })} body={{ reason: reason.trim() }} onClose={onClose}>
      <TextArea name="reason" label={words.reason} help={words.namesNobody} value={reason} onChange={setReason} />
    </ActForm>
  );
}

/** The form of what is to be done with a program. */
export function ProgramActForm({ act, program, onClose }: ProgramAct & { onClose: () => void }) {
  switch (act) {
    case 'class': return <ClassForm program={program} onClose={onClose} />;
    case 'unclass': return <UnclassForm program={program} onClose={onClose} />;
    case 'change': return <ProgramForm program={program} onClose={onClose} />;
    case 'endProgram': return <ActForm label={t.national.act.endProgram} path={`/programs/${program.id}/end`} dayField="ended_on" errors={{}} body={{}} onClose={onClose} />;
  }
}
