import { useMemo } from 'react';
import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import type { Option } from '@/ui/index.ts';

type Neighborhood = { id: string; name: string; city?: NamedRef | null; province?: NamedRef | null };

/** Names are not unique, so the city stands under each. `also` is offered even where the list does not hold it. */
export function useNeighborhoodOptions(also?: NamedRef): Option[] {
  const found = useApi<Paged<Neighborhood>>('/neighborhoods').data;
  return useMemo(() => {
    const options: Option[] = (found?.items ?? []).map((one) => ({ value: one.id, label: digits(one.name), ...(one.city?.name ? { help: [one.city.name, one.province?.name].filter(Boolean).join(inLanguage('، ', ', ')) } : {}) }));
    return also && !options.some((o) => o.value === also.id) ? [{ value: also.id, label: digits(also.name ?? t.common.unknown) }, ...options] : options;
  }, [found, also]);
}
