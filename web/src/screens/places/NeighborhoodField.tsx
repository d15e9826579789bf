import { api, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { FoundField, type FieldProps, type FoundOptions, type Option } from '@/ui/index.ts';

const SHOWN = 20;

type Neighborhood = NamedRef & { city?: NamedRef | null; province?: NamedRef | null };

/** Names are not unique, so the city stands under each. */
export const neighborhoodOption = (one: Neighborhood): Option => ({
  value: one.id, label: digits(one.name ?? t.common.unknown),
  ...(one.city?.name ? { help: [one.city.name, one.province?.name].filter(Boolean).join(t.common.listComma) } : {}),
});

async function find(words: string, within: string | null | undefined, besides: readonly string[]): Promise<FoundOptions> {
  // What is not offered is asked for too, so that as many as can be are shown.
  const page = await api.get<Paged<Neighborhood>>('/neighborhoods', { q: words || undefined, place_id: within, limit: SHOWN + besides.length });
  return { options: page.items.filter((one) => !besides.includes(one.id)).map(neighborhoodOption), more: Boolean(page.next) };
}

type Props = Partial<FieldProps> & {
  value: string | null;
  onChange: (id: string | null, option: Option | null) => void;
  /** Below this place. */
  within?: string | null | undefined;
  /** Not these. */
  besides?: readonly string[];
  known?: NamedRef | null;
};

/** A neighborhood, searched for on the server: a province has thousands. */
export function NeighborhoodField({ name = 'neighborhood_id', label = t.words.neighborhood, value, onChange, within, besides = [], known, ...field }: Props) {
  return <FoundField {...field} name={name} label={label} value={value} onChange={onChange} find={(words) => find(words, within, besides)} asked={['neighborhoods', within ?? '', besides.join(' ')]} known={known ? neighborhoodOption(known) : null} />;
}
