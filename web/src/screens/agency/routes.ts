import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export type TaskView = 'open' | 'mine' | 'done' | 'declined';

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks',
    staticData: { roles: ['agency_officer'] },
    validateSearch: strictly((search: Record<string, unknown>): { state?: TaskView } => {
      const { state } = search;
      return state === 'mine' || state === 'done' || state === 'declined' ? { state } : {};
    }),
    component: lazyRouteComponent(() => import('./Tasks.tsx'), 'Tasks'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/week',
    staticData: { roles: ['agency_officer'] },
    validateSearch: strictly((search: Record<string, unknown>): { day?: string } => (typeof search['day'] === 'string' ? { day: search['day'] } : {})),
    component: lazyRouteComponent(() => import('./Week.tsx'), 'Week'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks/$task',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(() => import('./TaskPage.tsx'), 'TaskPage'),
  }),
] as const;
