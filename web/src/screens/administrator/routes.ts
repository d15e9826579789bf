import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/index.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export const administratorRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/users',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./Users.tsx'), 'Users'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/users/new',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./NewUser.tsx'), 'NewUser'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/users/$id',
    staticData: { roles: ['administrator', 'auditor'] },
    component: lazyRouteComponent(() => import('./Account.tsx'), 'Account'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/system',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./System.tsx'), 'System'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/settings',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./Settings.tsx'), 'Settings'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/indicators',
    validateSearch: strictly((search: Record<string, unknown>): { version?: number | undefined } => {
      const version = Number(search['version']);
      return Number.isInteger(version) && version > 0 ? { version } : {};
    }),
    component: lazyRouteComponent(withTexts(['administration'], () => import('./Indicators.tsx')), 'Indicators'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/centers',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./Centers.tsx'), 'Centers'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/centers/new',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./NewCenter.tsx'), 'NewCenter'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/commissions',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./Commissions.tsx'), 'Commissions'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/admin/commissions/new',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./NewCommission.tsx'), 'NewCommission'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/indicators/new',
    staticData: { roles: ['administrator'] },
    component: lazyRouteComponent(() => import('./PublishIndicators.tsx'), 'PublishIndicators'),
  }),
] as const;
