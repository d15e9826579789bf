import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export type TaskView = 'open' | 'mine' | 'done' | 'declined';
/** What a number of the week narrows the open tasks to. */
export type TaskNarrow = 'assigned' | 'unassigned';
export type TaskSearch = { state?: TaskView; only?: TaskNarrow; /** Due on this day or before it. */ due?: string; /** Due on this day or after it. */ since?: string; /** Given in the days from `from` to `until`, whatever became of them; with `done` and `declined`, closed in them. */ given?: true; from?: string; until?: string };

const dayIn = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);

export const agencyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/tasks',
    staticData: { roles: ['agency_officer'] },
    validateSearch: strictly((search: Record<string, unknown>): TaskSearch => {
      const { state, only } = search;
      const [from, until] = [dayIn(search['from']), dayIn(search['until'])];
      const days = from && until ? { from, until } : {};
      if (state === 'mine') return { state };
      if (state === 'done' || state === 'declined') return { state, ...days };
      if (search['given'] === true && from && until) return { given: true, ...days };
      const [due, since] = [dayIn(search['due']), dayIn(search['since'])];
      return { ...(only === 'assigned' || only === 'unassigned' ? { only } : {}), ...(due ? { due } : {}), ...(since ? { since } : {}) };
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
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/programs',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(() => import('./Parts.tsx'), 'Parts'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/agency/programs/$id',
    staticData: { roles: ['agency_officer'] },
    component: lazyRouteComponent(() => import('./Program.tsx'), 'Program'),
  }),
] as const;
