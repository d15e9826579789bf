// The report on services, and what its address may say.
import { DOMAINS, type Domain, type Title } from '@/api/types.ts';

export type ServiceCounts = { kind: string; title: Title | null; families: number | null; persons: number | null; services: number | null; contacts: number | null; hours: number | null; successes: number | null; amount_rials: number | null };
export type ServiceReport = { year: number; kinds: ServiceCounts[]; total: ServiceCounts; rounded: boolean; position: number };
/** Numbers that open what is behind them. */
const NUMBERS = ['families', 'persons', 'services', 'contacts', 'hours', 'successes'] as const;
export type ServiceNumber = (typeof NUMBERS)[number];
export type ServicesSearch = { year?: number | undefined; domain?: Domain | undefined; center_id?: string | undefined; /** The number that is open, of one kind or of all. */ of?: ServiceNumber | undefined; kind?: string | undefined };

export function readServicesSearch(search: Record<string, unknown>): ServicesSearch {
  const year = Number(search['year']);
  const center = search['center_id'];
  return {
    year: Number.isInteger(year) && year >= 1300 && year <= 1500 ? year : undefined,
    domain: DOMAINS.find((one) => one === search['domain']),
    center_id: typeof center === 'string' && center !== '' ? center : undefined,
    of: NUMBERS.find((one) => one === search['of']),
    kind: typeof search['kind'] === 'string' && search['kind'] !== '' ? search['kind'] : undefined,
  };
}
