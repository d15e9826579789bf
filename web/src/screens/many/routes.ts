import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { readFamilyFilters } from '@/screens/caseworker/routes.ts';
import { shellRoute } from '@/shell/routes.ts';

export const manyRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/many',
    staticData: { roles: ['center_manager'] },
    validateSearch: strictly(readFamilyFilters),
    component: lazyRouteComponent(() => import('./Many.tsx'), 'Many'),
  }),
] as const;
