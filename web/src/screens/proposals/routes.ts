import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '@/shell/routes.ts';

export const proposalRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/tier-proposals',
    staticData: { roles: ['caseworker', 'center_manager'] },
    component: lazyRouteComponent(() => import('./ProposalList.tsx'), 'ProposalList'),
  }),
] as const;
