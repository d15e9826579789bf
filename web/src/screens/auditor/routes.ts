import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readAccessSearch, readCompareSearch, readPatternSearch, readReplaySearch, readTrailSearch } from './search.ts';

export const auditorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./Find.tsx'), 'Find'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/events',
    staticData: { roles: ['auditor'] },
    validateSearch: strictly(readTrailSearch),
    component: lazyRouteComponent(() => import('./Trail.tsx'), 'Trail'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/access',
    staticData: { roles: ['auditor'] },
    validateSearch: strictly(readAccessSearch),
    component: lazyRouteComponent(() => import('./Openings.tsx'), 'Openings'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/patterns',
    staticData: { roles: ['auditor'] },
    validateSearch: strictly(readPatternSearch),
    component: lazyRouteComponent(() => import('./Patterns.tsx'), 'Patterns'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/replay/$stream/$id',
    staticData: { roles: ['auditor'] },
    validateSearch: strictly(readReplaySearch),
    component: lazyRouteComponent(() => import('./Replay.tsx'), 'Replay'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/compare/$stream/$id',
    staticData: { roles: ['auditor'] },
    validateSearch: strictly(readCompareSearch),
    component: lazyRouteComponent(() => import('./Compare.tsx'), 'Compare'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/print/$stream/$id',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./Print.tsx'), 'Print'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/referrals/$referral',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./Review.tsx'), 'Review'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/tiers/$family/$sequence',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./TierWhy.tsx'), 'TierWhy'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/checkpoints',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./Checkpoints.tsx'), 'Checkpoints'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/checkpoints/$number',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('./Checkpoint.tsx'), 'Checkpoint'),
  }),
] as const;
