import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import type { PlaceCard } from '@/screens/places/types.ts';
import type { WorkshopCard, WorkshopKind } from '@/screens/resilience/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ChoiceField, ComboField, Dialog, Empty, Form, Loaded, NumberField, Page, Pager, RowLink, TakeAway, TextField, errorsOf, toast } from '@/ui/index.ts';
import { materialName } from './Checklist.tsx';

type Body = { kind: WorkshopKind; title: string; place_id: string | null; neighborhood_id: string | null; audience: string | null; risk_title: string | null; planned_hours: number | null; planned_persons: number | null; starts_on: string | null };

function PlanForm({ onClose }: { onClose: () => void }) {
  const words = t.resilience.workshops;
  const own = useUser().place_id;
  const provinces = useApi<Paged<PlaceCard>>('/places', { query: { level: 'province' } }).data?.items ?? [];
  const [kind, setKind] = useState<WorkshopKind>('neighborhood_class');
  const [title, setTitle] = useState('');
  const [place, setPlace] = useState<string | null>(own);
  const [neighborhood, setNeighborhood] = useState<string | null>(null);
  const [audience, setAudience] = useState('');
  const [risk, setRisk] = useState('');
  const [hours, setHours] = useState<number | null>(60);
  const [persons, setPersons] = useState<number | null>(null);
  const [starts, setStarts] = useState<string | null>(today());
  const send = useCommand<Body>('/workshops', { onDone: () => { toast(t.common.saved); onClose(); } });
  const isClass = kind === 'neighborhood_class';
  return (
    <Form
      label={words.plan}
      submitLabel={words.plan}
      pending={send.pending}
      problem={send.problem}
      fieldErrors={send.fieldErrors}
      validate={() => errorsOf({ title: !title.trim() && t.common.required, neighborhood_id: isClass && !neighborhood && t.common.chooseOne, place_id: !isClass && !place && t.common.chooseOne, planned_hours: hours === null && t.common.notANumber, starts_on: !starts && t.common.dateMissing })}
      onSubmit={() => void send.send({ kind, title: title.trim(), place_id: isClass ? null : place, neighborhood_id: isClass ? neighborhood : null, audience: audience.trim() || null, risk_title: isClass ? risk.trim() || null : null, planned_hours: hours, planned_persons: persons, starts_on: starts })}
      actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
    >
      <ChoiceField name="kind" label={words.kindOf} inline options={optionsOf(words.kind)} value={kind} onChange={setKind} />
      <TextField name="title" label={words.title1} help={t.activities.titleHelp} value={title} onChange={setTitle} />
      {isClass ? <NeighborhoodField label={words.neighborhood} within={own} value={neighborhood} onChange={setNeighborhood} /> : <ComboField name="place_id" label={words.place} options={provinces.map((one) => ({ value: one.id, label: one.name }))} value={place} onChange={setPlace} />}
      <div className="form-row">
        <TextField name="audience" label={words.audience} optional value={audience} onChange={setAudience} />
        {isClass ? <TextField name="risk_title" label={words.risk} optional value={risk} onChange={setRisk} /> : null}
      </div>
      <div className="form-row">
        <NumberField name="planned_hours" label={words.plannedHours} min={1} max={400} value={hours} onChange={setHours} />
        <NumberField name="planned_persons" label={words.plannedPersons} optional min={1} max={500} value={persons} onChange={setPersons} />
        <DateField name="starts_on" label={words.startsOn} value={starts} onChange={setStarts} />
      </div>
    </Form>
  );
}

/** Trainings of facilitators and classes of neighborhoods: hours and people follow from attendance. */
export function Workshops() {
  const words = t.resilience.workshops;
  const keeps = hasRole(useUser(), 'facilitator');
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const list = useApi<Paged<WorkshopCard>>('/workshops', { query: { cursor: cursors.at(-1) ?? undefined, limit: 100 }, streams: ['workshop', 'facilitator'], keepPrevious: true });
  const [planning, setPlanning] = useState(false);
  const close = () => setPlanning(false);
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={keeps ? <Button icon="add" onPress={() => setPlanning(true)}>{words.plan}</Button> : undefined}>
      <Loaded query={list} rows={5}>
        {({ items, next, position }) => {
          const classes = items.filter((one) => one.kind === 'neighborhood_class');
          const sum = (of: (one: WorkshopCard) => number) => num(classes.reduce((total, one) => total + of(one), 0));
          return items.length === 0 ? <Empty icon="commission" title={words.none} /> : (
            <div className="stack">
              {/* The sum of one page would be the sum of nothing. */}
              {next || cursors.length > 1 ? null : <p role="status">{words.sums(sum((one) => one.participants), sum((one) => one.hours), sum((one) => one.person_hours))}</p>}
              <ul className="cards two">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/workshops/$id"
                      params={{ id: one.id }}
                      who={one.title}
                      what={<>{formatDate(one.starts_on)} · {words.sums(num(one.participants), num(one.hours), num(one.person_hours))}</>}
                      aside={one.kind ? <Chip tone={one.kind === 'facilitator_training' ? 'info' : 'quiet'}>{words.kind[one.kind]}</Chip> : null}
                      foot={
                        <span className="cluster">
                          {one.lead ? <Chip>{one.lead.code}</Chip> : null}
                          {one.flags.map((flag) => <Chip key={flag} tone="warn">{words.flags[flag]}</Chip>)}
                          {one.lacking.length > 0 ? <small>{words.lacks}: <bdi>{one.lacking.map((thing) => [materialName(thing), thing.note ? `(${thing.note})` : null].filter(Boolean).join(' ')).join(t.common.listComma)}</bdi></small> : null}
                          {one.risk_title ? <small className="soft"><bdi>{one.risk_title}</bdi></small> : null}
                        </span>
                      }
                    />
                  </li>
                ))}
              </ul>
              <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/classes" />
            </div>
          );
        }}
      </Loaded>
      <Dialog title={words.plan} open={planning} onClose={close} wide>{planning ? <PlanForm onClose={close} /> : null}</Dialog>
    </Page>
  );
}
