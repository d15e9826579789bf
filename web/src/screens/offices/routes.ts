import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

const readers: readonly Role[] = ['facilitator', 'officer', 'agency_officer', 'auditor'];
const TABS = ['work', 'groups', 'needs', 'plans', 'reports', 'money'] as const;
export type OfficeTab = (typeof TABS)[number];

const whole = (value: unknown): number | undefined => (typeof value === 'number' && Number.isInteger(value) ? value : undefined);

export const officeRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/offices',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Offices.tsx'), 'Offices'),
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
