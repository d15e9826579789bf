import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const noticesRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/notices',
    component: lazyRouteComponent(() => import('./NoticesPage.tsx'), 'NoticesPage'),
  }),
] as const;
