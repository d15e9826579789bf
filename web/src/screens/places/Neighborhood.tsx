import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Dialog, Facts, Loaded, Page, Tabs, Source } from '@/ui/index.ts';
import { ActorsTab } from '../neighborhood/ActorsTab.tsx';
import { named, useRule, type Named } from '../neighborhood/data.ts';
import { ResidentsTab } from '../residents/ResidentsTab.tsx';
import { DutiesTab } from '../neighborhood/DutiesTab.tsx';
import { PriorityTab } from '../neighborhood/PriorityTab.tsx';
import { Notes, ProfileTab } from '../neighborhood/ProfileTab.tsx';
import { readCaseSearch } from '../neighborhood/search.ts';
import type { Case } from '../neighborhood/types.ts';
import { RoadmapCard } from '../resilience/RoadmapCard.tsx';
import { FamilyCounts } from './FamilyCounts.tsx';
import { FigureTable } from './Figures.tsx';
import { groupWord } from './Neighborhoods.tsx';
import { GroupForm } from './RegisterForms.tsx';
import type { NeighborhoodView } from './types.ts';

function PlaceLink({ place }: { place: { id: string; name: string | null } | null }) {
  return place ? <Link to="/places/$id" params={{ id: place.id }}>{place.name}</Link> : null;
}

/** Where it lies and whom it holds; the profile in short. */
function Overview({ one }: { one: NeighborhoodView }) {
  const user = useUser();
  return (
    <div className="stack">
      <div className="columns even">
        <Card title={t.places.families}><FamilyCounts counts={one.families} />{hasRole(user, 'center_manager', 'caseworker') ? <><p><Link to="/families" search={{ neighborhood: one.id, state: 'open' }}>{t.boards.ownHere}</Link></p><p className="faint">{t.behind.threat}</p></> : null}</Card>
        <Card title={t.places.inPlace}>
          <div className="stack">
            <Facts
              facts={[
                { term: t.places.city, value: <PlaceLink place={one.city} /> },
                one.county && one.county.id !== one.city?.id && { term: t.places.county, value: <PlaceLink place={one.county} /> },
                one.province && { term: t.places.province, value: <PlaceLink place={one.province} /> },
                one.valid_from && { term: t.places.validFrom, value: formatDate(one.valid_from) },
                { term: t.places.source, value: <small className="faint"><Source of={one.source} /></small> },
              ]}
            />
            {one.groups.length === 0 ? <p className="soft">{t.places.noGroups}</p> : (
              <ul className="cluster list" aria-label={t.places.groups}>
                {one.groups.map((g) => <li key={g.id}><Link to="/neighborhoods" search={{ group: g.id }}><Chip>{groupWord(g)}</Chip></Link></li>)}
              </ul>
            )}
          </div>
        </Card>
      </div>
      <Card title={t.places.profile} actions={one.profile_version > 0 ? <span className="cluster"><Chip>{t.places.profileVersion(num(one.profile_version))}</Chip>{one.profile_as_of ? <span className="soft">{t.places.asOf(formatDate(one.profile_as_of))}</span> : null}</span> : null}>
        {one.profile_version === 0 ? <p className="soft">{t.places.noProfile}</p> : (
          <div className="stack">
            {one.notes.length > 0 ? <Notes notes={one.notes} /> : null}
            {one.figures.length > 0 ? <><p className="faint">{t.places.figuresHelp}</p><FigureTable figures={one.figures} /></> : null}
          </div>
        )}
      </Card>
    </div>
  );
}

/** The parts of a neighborhood's case, the chosen one in the address. */
function Parts({ one }: { one: NeighborhoodView }) {
  const { tab = 'overview' } = useSearch({ from: '/shell/neighborhoods/$id' });
  const navigate = useNavigate();
  const found = useApi<Case>(`/neighborhoods/${one.id}/case`, { streams: ['neighborhood', 'settings'] });
  const rule = useRule();
  const words = t.neighborhood.tab;
  const part = (draw: (found: Case, names: Named) => ReactNode) => <Loaded query={found}>{(shown) => <Loaded query={rule}>{(view) => draw(shown, named(view.indicators))}</Loaded>}</Loaded>;
  return (
    <div className="stack">
      <Tabs
        label={t.neighborhood.tabs}
        selected={tab}
        onSelect={(chosen) => void navigate({ to: '/neighborhoods/$id', params: { id: one.id }, search: readCaseSearch({ tab: chosen }), replace: true, resetScroll: false })}
        items={[
          { id: 'overview', label: words.overview, content: <Overview one={one} /> },
          { id: 'profile', label: words.profile, content: part((shown, names) => <ProfileTab found={shown} names={names} />) },
          { id: 'priority', label: words.priority, content: part((shown, names) => <PriorityTab found={shown} names={names} />) },
          { id: 'roadmap', label: words.roadmap, content: <RoadmapCard id={one.id} /> },
          { id: 'actors', label: words.actors, content: part((shown) => <ActorsTab found={shown} />) },
          { id: 'duties', label: words.duties, content: part((shown) => <DutiesTab found={shown} />) },
          ...(found.data?.may.publish ? [{ id: 'residents', label: t.residents.tab, content: <ResidentsTab id={one.id} /> }] : []),
        ]}
      />
      {found.data ? <AsOf position={found.data.position} at={found.dataUpdatedAt} /> : null}
    </div>
  );
}

/** One neighborhood as a case: where it lies, its profile, its priority, who acts in it, what agencies do there. */
export function Neighborhood() {
  const { id } = useParams({ from: '/shell/neighborhoods/$id' });
  const found = useApi<NeighborhoodView>(`/neighborhoods/${id}`, { streams: ['neighborhood'] });
  const user = useUser();
  const keeps = hasRole(user, 'administrator') && user.place_id === null;
  const [grouping, setGrouping] = useState(false);
  const close = () => setGrouping(false);
  return (
    <Loaded query={found}>
      {(one) => (
        <Page title={digits(one.name)} back={{ label: t.places.toNeighborhoods, to: '/neighborhoods' }} subtitle={[one.city?.name, one.province?.name].filter(Boolean).join(t.common.listComma)} actions={keeps ? <Button onPress={() => setGrouping(true)}>{t.places.register.group}</Button> : undefined}>
          <Parts one={one} />
          <Dialog title={t.places.register.group} open={grouping} onClose={close}>{grouping ? <GroupForm neighborhood={one.id} onClose={close} /> : null}</Dialog>
        </Page>
      )}
    </Loaded>
  );
}
