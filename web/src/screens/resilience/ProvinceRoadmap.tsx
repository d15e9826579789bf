import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { PlaceCard } from '@/screens/places/types.ts';
import { AsOf, Card, Chip, Empty, Loaded, Page, PaperHead, PrintButton, SelectField, Stat, Table, TakeAway } from '@/ui/index.ts';
import { ActionStateChip } from './ActionCard.tsx';
import type { ConsolidatedAction, ConsolidatedRoadmap, Horizon, ResilienceSummary, RoadmapSpec } from './types.ts';
import './resilience.css';

const HORIZONS: readonly Horizon[] = ['short', 'medium', 'long'];

function Numbers({ place }: { place: string }) {
  const words = t.resilience.province;
  const found = useApi<ResilienceSummary>(`/places/${place}/resilience`, { streams: ['neighborhood', 'workshop', 'facilitator'] });
  return (
    <Card title={words.summary}>
      <Loaded query={found}>
        {(one) => (
          <div className="tiles">
            <Stat name={words.communities} value={one.communities} />
            <Stat name={words.counties} value={one.counties} />
            <Stat name={words.risks} value={one.risks.length} />
            <Stat name={words.people} value={one.people} note={[one.by_sex.female ? `${num(one.by_sex.female)} ${words.women}` : null, one.by_sex.male ? `${num(one.by_sex.male)} ${words.men}` : null, one.by_sex.unknown ? `${num(one.by_sex.unknown)} ${words.sexUnknown}` : null].filter(Boolean).join(t.common.listComma)} />
            <Stat name={words.hours} value={one.hours} />
            <Stat name={words.personHours} value={one.person_hours} />
            <Stat name={words.planned} value={one.facilitators_planned} />
            <Stat name={words.trained} value={one.facilitators_trained} />
            <Stat name={words.deployed} value={one.facilitators_deployed} />
            <Stat name={words.done} value={one.actions_done} />
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function Specs({ place }: { place: string }) {
  const words = t.resilience;
  const found = useApi<Paged<RoadmapSpec>>(`/places/${place}/roadmaps`, { streams: ['neighborhood'] });
  return (
    <Card title={words.province.roadmaps}>
      <Loaded query={found}>
        {({ items }) => items.length === 0 ? <p className="soft">{words.province.none}</p> : (
          <Table<RoadmapSpec>
            caption={words.province.roadmaps}
            rows={items}
            rowKey={(row) => row.neighborhood.id}
            columns={[
              { key: 'place', label: t.words.neighborhood, header: true, cell: (row) => <Link to="/neighborhoods/$id" params={{ id: row.neighborhood.id }}><bdi>{row.neighborhood.name}</bdi></Link> },
              { key: 'county', label: t.places.county, cell: (row) => <bdi>{row.county?.name}</bdi> },
              { key: 'risk', label: words.risk, cell: (row) => <bdi>{row.risk_title}</bdi> },
              { key: 'type', label: words.form.extent, cell: (row) => [row.extent ? words.extent[row.extent] : null, row.duration ? words.duration[row.duration] : null].filter(Boolean).join(' · ') },
              { key: 'short', label: words.horizon.short, cell: (row) => (row.short_months === null ? '–' : words.months(num(row.short_months))) },
              { key: 'long', label: words.horizon.long, cell: (row) => (row.long_months === null ? (row.long_without_length ? <Chip tone="warn">{words.noLength}</Chip> : '–') : words.months(num(row.long_months))) },
              { key: 'actions', label: words.ours.title, numeric: true, cell: (row) => num(row.short + row.medium + row.long) },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}

function OneAction({ action }: { action: ConsolidatedAction }) {
  const words = t.resilience.province;
  return (
    <article className="action-card">
      <p className="strong"><bdi>{action.text}</bdi></p>
      {action.places.length > 1 || action.by_hand ? <span className="cluster">{action.places.length > 1 ? <Chip tone="info">{t.places.neighborhoodsCount(num(action.places.length))}</Chip> : null}{action.by_hand ? <Chip>{words.byHand}</Chip> : null}</span> : null}
      <ul className="cluster list" aria-label={words.places}>
        {action.places.map((at) => <li key={at.action_id}><Link to="/neighborhoods/$id" params={{ id: at.neighborhood.id }}><bdi>{at.neighborhood.name}</bdi></Link> <ActionStateChip state={at.state} /></li>)}
      </ul>
      <small className="soft">{words.agencies}: {action.agencies.map((agency) => agency.name).join(t.common.listComma)}</small>
    </article>
  );
}

function Consolidated({ place }: { place: string }) {
  const words = t.resilience;
  const found = useApi<ConsolidatedRoadmap>(`/places/${place}/roadmap`, { streams: ['neighborhood'] });
  return (
    <Loaded query={found} rows={5}>
      {(roadmap) => roadmap.actions.length === 0 ? <Empty icon="map" title={words.province.none} /> : (
        <div className="stack">
          <p role="status">{words.province.counts(num(roadmap.actions.length), num(roadmap.of_neighborhoods), num(roadmap.neighborhoods))}</p>
          <p className="faint">{words.province.rule}</p>
          <div className="horizons">
            {HORIZONS.map((horizon) => {
              const here = roadmap.actions.filter((one) => one.horizon === horizon);
              return (
                <section key={horizon} aria-labelledby={`province-${horizon}`}>
                  <h3 id={`province-${horizon}`}>{words.horizon[horizon]} <span className="soft">{num(here.length)}</span></h3>
                  {here.map((action) => <OneAction key={action.places[0]?.action_id} action={action} />)}
                </section>
              );
            })}
          </div>
          <AsOf position={roadmap.position} at={found.dataUpdatedAt} />
          <TakeAway what="tables/provincial-roadmap" query={{ place_id: place }} />
        </div>
      )}
    </Loaded>
  );
}

/** The province's roadmap by consolidation, for screen and paper. */
export function ProvinceRoadmap() {
  const words = t.resilience.province;
  const { place } = useSearch({ from: '/shell/roadmap' });
  const navigate = useNavigate();
  const user = useUser();
  const country = useApi<Paged<PlaceCard>>('/places').data?.items ?? [];
  const provinces = useApi<Paged<PlaceCard>>('/places', { query: { level: 'province' } }).data?.items ?? [];
  const places = [...country, ...provinces];
  const own = user.place_id;
  const chosen = place ?? places.find((one) => one.id === own)?.id ?? places[0]?.id;
  const name = places.find((one) => one.id === chosen)?.name;
  return (
    <Page title={words.title} subtitle={words.subtitle} actions={<PrintButton />}>
      <PaperHead what={name ? `${words.printed} · ${name}` : words.printed} />
      <div className="no-print">
        <SelectField name="place" label={words.choose} options={places.map((one) => ({ value: one.id, label: one.name }))} value={chosen ?? null} onChange={(id) => { if (id) void navigate({ to: '/roadmap', search: { place: id }, replace: true, resetScroll: false }); }} />
      </div>
      {chosen ? (
        <>
          {hasRole(user, 'officer', 'auditor', 'facilitator') ? <Numbers place={chosen} /> : null}
          <Consolidated place={chosen} />
          <Specs place={chosen} />
        </>
      ) : null}
    </Page>
  );
}
