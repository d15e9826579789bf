import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const whatIfRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/what-if',
    staticData: { roles: ['center_manager', 'auditor', 'administrator'] },
    component: lazyRouteComponent(() => import('./WhatIf.tsx'), 'WhatIf'),
  }),
] as const;
