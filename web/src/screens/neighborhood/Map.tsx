import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Card, ChoiceField, Empty, Loaded, Page, AsOf, SelectField } from '@/ui/index.ts';
import { classOf, steps, wordOf } from './colours.ts';
import { Drawing } from './Drawing.tsx';
import { partsOf } from './parts.ts';
import { PlaceField } from './PlaceField.tsx';
import type { ColourBy } from './search.ts';
import type { MapItem } from './types.ts';
import './map.css';

function Legend({ by, items }: { by: ColourBy; items: readonly MapItem[] }) {
  return (
    <ul className="legend" aria-label={t.neighborhood.legend}>
      {steps(by, items).map((step) => <li key={step.className}><span className={`swatch ${step.className}`} aria-hidden="true" />{step.label}</li>)}
    </ul>
  );
}

/** Every neighborhood in words, in the order of the list: the map's accessible form, and the whole of it where nothing is drawn. */
function List({ items, by }: { items: readonly MapItem[]; by: ColourBy }) {
  const words = t.neighborhood;
  return (
    <ul className="map-list">
      {items.map((one) => (
        <li key={one.id}>
          <span className={`swatch ${classOf(one, by, items)}`} aria-hidden="true" />
          <Link to="/neighborhoods/$id" params={{ id: one.id }}>{digits(one.name)}</Link>
          <span className="soft">{[one.zone?.name ?? one.city?.name, wordOf(one, by), one.boundary ? null : words.without].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** What has a boundary, drawn; cities that lie far apart one at a time. */
function Drawn({ items, by, place }: { items: readonly MapItem[]; by: ColourBy; place: string }) {
  const words = t.neighborhood;
  const [chosen, setChosen] = useState<string | null>(null);
  const parts = partsOf(items.filter((one) => one.boundary));
  const part = parts.find((one) => one.key === chosen) ?? parts[0];
  if (!part) return <Empty icon="map" title={words.noneDrawn} />;
  const options = parts.map((one) => ({ value: one.key, label: words.mapPart(one.cities.length > 0 ? one.cities.map(digits).join(t.common.listComma) : t.common.unknown, num(one.items.length)) }));
  return (
    <div className="stack-tight">
      {parts.length > 1 ? <SelectField name="part" label={words.mapParts} options={options} value={part.key} onChange={setChosen} /> : null}
      <Drawing items={part.items} all={items} by={by} key={`${place}/${part.key}`} />
    </div>
  );
}

/** The map of neighborhoods, drawn from their boundaries; no tiles, no network beside ours. */
export function NeighborhoodMap() {
  const words = t.neighborhood;
  const search = useSearch({ from: '/shell/map' });
  const navigate = useNavigate();
  const by: ColourBy = search.by ?? 'priority';
  const found = useApi<Paged<MapItem>>('/map', { query: { place_id: search.place }, streams: ['neighborhood', 'family'], keepPrevious: true });
  const go = (part: { place?: string | undefined; by?: ColourBy | undefined }) => {
    const next = { ...search, ...part };
    void navigate({ to: '/map', search: { ...(next.place ? { place: next.place } : {}), ...(next.by && next.by !== 'priority' ? { by: next.by } : {}) }, replace: true, resetScroll: false });
  };
  return (
    <Page title={words.mapTitle} subtitle={words.mapHelp}>
      <div className="form-row">
        <PlaceField value={search.place} onChange={(place) => go({ place })} />
        <ChoiceField name="by" label={words.colourBy} inline options={(['priority', 'tiers', 'services'] as const).map((value) => ({ value, label: words.by[value] }))} value={by} onChange={(value) => go({ by: value })} />
      </div>
      <Loaded query={found}>
        {({ items }) => {
          return items.length === 0 ? <Empty icon="map" title={t.common.empty} /> : (
            <div className="map-columns">
              <Card title={words.onMap}>
                <Drawn items={items} by={by} place={search.place ?? ''} />
                <Legend by={by} items={items} />
              </Card>
              <Card title={t.places.found(num(items.length))}><List items={items} by={by} /></Card>
            </div>
          );
        }}
      </Loaded>
      {found.data ? <AsOf position={found.data.position} at={found.dataUpdatedAt} /> : null}
    </Page>
  );
}
