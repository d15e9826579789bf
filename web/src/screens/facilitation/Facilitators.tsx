import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import type { PlaceCard } from '@/screens/places/types.ts';
import type { EducationLevel, FacilitatorLevel, FacilitatorView } from '@/screens/resilience/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ChoiceField, ChoicesField, ComboField, Dialog, Empty, Form, Loaded, Page, Row, SelectField, TakeAway, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';

type Close = { onClose: () => void };
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;
const done = (onClose: () => void) => () => { toast(t.common.saved); onClose(); };

type Facts = { name: string | null; education: EducationLevel | null; degree: string | null; organization: string | null; criteria: string[] };
type Body = Facts & { code: string; level: FacilitatorLevel; place_id: string | null; nominated_on: string | null };

/** The day something was done, which may be before the day on which it is written down. */
function OnDay({ name, value, onChange }: { name: string; value: string | null; onChange: (day: string | null) => void }) {
  return <DateField name={name} label={t.resilience.form.on} value={value} onChange={onChange} max={today()} />;
}

/** Provinces and counties, told apart. */
function usePlacesOf(level: 'province' | 'county') {
  return (useApi<Paged<PlaceCard>>('/places', { query: { level } }).data?.items ?? []).map((one) => ({ value: one.id, label: one.name, help: t.words.level[level] }));
}

function usePlaces() {
  const provinces = usePlacesOf('province');
  return [...provinces, ...usePlacesOf('county')];
}

function NominateForm({ onClose }: Close) {
  const words = t.resilience.people;
  const places = usePlaces();
  const criteria = useCatalog('facilitator_criterion').data?.items ?? [];
  const own = useUser().place_id;
  const [code, setCode] = useState('');
  const [level, setLevel] = useState<FacilitatorLevel>('level_2');
  const [place, setPlace] = useState<string | null>(own);
  const [name, setName] = useState('');
  const [education, setEducation] = useState<EducationLevel | null>(null);
  const [degree, setDegree] = useState('');
  const [organization, setOrganization] = useState('');
  const [met, setMet] = useState<string[]>([]);
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<Body>('/facilitators', { onDone: done(onClose) });
  const asked = criteria.filter((one) => one.group === level);
  return (
    <Form label={words.nominate} submitLabel={words.nominate} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ code: !code.trim() && t.common.required, place_id: !place && t.common.chooseOne, education: !education && t.common.chooseOne, nominated_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ code: code.trim(), level, place_id: place, name: name.trim() || null, education, degree: degree.trim() || null, organization: organization.trim() || null, criteria: met.filter((one) => asked.some((term) => term.code === one)), nominated_on: on })} actions={cancel(onClose)}>
      <ChoiceField name="level" label={words.level} inline options={optionsOf(words.levels)} value={level} onChange={setLevel} />
      <div className="form-row">
        <TextField name="code" label={words.code} help={words.codeHelp} value={code} onChange={setCode} />
        <TextField name="name" label={words.name} optional value={name} onChange={setName} />
      </div>
      <ComboField name="place_id" label={words.place} options={places} value={place} onChange={setPlace} />
      <div className="form-row">
        <SelectField name="education" label={words.education} options={optionsOf(words.educations)} value={education} onChange={(value) => setEducation(value as EducationLevel)} />
        <TextField name="degree" label={words.degree} optional value={degree} onChange={setDegree} />
      </div>
      <TextField name="organization" label={words.organization} optional value={organization} onChange={setOrganization} />
      {asked.length > 0 ? <ChoicesField name="criteria" label={words.criteria} options={asked.map((one) => ({ value: one.code, label: titleOf(one.title) }))} value={met} onChange={setMet} /> : null}
      <OnDay name="nominated_on" value={on} onChange={setOn} />
    </Form>
  );
}

/** A criterion that is met by now, a degree, another organization: what is known is said whole. */
function ChangeForm({ person, onClose }: Close & { person: FacilitatorView }) {
  const words = t.resilience.people;
  const criteria = useCatalog('facilitator_criterion').data?.items ?? [];
  const [name, setName] = useState(person.name ?? '');
  const [education, setEducation] = useState<EducationLevel | null>(person.education);
  const [degree, setDegree] = useState(person.degree ?? '');
  const [organization, setOrganization] = useState(person.organization ?? '');
  const [met, setMet] = useState<string[]>(person.criteria);
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<Facts & { changed_on: string | null }>(`/facilitators/${person.id}/change`, { ifMatch: person.sequence, onDone: done(onClose) });
  // What was met under a former list stays met, though it is not asked any more.
  const asked = criteria.filter((one) => one.group === person.level || person.criteria.includes(one.code));
  return (
    <Form label={words.change} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ education: !education && t.common.chooseOne, changed_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ name: name.trim() || null, education, degree: degree.trim() || null, organization: organization.trim() || null, criteria: met, changed_on: on })} actions={cancel(onClose)}>
      <TextField name="name" label={words.name} optional value={name} onChange={setName} />
      <div className="form-row">
        <SelectField name="education" label={words.education} options={optionsOf(words.educations)} value={education} onChange={(value) => setEducation(value as EducationLevel)} />
        <TextField name="degree" label={words.degree} optional value={degree} onChange={setDegree} />
      </div>
      <TextField name="organization" label={words.organization} optional value={organization} onChange={setOrganization} />
      {asked.length > 0 ? <ChoicesField name="criteria" label={words.criteria} options={asked.map((one) => ({ value: one.code, label: titleOf(one.title) }))} value={met} onChange={setMet} /> : null}
      <OnDay name="changed_on" value={on} onChange={setOn} />
    </Form>
  );
}

function ConfirmForm({ person, onClose }: Close & { person: FacilitatorView }) {
  const words = t.resilience.people;
  const [exception, setException] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const below = person.flags.includes('below_bachelor');
  const send = useCommand<{ exception: string | null; confirmed_on: string | null }>(`/facilitators/${person.id}/confirm`, { onDone: done(onClose) });
  return (
    <Form label={words.confirm} submitLabel={words.confirm} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ exception: below && !exception.trim() && t.common.required, confirmed_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ exception: exception.trim() || null, confirmed_on: on })} actions={cancel(onClose)}>
      <TextArea name="exception" label={words.exception} help={words.exceptionHelp} optional={!below} rows={2} value={exception} onChange={setException} />
      <OnDay name="confirmed_on" value={on} onChange={setOn} />
    </Form>
  );
}

function PlanForm({ person, onClose }: Close & { person: FacilitatorView }) {
  const words = t.resilience.people;
  const [place, setPlace] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<{ neighborhood_id: string | null; delivered_on: string | null }>(`/facilitators/${person.id}/plans`, { onDone: done(onClose) });
  return (
    <Form label={words.plan} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ neighborhood_id: !place && t.common.chooseOne, delivered_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ neighborhood_id: place, delivered_on: on })} actions={cancel(onClose)}>
      <NeighborhoodField label={words.neighborhood} within={person.place.id} value={place} onChange={setPlace} />
      <OnDay name="delivered_on" value={on} onChange={setOn} />
    </Form>
  );
}

function LeaveForm({ person, onClose }: Close & { person: FacilitatorView }) {
  const words = t.resilience.people;
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<{ left_on: string | null }>(`/facilitators/${person.id}/leave`, { onDone: done(onClose) });
  return (
    <Form label={words.leave} submitLabel={words.leave} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ left_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ left_on: on })} actions={cancel(onClose)}>
      <p>{words.leaveHelp}</p>
      <OnDay name="left_on" value={on} onChange={setOn} />
    </Form>
  );
}

type Asked = { form: 'confirm' | 'plan' | 'change' | 'leave'; person: FacilitatorView } | { form: 'nominate' };

function Person({ person, keeps, ask }: { person: FacilitatorView; keeps: boolean; ask: (asked: Asked) => void }) {
  const words = t.resilience.people;
  return (
    <Row
      who={person.name ? <>{person.name} <span className="soft">{person.code}</span></> : person.code}
      what={[person.level ? words.levels[person.level] : null, person.degree ?? (person.education ? words.educations[person.education] : null), person.organization].filter(Boolean).join(' · ')}
      aside={<Chip tone={person.hours > 0 ? 'good' : 'quiet'}>{words.hours(num(person.hours))}</Chip>}
      foot={
        <span className="stack-tight">
          <span className="cluster">
            {person.flags.map((flag) => <Chip key={flag} tone="warn">{words.flags[flag]}</Chip>)}
            {person.left_on ? <Chip tone="quiet">{words.left(formatDate(person.left_on))}</Chip> : null}
            {person.confirmed_on ? <Chip tone="good">{words.confirmed}</Chip> : null}
            {person.classes.map((one) => <Chip key={one.id}>{one.name}</Chip>)}
            {person.plan_due && person.confirmed_on && person.plans.length === 0 ? <small className="soft">{words.planDue(formatDate(person.plan_due))}</small> : null}
            {person.plans.map((plan) => <small key={plan.neighborhood.id} className="soft">{words.planned(plan.neighborhood.name ?? '')} · {formatDate(plan.delivered_on)}</small>)}
          </span>
          {person.exception ? <small className="soft">{words.exception}: <bdi>{person.exception}</bdi></small> : null}
          {keeps && !person.left_on ? (
            <span className="cluster">
              {person.confirmed_on ? null : <Button small onPress={() => ask({ form: 'confirm', person })}>{words.confirm}</Button>}
              <Button small variant="quiet" onPress={() => ask({ form: 'plan', person })}>{words.plan}</Button>
              <Button small variant="quiet" onPress={() => ask({ form: 'change', person })}>{words.change}</Button>
              <Button small variant="quiet" onPress={() => ask({ form: 'leave', person })}>{words.leave}</Button>
            </span>
          ) : null}
        </span>
      }
    />
  );
}

/** Facilitators: hours from attendance, criteria, plans and classes. */
export function Facilitators() {
  const words = t.resilience.people;
  const keeps = hasRole(useUser(), 'facilitator');
  const list = useApi<Paged<FacilitatorView>>('/facilitators', { streams: ['facilitator', 'workshop'] });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={keeps ? <Button icon="add" onPress={() => setAsked({ form: 'nominate' })}>{words.nominate}</Button> : undefined}>
      <Loaded query={list} rows={5}>
        {({ items, position }) => {
          const trained = items.filter((one) => one.level === 'level_2' && one.hours > 0);
          return items.length === 0 ? <Empty icon="me" title={words.none} /> : (
            <div className="stack">
              <p role="status">{words.totals(num(trained.length), num(trained.reduce((sum, one) => sum + one.hours, 0)))}</p>
              <ul className="cards two">{items.map((person) => <li key={person.id}><Person person={person} keeps={keeps} ask={setAsked} /></li>)}</ul>
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/facilitators" />
            </div>
          );
        }}
      </Loaded>
      <Dialog title={asked ? words[asked.form] : ''} open={asked !== null} onClose={close} wide={asked?.form === 'nominate' || asked?.form === 'change'}>
        {asked?.form === 'nominate' ? <NominateForm onClose={close} /> : asked?.form === 'confirm' ? <ConfirmForm person={asked.person} onClose={close} /> : asked?.form === 'plan' ? <PlanForm person={asked.person} onClose={close} /> : asked?.form === 'change' ? <ChangeForm person={asked.person} onClose={close} /> : asked?.form === 'leave' ? <LeaveForm person={asked.person} onClose={close} /> : null}
      </Dialog>
    </Page>
  );
}
