import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

const readers: readonly Role[] = ['facilitator', 'officer', 'agency_officer', 'auditor'];
const TABS = ['work', 'groups', 'needs', 'plans', 'reports', 'money'] as const;
export type OfficeTab = (typeof TABS)[number];

const STATES = ['called', 'contracted', 'open', 'closed'] as const;
const LATE = ['contract', 'evaluation', 'report'] as const;

/** What the list is narrowed to. */
function readOfficesSearch(search: Record<string, unknown>): { place?: string; state?: (typeof STATES)[number]; late?: (typeof LATE)[number] } {
  const [place, state, late] = [search['place'], STATES.find((one) => one === search['state']), LATE.find((one) => one === search['late'])];
  return { ...(typeof place === 'string' && place !== '' ? { place } : {}), ...(state ? { state } : {}), ...(late ? { late } : {}) };
}

const whole = (value: unknown): number | undefined => (typeof value === 'number' && Number.isInteger(value) ? value : undefined);

export const officeRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/offices',
    staticData: { roles: readers },
    validateSearch: strictly(readOfficesSearch),
    component: lazyRouteComponent(() => import('./Offices.tsx'), 'Offices'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/offices/quarter',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { place?: string | undefined; year?: number | undefined; quarter?: number | undefined } => ({ place: typeof search['place'] === 'string' && search['place'] !== '' ? search['place'] : undefined, year: whole(search['year']), quarter: whole(search['quarter']) })),
    component: lazyRouteComponent(withTexts(['catalog'], () => import('./OfficesQuarter.tsx')), 'OfficesQuarter'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/offices/$id',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { tab?: OfficeTab | undefined } => ({ tab: TABS.find((one) => one === search['tab']) })),
    component: lazyRouteComponent(() => import('./OfficePage.tsx'), 'OfficePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/offices/$id/quarter',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { year?: number | undefined; quarter?: number | undefined } => ({ year: whole(search['year']), quarter: whole(search['quarter']) })),
    component: lazyRouteComponent(() => import('./Quarter.tsx'), 'Quarter'),
  }),
] as const;
