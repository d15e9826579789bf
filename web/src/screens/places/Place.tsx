import { useQueries } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { api, useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Chip, LinkButton, Loaded, Notice, Page, RowLink, Table } from '@/ui/index.ts';
import { FigureTable } from './Figures.tsx';
import type { Figure, PlaceCard, PlaceView } from './types.ts';

const SUMMED = ['informal_population', 'informal_area'] as const;
type Summed = (typeof SUMMED)[number];

const of = (figures: readonly Figure[], indicator: Summed): Figure[] => figures.filter((f) => f.indicator === indicator);
const sum = (values: readonly number[]): number => values.reduce((total, v) => total + v, 0) / 1000;

type SumRow = { key: string; name: string; values: Record<Summed, string>; strong?: boolean };

/** What the document prints as the total beside what its own zones add up to; neither is corrected. */
function DeclaredAndComputed({ place }: { place: PlaceView }) {
  const zones = useQueries({ queries: place.groups.map((g) => ({ queryKey: [`/places/${g.id}`, {}], queryFn: () => api.get<PlaceView>(`/places/${g.id}`) })) });
  const all = zones.map((z) => z.data).filter((z) => z !== undefined);
  const known = all.filter((z) => SUMMED.some((i) => of(z.figures, i).length > 0));
  const printed = (indicator: Summed) => of(place.figures, indicator).filter((f) => f.source.includes('total'));
  if (known.length === 0 || all.length < place.groups.length) return null;
  const cell = (values: readonly number[]) => (values.length === 0 ? '–' : num(sum(values)));
  const each = (read: (indicator: Summed) => string): Record<Summed, string> => ({ informal_population: read('informal_population'), informal_area: read('informal_area') });
  const computed = (i: Summed) => known.flatMap((z) => of(z.figures, i).map((f) => f.value_thousandths));
  const declared = (i: Summed) => printed(i).map((f) => f.value_thousandths);
  const rows: SumRow[] = [
    ...known.map((z) => ({ key: z.id, name: `${z.number === null ? '' : `${num(z.number)} · `}${z.name}`, values: each((i) => cell(of(z.figures, i).map((f) => f.value_thousandths))) })),
    { key: 'computed', name: t.places.sumOfGroups, values: each((i) => cell(computed(i))), strong: true },
    { key: 'declared', name: t.places.printedTotal, values: each((i) => cell(declared(i))), strong: true },
  ];
  const differs = SUMMED.some((i) => declared(i).length > 0 && sum(declared(i)) !== sum(computed(i)));
  return (
    <Card title={t.places.declaredVsComputed}>
      <div className="stack">
        <Notice tone={differs ? 'warn' : 'good'}><p>{differs ? t.places.differs : t.places.agrees}</p></Notice>
        <Table<SumRow>
          caption={t.places.declaredVsComputed}
          rows={rows}
          rowKey={(row) => row.key}
          changed={(row) => row.strong === true && differs}
          columns={[
            { key: 'zone', label: t.places.zone, header: true, cell: (row) => <bdi>{row.name}</bdi> },
            ...SUMMED.map((indicator) => ({ key: indicator, label: t.places.figure[indicator] ?? indicator, numeric: true, cell: (row: SumRow) => row.values[indicator] })),
          ]}
        />
      </div>
    </Card>
  );
}

function PlaceRow({ place }: { place: PlaceCard }) {
  return (
    <RowLink
      to="/places/$id"
      params={{ id: place.id }}
      who={place.number === null ? place.name : `${num(place.number)} · ${place.name}`}
      what={t.words.level[place.level]}
      aside={place.neighborhoods > 0 ? <Chip>{t.places.neighborhoodsCount(num(place.neighborhoods))}</Chip> : null}
    />
  );
}

/** A province, city or zone: what its sources say about it and what lies below. */
export function Place() {
  const { id } = useParams({ from: '/shell/places/$id' });
  const found = useApi<PlaceView>(`/places/${id}`, { streams: ['neighborhood'] });
  return (
    <Loaded query={found}>
      {(place) => (
        <Page
          title={place.name}
          back={place.parent ? { label: place.parent.name ?? '', to: '/places/$id', params: { id: place.parent.id } } : { label: t.places.toNeighborhoods, to: '/neighborhoods' }}
          subtitle={<span className="cluster"><Chip>{t.words.level[place.level]}{place.number === null ? '' : ` ${num(place.number)}`}</Chip>{place.ancestors.map((a) => <Link key={a.id} to="/places/$id" params={{ id: a.id }}><bdi>{a.name}</bdi></Link>)}</span>}
          actions={
            place.neighborhood_count > 0 ? (
              place.level === 'zone' || place.level === 'municipal_district'
                ? <LinkButton icon="map" to="/neighborhoods" search={{ group: place.id }}>{t.places.neighborhoodsCount(num(place.neighborhood_count))}</LinkButton>
                : <LinkButton icon="map" to="/neighborhoods" search={{ province: place.id }}>{t.places.neighborhoodsCount(num(place.neighborhood_count))}</LinkButton>
            ) : null
          }
        >
          <DeclaredAndComputed place={place} />
          <Card title={t.places.figures}>
            {place.figures.length === 0 ? <p className="soft">{t.places.noFigures}</p> : <div className="stack-tight"><p className="faint">{t.places.figuresHelp}</p><FigureTable figures={place.figures} /></div>}
          </Card>
          {place.groups.length > 0 ? <Card title={t.places.groups}><ul className="cards grid">{place.groups.map((g) => <li key={g.id}><PlaceRow place={g} /></li>)}</ul></Card> : null}
          {place.children.length > 0 ? <Card title={t.places.below}><ul className="cards grid">{place.children.map((c) => <li key={c.id}><PlaceRow place={c} /></li>)}</ul></Card> : null}
        </Page>
      )}
    </Loaded>
  );
}
