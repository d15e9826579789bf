import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const caseworkerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/today',
    staticData: { roles: ['caseworker'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families',
    staticData: { roles: ['caseworker', 'center_manager'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id',
    staticData: { roles: ['caseworker', 'center_manager', 'commission_member', 'auditor'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
