import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export const erasureRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/erase',
    staticData: { roles: ['center_manager'] },
    validateSearch: strictly((search: Record<string, unknown>): { member?: string | undefined } => ({ member: typeof search['member'] === 'string' ? search['member'] : undefined })),
    component: lazyRouteComponent(() => import('./AskErasure.tsx'), 'AskErasure'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/erasures',
    staticData: { roles: ['center_manager'] },
    component: lazyRouteComponent(() => import('./CenterErasures.tsx'), 'CenterErasures'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/erasures',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./AdministratorErasures.tsx'), 'AdministratorErasures'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/erasures/$id',
    staticData: { roles: ['center_manager', 'administrator', 'auditor'] },
    component: lazyRouteComponent(() => import('./Certificate.tsx'), 'Certificate'),
  }),
] as const;
