import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export const mergeRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/merge',
    staticData: { roles: ['center_manager'] },
    validateSearch: strictly((search: Record<string, unknown>): { other?: string | undefined } => ({ other: typeof search['other'] === 'string' ? search['other'] : undefined })),
    component: lazyRouteComponent(() => import('./Merge.tsx'), 'Merge'),
  }),
] as const;
