import { useInfiniteQuery } from '@tanstack/react-query';
import { api, type ActorRef, type ApiProblem, type Paged, type Query } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatInstant, type ServerDate } from '@/lib/dates.ts';
import type { Column } from '@/ui/index.ts';

export type SignInItem = { id: number; at: ServerDate; kind: string; account: ActorRef | null; by: ActorRef | null; device: string | null; browser: string | null; network: string | null; reason: string | null };

/** Pages of the record, newest first. */
export function useSignIns(path: string, query: Query) {
  return useInfiniteQuery<Paged<SignInItem>, ApiProblem, SignInItem[], readonly unknown[], string | null>({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => api.get<Paged<SignInItem>>(path, { ...query, cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? null,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

export const kindWords = (kind: string): string => t.access.kinds[kind] ?? kind.replaceAll('_', ' ');

function Where({ item }: { item: SignInItem }) {
  const words = [item.device, item.browser].filter(Boolean).join(t.common.listComma);
  return <>{words}{words && item.network ? t.common.listComma : ''}{item.network ? <bdi dir="ltr">{digits(item.network)}</bdi> : null}</>;
}

/** What everybody's record and the own have in common. A function: this file may be read before its texts are there. */
export const columns = (): Column<SignInItem>[] => [
  { key: 'what', label: t.access.what, header: true, cell: (item) => kindWords(item.kind) },
  { key: 'at', label: t.access.when, cell: (item) => formatInstant(item.at) },
  { key: 'where', label: t.access.where, cell: (item) => (item.browser || item.network ? <Where item={item} /> : null) },
  { key: 'by', label: t.access.by, cell: (item) => (item.by ? <bdi>{item.by.name}</bdi> : null) },
  { key: 'reason', label: t.access.reason, cell: (item) => (item.reason ? <bdi>{item.reason}</bdi> : null) },
];
