import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readServicesSearch } from '../reports/services.ts';

const TABS = ['members', 'loans', 'book', 'trainings'] as const;
export type FundTab = (typeof TABS)[number];

export const fundRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/funds',
    staticData: { roles: ['center_manager', 'auditor'] },
    component: lazyRouteComponent(() => import('./Funds.tsx'), 'Funds'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/funds/$id',
    staticData: { roles: ['center_manager', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { tab?: FundTab | undefined } => ({ tab: TABS.find((one) => one === search['tab']) })),
    component: lazyRouteComponent(() => import('./FundPage.tsx'), 'FundPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/funds',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readServicesSearch),
    component: lazyRouteComponent(() => import('./FundReportPage.tsx'), 'FundReportPage'),
  }),
] as const;
