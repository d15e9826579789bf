import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const commissionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/agenda',
    staticData: { roles: ['commission_member'] },
    component: lazyRouteComponent(() => import('../common/Soon.tsx'), 'Soon'),
  }),
] as const;
