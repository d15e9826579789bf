import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export const textRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/texts',
    component: lazyRouteComponent(() => import('./TextList.tsx'), 'TextList'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/texts/new',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./PublishText.tsx'), 'NewText'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/texts/$id',
    validateSearch: strictly((search: Record<string, unknown>): { version?: number | undefined } => ({ version: typeof search['version'] === 'number' ? search['version'] : undefined })),
    component: lazyRouteComponent(() => import('./TextPage.tsx'), 'TextPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/texts/$id/edit',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./PublishText.tsx'), 'NextVersion'),
  }),
] as const;
