import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, type ApiProblem, type Paged } from '@/api/index.ts';
import type { AuditItem } from './types.ts';

const PAGE_SIZE = 50;
/** Events of a history in one answer, and answers at most: twenty thousand events. */
const STREAM_PAGE = 1_000;
const STREAM_PAGES_MAX = 20;

/** A list read page by page, more under what is there. */
export function usePages<T>(path: string, query: Record<string, string | number | undefined>) {
  return useInfiniteQuery<Paged<T>, ApiProblem, T[], readonly unknown[], string | null>({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => api.get<Paged<T>>(path, { ...query, limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? null,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

export type StreamEvents = { items: AuditItem[]; total: number };

/** Every event of a history in short, oldest first. */
export function useStreamEvents(stream: string, id: string): UseQueryResult<StreamEvents, ApiProblem> {
  const path = `/audit/streams/${stream}/${id}/events`;
  return useQuery<StreamEvents, ApiProblem>({
    queryKey: [path, {}],
    queryFn: async () => {
      const items: AuditItem[] = [];
      let cursor: string | null = null;
      let total = 0;
      for (let page = 0; page < STREAM_PAGES_MAX; page += 1) {
        // Each page begins where the one before ended.
        // oxlint-disable-next-line no-await-in-loop
        const found: Paged<AuditItem> = await api.get(path, { limit: STREAM_PAGE, cursor });
        items.push(...found.items);
        total = found.total ?? items.length;
        cursor = found.next ?? null;
        if (cursor === null) break;
      }
      return { items, total };
    },
  });
}

/** A value that changes quickly, such as a dragged slider, once it has come to rest. */
export function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}

/** Saves a file that the server makes; the browser keeps it under the name the server gives. */
export function save(path: string, query: Record<string, string | undefined>): void {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const link = document.createElement('a');
  link.href = `/api/v1${path}?${new URLSearchParams(given).toString()}`;
  link.download = '';
  link.click();
}
