import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { PlaceCard } from '@/screens/places/types.ts';
import { SelectField } from '@/ui/index.ts';

const ANY = 'any';
const LEVELS = ['province', 'county', 'city', 'zone'] as const;

/** Provinces, counties, cities and zones with neighborhoods in them. The server refuses what lies outside the own place. */
export function PlaceField({ value, onChange }: { value: string | undefined; onChange: (place: string | undefined) => void }) {
  const lists = [useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'province' } }), useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'county' } }), useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'city' } }), useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'zone' } })];
  const options = lists.flatMap(({ data }, n) => (data?.items ?? []).map((place) => ({ value: place.id, label: `${t.words.level[LEVELS[n] ?? 'city']}${place.number === null ? '' : ` ${num(place.number)}`}: ${place.name}` })));
  return <SelectField name="place_id" label={t.catalog.place} options={[{ value: ANY, label: t.catalog.everywhere }, ...options]} value={value ?? ANY} onChange={(chosen) => onChange(chosen === ANY ? undefined : chosen)} />;
}
