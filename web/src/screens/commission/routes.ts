import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';

export const BOARD_STATES = ['open', 'assigned', 'overdue', 'declined', 'done', 'dropped'] as const;
export type BoardState = (typeof BOARD_STATES)[number];

export const commissionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/agenda',
    staticData: { roles: ['commission_member', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { commission?: string } => (typeof search['commission'] === 'string' ? { commission: search['commission'] } : {})),
    component: lazyRouteComponent(() => import('./Agenda.tsx'), 'Agenda'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/follow-up',
    staticData: { roles: ['commission_member', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { commission?: string | undefined; state?: BoardState | undefined; who?: string | undefined } => ({
      commission: typeof search['commission'] === 'string' ? search['commission'] : undefined,
      state: BOARD_STATES.find((one) => one === search['state']),
      who: typeof search['who'] === 'string' ? search['who'] : undefined,
    })),
    component: lazyRouteComponent(() => import('./FollowUp.tsx'), 'FollowUp'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/$id/sessions/$session',
    staticData: { roles: ['commission_member', 'auditor'] },
    component: lazyRouteComponent(() => import('./Session.tsx'), 'Session'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/$id/sessions/$session/minutes',
    staticData: { roles: ['commission_member', 'auditor'] },
    component: lazyRouteComponent(() => import('./MinutesPage.tsx'), 'MinutesPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/$id/referrals/$referral',
    staticData: { roles: ['commission_member', 'auditor'] },
    component: lazyRouteComponent(() => import('./Packet.tsx'), 'Packet'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/commission/$id/sessions/$session/decide/$referral',
    staticData: { roles: ['commission_member'] },
    component: lazyRouteComponent(() => import('./Decide.tsx'), 'Decide'),
  }),
] as const;
