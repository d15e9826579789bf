import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const administratorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/users',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
