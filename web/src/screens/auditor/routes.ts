import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const auditorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/audit/replay/$stream/$id',
    staticData: { roles: ['auditor'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
