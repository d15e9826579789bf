import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentUser } from '@/api/session.ts';
import { administratorRoutes } from '@/screens/administrator/routes.ts';
import { agencyRoutes } from '@/screens/agency/routes.ts';
import { auditorRoutes } from '@/screens/auditor/routes.ts';
import { caseworkerRoutes } from '@/screens/caseworker/routes.ts';
import { erasureRoutes } from '@/screens/erasure/routes.ts';
import { commissionRoutes } from '@/screens/commission/routes.ts';
import { managerRoutes } from '@/screens/manager/routes.ts';
import { officerRoutes } from '@/screens/officer/routes.ts';
import { Broken, NotFound } from '@/screens/common/Lost.tsx';
import { homeOf } from '@/shell/menu.ts';
import { rootRoute, shellRoute } from '@/shell/routes.ts';
import { Skeleton } from '@/ui/State.tsx';

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async () => {
    const user = await currentUser();
    throw redirect({ to: user ? homeOf(user) : '/login' });
  },
});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = search['next'];
    // Only places of this app: «//elsewhere» would leave it.
    return typeof next === 'string' && /^\/(?!\/)/.test(next) ? { next } : {};
  },
  component: lazyRouteComponent(() => import('@/screens/common/Login.tsx'), 'Login'),
});

const meRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me',
  component: lazyRouteComponent(() => import('@/screens/common/Me.tsx'), 'Me'),
});

const unknownRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFound });

const routeTree = rootRoute.addChildren([
  loginRoute,
  shellRoute.addChildren([
    homeRoute,
    meRoute,
    unknownRoute,
    ...caseworkerRoutes,
    ...managerRoutes,
    ...commissionRoutes,
    ...agencyRoutes,
    ...officerRoutes,
    ...auditorRoutes,
    ...administratorRoutes,
    ...erasureRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultPendingComponent: Skeleton,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: Broken,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
