import { hasRole, useApi, useUser } from '@/api/index.ts';
import type { Comparisons, Notices, OpenNow } from './types.ts';

/** What is open for the person, and what the person is told of. */
export function useNotices() {
  const concerned = hasRole(useUser(), 'caseworker', 'center_manager', 'commission_member', 'agency_officer', 'auditor', 'administrator');
  return useApi<Notices>('/notices', { streams: ['family', 'commission', 'program'], enabled: concerned });
}

/** What the person opened over a family, while it is open. */
export function useOpenOver(family: string, kind: OpenNow['kind']): OpenNow | undefined {
  const { data } = useNotices();
  return data?.open.find((one) => one.family_id === family && one.kind === kind);
}

export const useComparisons = () => useApi<Comparisons>('/comparisons', { streams: ['family'] });
