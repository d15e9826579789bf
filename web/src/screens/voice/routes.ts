import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { shellRoute } from '@/shell/routes.ts';

const workers: readonly Role[] = ['caseworker', 'center_manager'];

export const voiceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/plain',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./PlainFile.tsx'), 'PlainFile'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/request',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./MakeRequest.tsx'), 'MakeRequest'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/requests',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('./RequestList.tsx'), 'RequestList'),
  }),
] as const;
