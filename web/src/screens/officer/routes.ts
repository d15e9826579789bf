import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readCaseSearch, readDutiesSearch, readMapSearch, readPlaceSearch } from '../neighborhood/search.ts';
import { readNeighborhoodSearch } from '../places/search.ts';
import { readPathwaySearch } from '../pathway/pathway.ts';
import { readServicesSearch } from '../reports/services.ts';
import { readTransfersSearch } from '../transfers/transfers.ts';
import { readReportSearch } from '../reports/types.ts';

export const officerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/before-after',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readReportSearch),
    component: lazyRouteComponent(() => import('../reports/BeforeAfter.tsx'), 'BeforeAfter'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/services',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readServicesSearch),
    component: lazyRouteComponent(() => import('../reports/Services.tsx'), 'Services'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/situations',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readServicesSearch),
    component: lazyRouteComponent(() => import('../reports/Situations.tsx'), 'Situations'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/pathway',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readPathwaySearch),
    component: lazyRouteComponent(() => import('../pathway/PathwayReport.tsx'), 'PathwayReport'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/transfers',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readTransfersSearch),
    component: lazyRouteComponent(() => import('../transfers/TransfersReport.tsx'), 'TransfersReport'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/neighborhoods',
    validateSearch: strictly(readNeighborhoodSearch),
    component: lazyRouteComponent(withTexts(['places'], () => import('../places/Neighborhoods.tsx')), 'Neighborhoods'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/neighborhoods/$id',
    validateSearch: strictly(readCaseSearch),
    component: lazyRouteComponent(withTexts(['places', 'neighborhood', 'resilience', 'residents'], () => import('../places/Neighborhood.tsx')), 'Neighborhood'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/priorities',
    validateSearch: strictly(readPlaceSearch),
    component: lazyRouteComponent(withTexts(['places', 'neighborhood'], () => import('../neighborhood/Priorities.tsx')), 'Priorities'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/map',
    validateSearch: strictly(readMapSearch),
    component: lazyRouteComponent(withTexts(['places', 'neighborhood'], () => import('../neighborhood/Map.tsx')), 'NeighborhoodMap'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/duties',
    validateSearch: strictly(readDutiesSearch),
    component: lazyRouteComponent(withTexts(['places', 'neighborhood'], () => import('../neighborhood/Duties.tsx')), 'Duties'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/places/$id',
    component: lazyRouteComponent(withTexts(['places', 'resilience'], () => import('../places/Place.tsx')), 'Place'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agencies',
    validateSearch: strictly((search: Record<string, unknown>): { q?: string } => (typeof search['q'] === 'string' && search['q'] !== '' ? { q: search['q'] } : {})),
    component: lazyRouteComponent(withTexts(['places'], () => import('../places/Agencies.tsx')), 'Agencies'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agencies/$id',
    component: lazyRouteComponent(withTexts(['places', 'resilience'], () => import('../places/Agency.tsx')), 'Agency'),
  }),
] as const;
