import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentUser, readyMeta } from '@/api/session.ts';
import type { Role } from '@/api/types.ts';
import { groupsOf } from '@/i18n/groups.ts';
import { loadTexts } from '@/i18n/index.ts';
import { Broken, Nowhere } from '@/screens/common/Lost.tsx';
import { hasPhone, phone } from '@/phone/hint.ts';
import { Root } from './Root.tsx';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** Who may open this screen; everybody signed in where it is missing. The server decides about data in any case. */
    roles?: readonly Role[];
  }
}

export const rootRoute = createRootRoute({ component: Root, notFoundComponent: Nowhere, errorComponent: Broken });

/** Everything behind the sign-in: screens hang their routes here. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  // The sign-in page has no frame and does not wait for one.
  component: lazyRouteComponent(() => import('./Shell.tsx'), 'Shell'),
  beforeLoad: async ({ location }) => {
    if (hasPhone()) {
      const { mode } = await (await phone()).start();
      if (mode === 'locked' || mode === 'shut') throw redirect({ to: '/lock', search: location.pathname === '/' ? {} : { next: location.href } });
    }
    const [user] = await Promise.all([currentUser(), readyMeta(), loadTexts(['behind'])]);
    if (!user) throw redirect({ to: '/login', search: location.pathname === '/' ? {} : { next: location.href } });
    await loadTexts(groupsOf(user.roles));
  },
});
