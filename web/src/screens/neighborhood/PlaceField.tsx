import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { SelectField } from '@/ui/index.ts';
import type { PlaceCard } from '../places/types.ts';

const ANY = 'any';

/** A county or zone, by which lists and the map are narrowed. */
export function PlaceField({ value, onChange }: { value: string | undefined; onChange: (place: string | undefined) => void }) {
  const words = t.neighborhood;
  const counties = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'county' } });
  const zones = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'zone' } });
  const label = (place: PlaceCard) => `${t.words.level[place.level]}${place.number === null ? '' : ` ${num(place.number)}`}: ${place.name}`;
  const options = [...(zones.data?.items ?? []), ...(counties.data?.items ?? [])].map((place) => ({ value: place.id, label: label(place) }));
  return <SelectField name="place" label={words.place} options={[{ value: ANY, label: words.everywhere }, ...options]} value={value ?? ANY} onChange={(chosen) => onChange(chosen === ANY ? undefined : chosen)} />;
}
