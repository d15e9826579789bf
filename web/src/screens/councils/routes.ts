import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

const readers: readonly Role[] = ['center_manager', 'commission_member', 'agency_officer', 'auditor', 'officer', 'administrator'];
const TABS = ['sessions', 'approvals', 'obstacles', 'letters', 'seats'] as const;
export type CouncilTab = (typeof TABS)[number];

export const councilRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/councils',
    staticData: { roles: readers },
    component: lazyRouteComponent(() => import('./Councils.tsx'), 'Councils'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/councils/$id',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { tab?: CouncilTab | undefined } => ({ tab: TABS.find((one) => one === search['tab']) })),
    component: lazyRouteComponent(() => import('./CouncilPage.tsx'), 'CouncilPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/councils',
    staticData: { roles: readers },
    validateSearch: strictly((search: Record<string, unknown>): { year?: number | undefined } => ({ year: typeof search['year'] === 'number' ? search['year'] : undefined })),
    component: lazyRouteComponent(withTexts(['figures'], () => import('./CouncilReportPage.tsx')), 'CouncilReportPage'),
  }),
] as const;
