import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import type { Role } from '@/api/types.ts';
import { strictly } from '@/lib/search.ts';
import { shellRoute } from '@/shell/routes.ts';
import type { ActivityState } from '../activities/types.ts';
import { REFERRAL_NUMBERS, type ReferralNumber } from './referrals.ts';

const manager: readonly Role[] = ['center_manager'];
const LISTS = ['consent', 'assessment', 'harmed', 'compare'] as const;
export type IntakeList = (typeof LISTS)[number];
/** What the numbers over the caseloads open. */
const CASELOADS = ['spare', 'full', 'not_ready'] as const;
export type CaseloadList = (typeof CASELOADS)[number];
/** What the numbers of one caseworker open. */
const HELD = ['overdue', 'year_ending'] as const;
export type HeldList = (typeof HELD)[number];
const ACTIVITY_STATES: readonly ActivityState[] = ['planned', 'announced', 'held', 'cancelled'];
const HOLDING_ACTS = ['transfer', 'renew', 'release'] as const;
export type HoldingAct = (typeof HOLDING_ACTS)[number];

export const managerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/intake',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { list?: IntakeList | undefined } => ({ list: LISTS.find((one) => one === search['list']) })),
    component: lazyRouteComponent(() => import('./Intake.tsx'), 'Intake'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/lists',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('../lists/AgencyLists.tsx'), 'AgencyLists'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/late-work',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./LateWork.tsx'), 'LateWork'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/new',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./NewFamily.tsx'), 'NewFamily'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/assign/$id',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./Assign.tsx'), 'Assign'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/caseloads',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { show?: CaseloadList | undefined; board?: true | undefined } => ({ show: CASELOADS.find((one) => one === search['show']), board: search['board'] === true || undefined })),
    component: lazyRouteComponent(() => import('./Caseloads.tsx'), 'Caseloads'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/caseworkers/new',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./NewCaseworker.tsx'), 'NewCaseworker'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/caseworkers/$id',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { show?: HeldList | undefined } => ({ show: HELD.find((one) => one === search['show']) })),
    component: lazyRouteComponent(() => import('./CaseworkerPage.tsx'), 'CaseworkerPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/caseworkers/$id/handover',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./Handover.tsx'), 'Handover'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/center/referrals',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { show?: ReferralNumber | undefined } => ({ show: REFERRAL_NUMBERS.find((one) => one === search['show']) })),
    component: lazyRouteComponent(() => import('./OpenReferrals.tsx'), 'OpenReferrals'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/activities',
    staticData: { roles: ['center_manager', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { state?: ActivityState | undefined } => ({ state: ACTIVITY_STATES.find((one) => one === search['state']) })),
    component: lazyRouteComponent(() => import('../activities/Activities.tsx'), 'Activities'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/activities/$id',
    staticData: { roles: ['center_manager', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { show?: 'improved' | undefined } => ({ show: search['show'] === 'improved' ? 'improved' : undefined })),
    component: lazyRouteComponent(() => import('../activities/ActivityPage.tsx'), 'ActivityPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/holding',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { act?: HoldingAct | undefined } => ({ act: HOLDING_ACTS.find((one) => one === search['act']) })),
    component: lazyRouteComponent(() => import('./Holding.tsx'), 'Holding'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/move-members',
    staticData: { roles: manager },
    validateSearch: strictly((search: Record<string, unknown>): { member?: string | undefined } => ({ member: typeof search['member'] === 'string' ? search['member'] : undefined })),
    component: lazyRouteComponent(() => import('./MoveMembers.tsx'), 'MoveMembers'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/close',
    staticData: { roles: manager },
    component: lazyRouteComponent(() => import('./Close.tsx'), 'Close'),
  }),
] as const;
