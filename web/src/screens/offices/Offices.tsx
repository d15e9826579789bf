import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Chip, Empty, Loaded, Meter, Page, Pager, RowLink, TakeAway } from '@/ui/index.ts';
import { ActForm } from './ActForm.tsx';
import { TONES, nameOf, quarterText, stepTitle, useProgram } from './data.ts';
import type { OfficeCard, OfficeProgram } from './types.ts';

export function Late({ office }: { office: OfficeCard }) {
  const words = t.offices;
  const { evaluation, report } = office;
  return (
    <>
      {office.contract_over ? <Chip tone="bad" icon="alert">{words.late.contract}</Chip> : null}
      {evaluation?.late ? <Chip tone="bad" icon="clock">{words.late.evaluation(num(evaluation.number))}</Chip> : null}
      {report?.late ? <Chip tone="bad" icon="clock">{words.late.report(quarterText(report.year, report.quarter))}</Chip> : null}
    </>
  );
}

/** The last step that has begun somewhere. */
function lastStep(office: OfficeCard, program: OfficeProgram | undefined): string | undefined {
  const order = program?.steps.map((one) => one.code).filter((code) => code !== '3') ?? [];
  return order.filter((code) => office.steps.some((one) => one.step === code)).at(-1);
}

function Foot({ office, program }: { office: OfficeCard; program: OfficeProgram | undefined }) {
  const words = t.offices;
  const all = (program?.steps ?? []).reduce((sum, step) => sum + step.tasks.length, 0) * office.neighborhoods.length;
  const step = lastStep(office, program);
  if (office.state !== 'open') return office.state === 'closed' ? null : <small className="soft">{words.called}: {formatDate(office.called_on)}</small>;
  return (
    <div className="stack-tight">
      <Meter label={words.progressName} value={office.tasks_done} max={all} text={words.progress(num(office.tasks_done), num(all))} />
      <span className="cluster"><small className="soft">{step ? words.atStep(stepTitle(program, step)) : words.notBegun}</small><Late office={office} /></span>
    </div>
  );
}

function Call({ onClose }: { onClose: () => void }) {
  const words = t.offices;
  const counties = useApi<Paged<NamedRef>>('/places', { query: { level: 'county' } }).data?.items ?? [];
  return (
    <ActForm
      title={words.act.call}
      path="/offices"
      onClose={onClose}
      fields={(values) => [
        { name: 'name', label: words.name, kind: 'line' },
        { name: 'place_id', label: words.place, kind: 'combo', options: counties.map((one) => ({ value: one.id, label: nameOf(one) })) },
        { name: 'neighborhood_ids', label: words.neighborhoods, kind: 'neighborhoods', placeId: typeof values['place_id'] === 'string' ? values['place_id'] : null },
        { name: 'called_on', label: words.called, kind: 'day' },
      ]}
    />
  );
}

/** Facilitation offices in charge: where each is, and what is late. */
export function Offices() {
  const words = t.offices;
  const program = useProgram();
  const search = useSearch({ from: '/shell/offices' });
  const navigate = useNavigate();
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const list = useApi<Paged<OfficeCard>>('/offices', { query: { place_id: search.place, state: search.state, late: search.late, cursor: cursors.at(-1) ?? undefined }, streams: ['office'], keepPrevious: true });
  const narrowed = [search.state ? words.state[search.state] : null, search.late ? words.lateOnly[search.late] : null, search.place ? words.ofPlace : null].filter((one) => one !== null);
  const [calling, setCalling] = useState(false);
  return (
    <Page title={words.menu} subtitle={words.subtitle} actions={hasRole(useUser(), 'officer') ? <Button icon="add" onPress={() => setCalling(true)}>{words.act.call}</Button> : undefined}>
      <p><Link to="/offices/quarter" search={{ place: search.place }}>{words.quartersOfAll}</Link></p>
      {narrowed.length > 0 ? <p className="cluster" role="status">{narrowed.map((one) => <Chip key={one}>{one}</Chip>)}<Button small variant="quiet" onPress={() => { setCursors([null]); void navigate({ to: '/offices', search: {} }); }}>{words.showAll}</Button></p> : null}
      <Loaded query={list} rows={5}>
        {({ items, next, position }) =>
          items.length === 0 ? <Empty icon="flag" title={words.none} /> : (
            <div className="stack">
              <ul className="cards two">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/offices/$id"
                      params={{ id: one.id }}
                      who={one.name}
                      what={<><bdi>{nameOf(one.place)}</bdi> · <bdi>{digits(one.neighborhoods.map(nameOf).join(t.common.listComma))}</bdi>{one.operator ? <> · <bdi>{one.operator}</bdi></> : null}</>}
                      aside={<Chip tone={TONES[one.state]}>{words.state[one.state]}</Chip>}
                      foot={<Foot office={one} program={program} />}
                    />
                  </li>
                ))}
              </ul>
              <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/offices" query={{ place_id: search.place, state: search.state, late: search.late }} />
            </div>
          )
        }
      </Loaded>
      {calling ? <Call onClose={() => setCalling(false)} /> : null}
    </Page>
  );
}
