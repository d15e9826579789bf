import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const officerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/before-after',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/neighborhoods',
    staticData: { roles: ['officer', 'auditor'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
