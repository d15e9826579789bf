import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const managerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/intake',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/assign',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/caseloads',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
