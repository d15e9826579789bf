import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import type { Option } from '@/ui/index.ts';

type Neighborhood = { id: string; name: string; city?: NamedRef | null; province?: NamedRef | null };

/** Every page of the list, one after the other: forms that work without a network carry it whole. */
async function all(): Promise<Neighborhood[]> {
  const items: Neighborhood[] = [];
  for (let cursor: string | null | undefined; ;) {
    // oxlint-disable-next-line no-await-in-loop
    const page: Paged<Neighborhood> = await api.get<Paged<Neighborhood>>('/neighborhoods', cursor ? { cursor } : undefined);
    items.push(...page.items);
    cursor = page.next;
    if (!cursor) return items;
  }
}

/** Names are not unique, so the city stands under each. `also` is offered even where the list does not hold it. */
export function useNeighborhoodOptions(also?: NamedRef): Option[] {
  const found = useQuery({ queryKey: ['/neighborhoods', 'all'], queryFn: all, meta: { streams: ['neighborhood'] as const } }).data;
  return useMemo(() => {
    const options: Option[] = (found ?? []).map((one) => ({ value: one.id, label: digits(one.name), ...(one.city?.name ? { help: [one.city.name, one.province?.name].filter(Boolean).join(t.common.listComma) } : {}) }));
    return also && !options.some((o) => o.value === also.id) ? [{ value: also.id, label: digits(also.name ?? t.common.unknown) }, ...options] : options;
  }, [found, also]);
}
