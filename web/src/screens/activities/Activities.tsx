import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { DOMAINS, hasRole, useApi, useCommand, useUser, type Domain, type Paged, type Tier } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { hasWords } from '@/lib/folded.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ChoiceField, ChoicesField, Dialog, DomainChip, Empty, Form, Loaded, NumberField, Page, RowLink, SearchField, SelectField, TakeAway, TextField, errorsOf, toast, type Tone } from '@/ui/index.ts';
import type { ActivityCard, ActivityState } from './types.ts';

/** So many the server sends, the latest first. */
const SENT_MAX = 200;
const ANY = 'any';

const TONES: Record<ActivityState, Tone> = { planned: 'info', announced: 'warn', held: 'good', cancelled: 'quiet' };

export const useForms = () => useCatalog('general_aid_form').data?.items ?? [];

export function StateOf({ state }: { state: ActivityState }) {
  return <Chip tone={TONES[state]}>{t.activities.state[state]}</Chip>;
}

type Body = { form: string | null; title: string; domain: Domain | null; audience: Tier[]; planned_for: string | null; hours: number | null };

function PlanDialog({ onClose }: { onClose: () => void }) {
  const words = t.activities;
  const forms = useForms();
  const [form, setForm] = useState<string | null>(null);
  const [title, setTitle] = useState('');
  const [domain, setDomain] = useState<Domain | null>(null);
  const [audience, setAudience] = useState<Tier[]>(['stable', 'at_risk']);
  const [day, setDay] = useState<string | null>(today());
  const [hours, setHours] = useState<number | null>(2);
  const plan = useCommand<Body>('/activities', { onDone: () => { toast(words.planned); onClose(); } });
  return (
    <Dialog title={words.plan} open onClose={onClose} wide>
      <Form
        label={words.plan}
        submitLabel={words.plan}
        pending={plan.pending}
        problem={plan.problem}
        fieldErrors={plan.fieldErrors}
        validate={() => errorsOf({ form: !form && t.common.chooseOne, title: !title.trim() && t.common.required, domain: !domain && t.common.chooseOne, audience: audience.length === 0 && t.common.chooseOne, planned_for: !day && t.common.dateMissing, hours: hours === null && t.common.notANumber })}
        onSubmit={() => void plan.send({ form, title: title.trim(), domain, audience, planned_for: day, hours })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <ChoiceField name="form" label={words.form} inline options={forms.map((one) => ({ value: one.code, label: titleOf(one.title) }))} value={form} onChange={setForm} />
        <TextField name="title" label={words.title} help={words.titleHelp} value={title} onChange={setTitle} />
        <ChoiceField name="domain" label={t.caseworker.domain} inline options={DOMAINS.map((value) => ({ value, label: t.words.domain[value] }))} value={domain} onChange={setDomain} />
        <ChoicesField name="audience" label={words.audience} help={words.audienceHelp} inline options={(['stable', 'at_risk'] as const).map((value) => ({ value, label: t.words.tier[value] }))} value={audience} onChange={(chosen) => setAudience(chosen as Tier[])} />
        <div className="form-row">
          <DateField name="planned_for" label={t.caseworker.onDay} value={day} onChange={setDay} />
          <NumberField name="hours" label={t.manager.hours} stepper min={1} max={400} value={hours} onChange={setHours} />
        </div>
      </Form>
    </Dialog>
  );
}

/** General aid of the center: what is planned, and what was held. */
export function Activities() {
  const words = t.activities;
  const user = useUser();
  const forms = useForms();
  const list = useApi<Paged<ActivityCard>>('/activities', { streams: ['activity'] });
  const [planning, setPlanning] = useState(false);
  const { state } = useSearch({ from: '/shell/activities' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed);
  const formOf = (code: string): string => {
    const form = forms.find((one) => one.code === code);
    return form ? titleOf(form.title) : code;
  };
  return (
    <Page title={words.menu} subtitle={words.subtitle} actions={hasRole(user, 'center_manager') ? <Button icon="add" onPress={() => setPlanning(true)}>{words.plan}</Button> : undefined}>
      <Loaded query={list} rows={5}>
        {({ items, position }) => {
          const shown = items.filter((one) => (!state || one.state === state) && hasWords(one.title, wanted));
          return items.length === 0 ? <Empty icon="commission" title={words.none} /> : (
            <div className="stack">
            <div className="form-row">
              <SearchField label={words.search} value={typed} onChange={setTyped} />
              <SelectField name="state" label={words.stateWord} options={[{ value: ANY, label: t.common.all }, ...optionsOf(words.state)]} value={state ?? ANY} onChange={(chosen) => void navigate({ to: '/activities', search: chosen === ANY ? {} : { state: chosen as ActivityState }, replace: true })} />
            </div>
            {shown.length === 0 ? <Empty icon="filter" title={t.common.emptySearch} /> : null}
            <ul className="cards two">
              {shown.map((one) => (
                <li key={one.id}>
                  <RowLink
                    to="/activities/$id"
                    params={{ id: one.id }}
                    who={one.title}
                    what={<>{formOf(one.form)} · {formatDate(one.held_on ?? one.planned_for)}{one.state === 'held' ? <> · {words.counts(num(one.persons), num(one.person_hours))}</> : null}</>}
                    aside={<><StateOf state={one.state} />{one.domain ? <DomainChip domain={one.domain} /> : null}</>}
                  />
                </li>
              ))}
            </ul>
            {items.length >= SENT_MAX ? <p className="soft">{words.onlyLatest(num(SENT_MAX))}</p> : null}
            <AsOf position={position} at={list.dataUpdatedAt} />
            <TakeAway what="tables/activities" />
            </div>
          );
        }}
      </Loaded>
      {planning ? <PlanDialog onClose={() => setPlanning(false)} /> : null}
    </Page>
  );
}
