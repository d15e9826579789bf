import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentUser } from '@/api/session.ts';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { administratorRoutes } from '@/screens/administrator/routes.ts';
import { agencyRoutes } from '@/screens/agency/routes.ts';
import { auditorRoutes } from '@/screens/auditor/routes.ts';
import { catalogRoutes } from '@/screens/catalog/routes.ts';
import { caseworkerRoutes } from '@/screens/caseworker/routes.ts';
import { erasureRoutes } from '@/screens/erasure/routes.ts';
import { owedRoutes } from '@/screens/owed/routes.ts';
import { proposalRoutes } from '@/screens/proposals/routes.ts';
import { textRoutes } from '@/screens/texts/routes.ts';
import { voiceRoutes } from '@/screens/voice/routes.ts';
import { commissionRoutes } from '@/screens/commission/routes.ts';
import { managerRoutes } from '@/screens/manager/routes.ts';
import { manyRoutes } from '@/screens/many/routes.ts';
import { mergeRoutes } from '@/screens/merge/routes.ts';
import { noticesRoutes } from '@/screens/notices/routes.ts';
import { councilRoutes } from '@/screens/councils/routes.ts';
import { nationalRoutes } from '@/screens/national/routes.ts';
import { fundRoutes } from '@/screens/funds/routes.ts';
import { officerRoutes } from '@/screens/officer/routes.ts';
import { resilienceRoutes } from '@/screens/resilience/routes.ts';
import { officeRoutes } from '@/screens/offices/routes.ts';
import { rollupRoutes } from '@/screens/rollup/routes.ts';
import { whatIfRoutes } from '@/screens/whatif/routes.ts';
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

/** How the way back from the outside provider ended: a code of ours. */
const outsideOf = ({ outside }: Record<string, unknown>): { outside?: string } => (typeof outside === 'string' ? { outside } : {});

const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/login',
  validateSearch: strictly((search: Record<string, unknown>): { next?: string; outside?: string } => {
    const next = search['next'];
    // Only places of this app: «//elsewhere» would leave it.
    return { ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}), ...outsideOf(search) };
  }),
  component: lazyRouteComponent(() => import('@/screens/common/Login.tsx'), 'Login'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  component: lazyRouteComponent(withTexts(['access', 'behind'], () => import('@/screens/common/access/Invitation.tsx')), 'Invitation'),
});

const wipedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wiped',
  component: lazyRouteComponent(withTexts(['access'], () => import('@/screens/common/access/Wiped.tsx')), 'Wiped'),
});

const residentsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/residents/$id',
  component: lazyRouteComponent(withTexts(['behind', 'residents'], () => import('@/screens/residents/ResidentsPage.tsx')), 'ResidentsPage'),
});

const lockRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/lock',
  validateSearch: strictly((search: Record<string, unknown>): { next?: string; revoked?: 1; forgot?: 1 } => {
    const next = search['next'];
    return { ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {}), ...(search['revoked'] ? { revoked: 1 as const } : {}), ...(search['forgot'] ? { forgot: 1 as const } : {}) };
  }),
  component: lazyRouteComponent(withTexts(['phone'], () => import('@/screens/phone/Lock.tsx')), 'Lock'),
});

const phoneRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/phone',
  staticData: { roles: ['caseworker'] },
  component: lazyRouteComponent(() => import('@/screens/phone/PhonePage.tsx'), 'PhonePage'),
});

const signInsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/sign-ins',
  staticData: { roles: ['administrator', 'auditor'] },
  validateSearch: strictly((search: Record<string, unknown>): { user_id?: string; kind?: string } => {
    const { user_id: userId, kind } = search;
    return { ...(typeof userId === 'string' ? { user_id: userId } : {}), ...(typeof kind === 'string' ? { kind } : {}) };
  }),
  component: lazyRouteComponent(() => import('@/screens/common/access/SignIns.tsx'), 'SignIns'),
});

const meRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/me',
  validateSearch: strictly(outsideOf),
  component: lazyRouteComponent(withTexts(['access', 'phone'], () => import('@/screens/common/Me.tsx')), 'Me'),
});

const unknownRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFound });

const routeTree = rootRoute.addChildren([
  loginRoute,
  invitationRoute,
  wipedRoute,
  residentsRoute,
  lockRoute,
  shellRoute.addChildren([
    homeRoute,
    meRoute,
    signInsRoute,
    phoneRoute,
    unknownRoute,
    ...caseworkerRoutes,
    ...managerRoutes, ...mergeRoutes, ...manyRoutes,
    ...commissionRoutes,
    ...agencyRoutes,
    ...fundRoutes,
    ...councilRoutes,
    ...nationalRoutes,
    ...officerRoutes, ...officeRoutes, ...rollupRoutes,
    ...auditorRoutes,
    ...administratorRoutes,
    ...erasureRoutes, ...voiceRoutes, ...owedRoutes, ...proposalRoutes, ...textRoutes,
    ...whatIfRoutes,
    ...resilienceRoutes,
    ...noticesRoutes,
    ...catalogRoutes,
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
