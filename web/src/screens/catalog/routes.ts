import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readBuilderSearch, readTableSearch } from './search.ts';

const builders: readonly Role[] = ['officer', 'center_manager', 'auditor'];

export const catalogRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports',
    component: lazyRouteComponent(withTexts(['catalog'], () => import('./Reports.tsx')), 'Reports'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/tables/$report',
    validateSearch: strictly(readTableSearch),
    component: lazyRouteComponent(withTexts(['catalog', 'figures'], () => import('./TableReport.tsx')), 'TableReport'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/build',
    staticData: { roles: builders },
    validateSearch: strictly(readBuilderSearch),
    component: lazyRouteComponent(withTexts(['catalog'], () => import('./Builder.tsx')), 'Builder'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/saved/$id',
    staticData: { roles: builders },
    component: lazyRouteComponent(withTexts(['catalog'], () => import('./SavedReportPage.tsx')), 'SavedReportPage'),
  }),
] as const;
