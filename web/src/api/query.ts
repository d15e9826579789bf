import { QueryClient, keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';
import { hasPhone, phone } from '@/phone/hint.ts';
import { api, type Query } from './client.ts';
import { ApiProblem } from './problem.ts';

/** The streams whose events make a query's answer old; see `live.ts`. */
export type StreamName = 'account' | 'activity' | 'facilitator' | 'workshop' | 'office' | 'family' | 'fund' | 'saved_report' | 'council' | 'caseworker' | 'center' | 'commission' | 'neighborhood' | 'agency' | 'indicator_set' | 'settings' | 'agreement' | 'program' | 'equipment' | 'ngo' | 'series' | 'place';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
    queryMeta: { streams?: readonly StreamName[] };
  }
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // A phone answers from its own store: no query waits for a network.
      networkMode: 'always',
      staleTime: 15_000,
      retry: (failures, error) => error instanceof ApiProblem && error.outcomeUnknown && failures < 2,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

type ApiQueryOptions = {
  query?: Query;
  /** Streams that change this answer as a whole (lists); a path holding an id is refreshed by that id anyway. */
  streams?: readonly StreamName[];
  enabled?: boolean;
  /** Keep showing the old page while the next is loading (lists with filters). */
  keepPrevious?: boolean;
};

/** One GET as a query: the key is the path and its parameters. `const family = useApi<Family>(`/families/${id}`)` */
export function useApi<T>(path: string, options: ApiQueryOptions = {}): UseQueryResult<T, ApiProblem> {
  const { query, streams, enabled = true, keepPrevious = false } = options;
  return useQuery<T, ApiProblem>({
    queryKey: [path, query ?? {}],
    queryFn: () => api.get<T>(path, query),
    enabled,
    ...(streams ? { meta: { streams } } : {}),
    ...(keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** For a route's loader: without a network the phone's own answer is there before the screen is drawn, so that it is drawn once. A network is not waited for. */
export async function readAhead(path: string): Promise<void> {
  if (!hasPhone() || !(await phone()).isAway()) return;
  await queryClient.prefetchQuery({ queryKey: [path, {}], queryFn: () => api.get(path) });
}

/** Everything on screen is read again, except who is signed in and what the server is. */
export function refreshEverything(): void {
  void queryClient.invalidateQueries({ predicate: (q) => q.queryKey[0] !== 'session' && q.queryKey[0] !== 'meta' });
}
