import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

const readers: readonly Role[] = ['officer', 'auditor', 'administrator'];
const LEVELS = ['structural', 'institutional', 'relational'] as const;
const APPROACHES = ['preventive', 'curative'] as const;
const TABS = ['credits', 'spendings', 'programs', 'amendments'] as const;
export type AgreementTab = (typeof TABS)[number];
export type CreditSearch = { year?: number | undefined };
/** Programs of a cell, of none, of an agency (with `going`, those that go on in which it has a part), or of none. */
export type CellSearch = { agency?: string | undefined; going?: boolean | undefined; undivided?: boolean | undefined; level?: (typeof LEVELS)[number] | undefined; approach?: (typeof APPROACHES)[number] | undefined; apart?: boolean | undefined };
export type TimeSearch = { from?: string | undefined; until?: string | undefined };

const isId = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f-]{36}$/.test(value);
const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

export const nationalRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Agreements.tsx'), 'Agreements'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/agreements/$id',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { tab?: AgreementTab | undefined } => ({ tab: TABS.find((one) => one === search['tab']) })),
    component: lazyRouteComponent(() => import('./AgreementPage.tsx'), 'AgreementPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/credits',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): CreditSearch => ({ year: typeof search['year'] === 'number' ? search['year'] : undefined })),
    component: lazyRouteComponent(() => import('./CreditReportPage.tsx'), 'CreditReportPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/programs',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): CellSearch => ({
      level: LEVELS.find((one) => one === search['level']),
      approach: APPROACHES.find((one) => one === search['approach']),
      apart: search['apart'] === true ? true : undefined,
      agency: isId(search['agency']) ? search['agency'] : undefined,
      going: search['going'] === true && isId(search['agency']) ? true : undefined,
      undivided: search['undivided'] === true ? true : undefined,
    })),
    component: lazyRouteComponent(() => import('./Programs.tsx'), 'Programs'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/programs/$id',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./ProgramPage.tsx'), 'ProgramPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/division',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Division.tsx'), 'Division'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/equipment',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Equipment.tsx'), 'Equipment'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/equipment/$id',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./EquipmentPage.tsx'), 'EquipmentPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/licences',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): TimeSearch => ({ from: isDay(search['from']) ? search['from'] : undefined, until: isDay(search['until']) ? search['until'] : undefined })),
    component: lazyRouteComponent(() => import('./Licences.tsx'), 'Licences'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/series',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Series.tsx'), 'Series'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/national/figures',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Figures.tsx'), 'Figures'),
  }),
] as const;
