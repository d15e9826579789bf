import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import { readServicesSearch } from '../reports/services.ts';

/** The moment of a file that is looked at: a day by one of the two times, or an event. */
export type PastSearch = { at?: number | undefined; day?: string | undefined; axis?: 'recorded' | undefined };

export const owedRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/overdue',
    staticData: { roles: ['center_manager'] },
    validateSearch: strictly((search: Record<string, unknown>): { caseworker?: string } => (typeof search['caseworker'] === 'string' && search['caseworker'] !== '' ? { caseworker: search['caseworker'] } : {})),
    component: lazyRouteComponent(() => import('./Overdue.tsx'), 'Overdue'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/phones',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('./Phones.tsx'), 'Phones'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/past',
    staticData: { roles: ['caseworker', 'center_manager'] },
    validateSearch: strictly((search: Record<string, unknown>): PastSearch => ({
      at: typeof search['at'] === 'number' && search['at'] >= 1 ? Math.trunc(search['at']) : undefined,
      day: typeof search['day'] === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(search['day']) ? search['day'] : undefined,
      axis: search['axis'] === 'recorded' ? 'recorded' : undefined,
    })),
    component: lazyRouteComponent(() => import('./Past.tsx'), 'Past'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/expert-questions',
    staticData: { roles: ['caseworker', 'center_manager'] },
    component: lazyRouteComponent(() => import('./Experts.tsx'), 'Experts'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/reports/answers',
    staticData: { roles: ['officer', 'auditor', 'center_manager'] },
    validateSearch: strictly(readServicesSearch),
    component: lazyRouteComponent(() => import('./Answers.tsx'), 'Answers'),
  }),
] as const;
