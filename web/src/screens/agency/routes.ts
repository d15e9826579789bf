import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
