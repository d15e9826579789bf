import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export type TaskView = 'open' | 'done' | 'declined';

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks',
    staticData: { roles: ['agency_officer'] },
    validateSearch: (search: Record<string, unknown>): { state?: TaskView } => {
      const { state } = search;
      return state === 'done' || state === 'declined' ? { state } : {};
    },
    component: lazyRouteComponent(() => import('./Tasks.tsx'), 'Tasks'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks/$task',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(() => import('./TaskPage.tsx'), 'TaskPage'),
  }),
] as const;
