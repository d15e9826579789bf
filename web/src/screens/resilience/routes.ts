import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

const READERS: readonly Role[] = ['facilitator', 'officer', 'auditor'];

export const resilienceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/roadmap',
    validateSearch: strictly((search: Record<string, unknown>): { place?: string } => (typeof search['place'] === 'string' ? { place: search['place'] } : {})),
    component: lazyRouteComponent(withTexts(['places', 'resilience'], () => import('./ProvinceRoadmap.tsx')), 'ProvinceRoadmap'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/actions',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(withTexts(['places', 'resilience'], () => import('./AgencyActions.tsx')), 'AgencyActions'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/facilitators',
    staticData: { roles: READERS },
    component: lazyRouteComponent(withTexts(['center', 'places', 'resilience'], () => import('../facilitation/Facilitators.tsx')), 'Facilitators'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/workshops',
    staticData: { roles: READERS },
    component: lazyRouteComponent(withTexts(['center', 'places', 'resilience'], () => import('../facilitation/Workshops.tsx')), 'Workshops'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/workshops/$id',
    staticData: { roles: READERS },
    component: lazyRouteComponent(withTexts(['center', 'places', 'resilience'], () => import('../facilitation/WorkshopPage.tsx')), 'WorkshopPage'),
  }),
] as const;
