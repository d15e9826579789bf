import { useState } from 'react';
import { useApi, useCommand, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ChoicesField, ComboField, Dialog, Form, NumberField, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { ActionView, CapacityKind, Capital, Horizon, RiskDuration, RiskExtent, RiskKind, RiskView, RoadmapVersion, SocialLevel } from './types.ts';

type Close = { onClose: () => void };
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;
const done = (onClose: () => void) => () => { toast(t.common.saved); onClose(); };

type RiskBody = { title?: string; kind: RiskKind; extent: RiskExtent; duration: RiskDuration | null; social_level: SocialLevel; priority: number | null; maps_to: string[] };

/** A new risk, or an old one judged again. */
export function RiskForm({ neighborhood, risk, onClose }: Close & { neighborhood: string; risk?: RiskView }) {
  const words = t.resilience;
  const catalog = useCatalog('priority_risk').data?.items ?? [];
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<RiskKind>(risk?.kind ?? 'risk');
  const [extent, setExtent] = useState<RiskExtent>(risk?.extent ?? 'widespread');
  const [duration, setDuration] = useState<RiskDuration | null>(risk?.duration ?? null);
  const [level, setLevel] = useState<SocialLevel>(risk?.social_level ?? 'local');
  const [priority, setPriority] = useState<number | null>(risk?.priority ?? 1);
  const [mapsTo, setMapsTo] = useState<string[]>(risk?.maps_to ?? []);
  const send = useCommand<RiskBody>(`/neighborhoods/${neighborhood}/risks${risk ? `/${risk.id}/facts` : ''}`, { onDone: done(onClose) });
  const label = risk ? words.act.reassess : words.act.risk;
  return (
    <Form label={label} submitLabel={label} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ title: !risk && !title.trim() && t.common.required, priority: priority === null && t.common.notANumber })} onSubmit={() => void send.send({ ...(risk ? {} : { title: title.trim() }), kind, extent, duration, social_level: level, priority, maps_to: mapsTo })} actions={cancel(onClose)}>
      {risk ? <p className="strong"><bdi>{risk.title}</bdi></p> : <TextField name="title" label={words.form.title} help={words.form.titleHelp} value={title} onChange={setTitle} />}
      <ChoiceField name="kind" label={words.form.kind} inline options={optionsOf(words.kind)} value={kind} onChange={setKind} />
      <ChoiceField name="extent" label={words.form.extent} inline options={optionsOf(words.extent)} value={extent} onChange={setExtent} />
      <div className="form-row">
        <SelectField name="duration" label={words.form.duration} optional options={optionsOf(words.duration)} value={duration} onChange={(value) => setDuration(value as RiskDuration)} />
        <SelectField name="social_level" label={words.form.level} options={optionsOf(words.socialLevel)} value={level} onChange={(value) => setLevel(value as SocialLevel)} />
        <NumberField name="priority" label={words.form.priority} help={words.form.priorityHelp} stepper min={1} max={20} value={priority} onChange={setPriority} />
      </div>
      {catalog.length > 0 ? <ChoicesField name="maps_to" label={words.form.mapsTo} help={words.form.mapsToHelp} options={catalog.map((one) => ({ value: one.code, label: titleOf(one.title) }))} value={mapsTo} onChange={setMapsTo} /> : null}
    </Form>
  );
}

/** Another title; the former one stays in the history. */
export function RetitleForm({ neighborhood, risk, onClose }: Close & { neighborhood: string; risk: RiskView }) {
  const words = t.resilience;
  const [title, setTitle] = useState(risk.title);
  const [reason, setReason] = useState('');
  const send = useCommand<{ title: string; reason: string | null }>(`/neighborhoods/${neighborhood}/risks/${risk.id}/title`, { onDone: done(onClose) });
  return (
    <Form label={words.act.retitle} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ title: !title.trim() && t.common.required })} onSubmit={() => void send.send({ title: title.trim(), reason: reason.trim() || null })} actions={cancel(onClose)}>
      <TextField name="title" label={words.form.title} help={words.form.titleHelp} value={title} onChange={setTitle} />
      <TextArea name="reason" label={words.form.reason} optional rows={2} value={reason} onChange={setReason} />
    </Form>
  );
}

type ActionBody = { text: string; horizon: Horizon | null; agency_ids: string[]; capacity: CapacityKind | null; capitals: Capital[]; due_on: string | null };

/** A new action, or one that reads otherwise from now on. */
export function ActionForm({ neighborhood, action, onClose }: Close & { neighborhood: string; action?: ActionView }) {
  const words = t.resilience;
  const known = useApi<Paged<NamedRef>>('/agencies', { streams: ['agency'] }).data?.items ?? [];
  const [text, setText] = useState(action?.text ?? '');
  const [horizon, setHorizon] = useState<Horizon | null>(action?.horizon ?? null);
  const [agencies, setAgencies] = useState<NamedRef[]>(action?.agencies ?? []);
  const [capacity, setCapacity] = useState<CapacityKind | null>(action?.capacity ?? null);
  const [capitals, setCapitals] = useState<Capital[]>(action?.capitals ?? []);
  const [due, setDue] = useState<string | null>(action?.due_on?.iso ?? null);
  const send = useCommand<ActionBody>(`/neighborhoods/${neighborhood}/actions${action ? `/${action.id}/change` : ''}`, { onDone: done(onClose) });
  const label = action ? words.act.change : words.act.action;
  const add = (id: string | null) => {
    const found = known.find((one) => one.id === id);
    if (found && !agencies.some((one) => one.id === id)) setAgencies([...agencies, { id: found.id, name: found.name }]);
  };
  return (
    <Form label={label} submitLabel={label} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ text: !text.trim() && t.common.required, horizon: !horizon && t.common.chooseOne, agency_ids: agencies.length === 0 && t.common.chooseOne })} onSubmit={() => void send.send({ text: text.trim(), horizon, agency_ids: agencies.map((one) => one.id), capacity, capitals, due_on: due })} actions={cancel(onClose)}>
      <TextArea name="text" label={words.form.text} help={words.form.textHelp} rows={2} value={text} onChange={setText} maxLength={500} />
      <ChoiceField name="horizon" label={words.form.horizon} inline options={optionsOf(words.horizon)} value={horizon} onChange={setHorizon} />
      <ComboField name="agency_ids" label={words.form.agency} options={known.map((one) => ({ value: one.id, label: one.name ?? one.id }))} value={null} onChange={add} />
      {agencies.length > 0 ? <ul className="cluster list" aria-label={words.agencies}>{agencies.map((one) => <li key={one.id}><Button small aria-label={words.form.removeAgency(one.name ?? '')} icon="close" onPress={() => setAgencies(agencies.filter((other) => other.id !== one.id))}>{one.name}</Button></li>)}</ul> : null}
      <div className="form-row">
        <SelectField name="capacity" label={words.capacity} optional options={optionsOf(words.capacityOf)} value={capacity} onChange={(value) => setCapacity(value as CapacityKind)} />
        <DateField name="due_on" label={words.due} optional value={due} onChange={setDue} />
      </div>
      <ChoicesField name="capitals" label={words.capitals} inline options={optionsOf(words.capital)} value={capitals} onChange={(chosen) => setCapitals(chosen as Capital[])} />
    </Form>
  );
}

type AdoptBody = { risk_id: string | null; short_months: number | null; medium_months: number | null; long_months: number | null; audience: string | null; period: string | null };

/** The next version, with every action that is not dropped. */
export function AdoptForm({ neighborhood, risks, last, onClose }: Close & { neighborhood: string; risks: readonly RiskView[]; last: RoadmapVersion | undefined }) {
  const words = t.resilience;
  const [risk, setRisk] = useState<string | null>(last?.risk_id ?? risks[0]?.id ?? null);
  const [short, setShort] = useState<number | null>(last?.short_months ?? null);
  const [medium, setMedium] = useState<number | null>(last?.medium_months ?? null);
  const [long, setLong] = useState<number | null>(last?.long_months ?? null);
  const [audience, setAudience] = useState(last?.audience ?? '');
  const [period, setPeriod] = useState(last?.period ?? '');
  const send = useCommand<AdoptBody>(`/neighborhoods/${neighborhood}/roadmap/adopt`, { onDone: done(onClose) });
  return (
    <Form label={words.act.adopt} submitLabel={words.act.adopt} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ risk_id: !risk && t.common.chooseOne })} onSubmit={() => void send.send({ risk_id: risk, short_months: short, medium_months: medium, long_months: long, audience: audience.trim() || null, period: period.trim() || null })} actions={cancel(onClose)}>
      <p className="soft">{words.form.adoptHelp}</p>
      <SelectField name="risk_id" label={words.risk} options={risks.map((one) => ({ value: one.id, label: one.title }))} value={risk} onChange={setRisk} />
      <div className="form-row">
        <NumberField name="short_months" label={words.form.shortMonths} optional min={1} max={240} value={short} onChange={setShort} />
        <NumberField name="medium_months" label={words.form.mediumMonths} optional min={1} max={240} value={medium} onChange={setMedium} />
        <NumberField name="long_months" label={words.form.longMonths} optional min={1} max={240} value={long} onChange={setLong} />
      </div>
      <div className="form-row">
        <TextField name="audience" label={words.audience} optional value={audience} onChange={setAudience} />
        <TextField name="period" label={words.period} optional value={period} onChange={setPeriod} />
      </div>
    </Form>
  );
}

export type Word = 'progress' | 'done' | 'drop';
const DAYS = { progress: 'progressed_on', done: 'completed_on', drop: 'dropped_on' } as const;

type WordProps = Close & { action: ActionView; act: Word; /** The agency that speaks; asked for where it is not the reader's own. */ agency: string | null };

/** What an agency did of an action, and how it shows. */
export function WordForm({ action, act, agency, onClose }: WordProps) {
  const words = t.resilience;
  const [evidence, setEvidence] = useState('');
  const [by, setBy] = useState<string | null>(agency ?? (action.agencies.length === 1 && act !== 'drop' ? (action.agencies[0]?.id ?? null) : null));
  const [on, setOn] = useState<string | null>(today());
  const field = DAYS[act];
  const send = useCommand<Record<string, string | null>>(`/neighborhoods/${action.neighborhood.id}/actions/${action.id}/${act}`, { onDone: done(onClose) });
  const asks = agency === null;
  return (
    <Form label={words.act[act]} submitLabel={words.act[act]} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ evidence: !evidence.trim() && t.common.required, agency_id: asks && act !== 'drop' && !by && t.common.chooseOne, [field]: !on && t.common.dateMissing })} onSubmit={() => void send.send({ evidence: evidence.trim(), agency_id: by, [field]: on })} actions={cancel(onClose)}>
      <p className="strong"><bdi>{action.text}</bdi></p>
      {asks ? <SelectField name="agency_id" label={words.form.whichAgency} optional={act === 'drop'} options={action.agencies.map((one) => ({ value: one.id, label: one.name ?? one.id }))} value={by} onChange={setBy} /> : null}
      <TextArea name="evidence" label={act === 'drop' ? words.form.why : words.form.evidence} help={words.form.evidenceHelp} value={evidence} onChange={setEvidence} maxLength={2000} />
      <DateField name={field} label={words.form.on} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

/** The form of a word in its dialog. */
export function WordDialog({ asked, agency, onClose }: Close & { asked: { action: ActionView; act: Word } | null; agency: string | null }) {
  return (
    <Dialog title={asked ? t.resilience.act[asked.act] : ''} open={asked !== null} onClose={onClose}>
      {asked ? <WordForm action={asked.action} act={asked.act} agency={agency} onClose={onClose} /> : null}
    </Dialog>
  );
}
