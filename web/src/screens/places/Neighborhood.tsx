import { Link, useParams } from '@tanstack/react-router';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Facts, Loaded, Page, Row } from '@/ui/index.ts';
import { RoadmapCard } from '@/screens/resilience/RoadmapCard.tsx';
import { FamilyCounts } from './FamilyCounts.tsx';
import { FigureTable } from './Figures.tsx';
import { groupWord } from './Neighborhoods.tsx';
import type { NeighborhoodView } from './types.ts';

function PlaceLink({ place }: { place: { id: string; name: string | null } | null }) {
  return place ? <Link to="/places/$id" params={{ id: place.id }}>{place.name}</Link> : null;
}

/** One neighborhood: where it lies, its profile, the families counted in it. */
export function Neighborhood() {
  const { id } = useParams({ from: '/shell/neighborhoods/$id' });
  const user = useUser();
  const found = useApi<NeighborhoodView>(`/neighborhoods/${id}`, { streams: ['neighborhood'] });
  return (
    <Loaded query={found}>
      {(one) => (
        <Page title={one.name} back={{ label: t.places.toNeighborhoods, to: '/neighborhoods' }} subtitle={[one.city?.name, one.province?.name].filter(Boolean).join('، ')}>
          <div className="columns even">
            <Card title={t.places.families}><FamilyCounts counts={one.families} />{hasRole(user, 'center_manager', 'caseworker') ? <p><Link to="/families" search={{ neighborhood: one.id, state: 'open' }}>{t.boards.ownHere}</Link></p> : null}</Card>
            <Card title={t.places.inPlace}>
              <div className="stack">
                <Facts
                  facts={[
                    { term: t.places.city, value: <PlaceLink place={one.city} /> },
                    one.county && one.county.id !== one.city?.id && { term: t.places.county, value: <PlaceLink place={one.county} /> },
                    one.province && { term: t.places.province, value: <PlaceLink place={one.province} /> },
                    one.valid_from && { term: t.places.validFrom, value: formatDate(one.valid_from) },
                    { term: t.places.source, value: <small className="faint"><bdi dir="ltr">{one.source}</bdi></small> },
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
          <RoadmapCard id={one.id} />
          <Card title={t.places.profile} actions={one.profile_version > 0 ? <span className="cluster"><Chip>{t.places.profileVersion(num(one.profile_version))}</Chip>{one.profile_as_of ? <span className="soft">{t.places.asOf(formatDate(one.profile_as_of))}</span> : null}</span> : null}>
            {one.profile_version === 0 ? <p className="soft">{t.places.noProfile}</p> : (
              <div className="stack">
                {one.notes.length > 0 ? (
                  <ul className="cards" aria-label={t.places.notes}>
                    {one.notes.map((note) => (
                      <li key={`${note.kind}/${note.text}`}><Row who={note.text} aside={<Chip>{t.places.note[note.kind] ?? note.kind}</Chip>} foot={<small className="faint"><bdi dir="ltr">{note.source}</bdi></small>} /></li>
                    ))}
                  </ul>
                ) : null}
                {one.figures.length > 0 ? <><p className="faint">{t.places.figuresHelp}</p><FigureTable figures={one.figures} /></> : null}
              </div>
            )}
          </Card>
        </Page>
      )}
    </Loaded>
  );
}
