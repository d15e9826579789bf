import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAhead } from '@/api/query.ts';
import type { Domain, Role, Tier } from '@/api/types.ts';
import { DOMAINS, TIERS } from '@/api/types.ts';
import { strictly } from '@/lib/search.ts';
import type { Tab } from '@/screens/family/FamilyForm.tsx';
import { shellRoute } from '@/shell/routes.ts';

/** Those who work with families; the server decides about each family. */
const workers: readonly Role[] = ['caseworker', 'center_manager'];
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const oneOf = <V extends string>(values: readonly V[], value: unknown): V | undefined => values.find((one) => one === value);

const VIEWS = ['agenda', 'week', 'month'] as const;
export type CalendarView = (typeof VIEWS)[number];
const dayIn = (value: unknown): string | undefined => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined);

export type FamilyFilters = { tier?: Tier | undefined; state?: 'open' | 'closed' | undefined; held?: 'yes' | 'no' | undefined; caseworker?: string | undefined } & FromNumber;
/** What a number elsewhere narrows the list to; no form of the list offers these. */
export type FromNumber = { neighborhood?: string | undefined; awaits?: 'consent' | 'assessment' | undefined; year?: number | undefined; domain?: Domain | undefined; kind?: string | undefined };
const GROUPS = ['family', 'area'] as const;
export type GroupBy = 'due' | (typeof GROUPS)[number];
/** How the day's list is arranged and what of it is shown; what is searched for is a name and stands in no address. */
export type TodaySearch = { by?: GroupBy | undefined; kind?: string | undefined; area?: string | undefined; late?: true | undefined };
const TABS: readonly Tab[] = ['summary', 'members', 'timeline', 'calendar', 'aid', 'referrals', 'attachments', 'why', 'openings'];

export const readFamilyFilters = (search: Record<string, unknown>): FamilyFilters => ({
  tier: oneOf(TIERS, search['tier']),
  state: oneOf(['open', 'closed'], search['state']),
  held: oneOf(['yes', 'no'], search['held']),
  caseworker: text(search['caseworker']),
  neighborhood: text(search['neighborhood']),
  awaits: oneOf(['consent', 'assessment'], search['awaits']),
  year: typeof search['year'] === 'number' && search['year'] >= 1300 && search['year'] <= 1500 ? search['year'] : undefined,
  domain: oneOf(DOMAINS, search['domain']),
  kind: text(search['kind']),
});

/** The same as the interface asks it. */
export const familyQuery = (filters: FamilyFilters) => ({
  tier: filters.tier, has_caseworker: filters.held === undefined ? undefined : filters.held === 'yes', caseworker_id: filters.caseworker,
  neighborhood_id: filters.neighborhood, awaits: filters.awaits, served_year: filters.year, served_domain: filters.year ? filters.domain : undefined, served_kind: filters.year ? filters.kind : undefined,
});

export const caseworkerRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/today',
    staticData: { roles: ['caseworker'] },
    validateSearch: strictly((search: Record<string, unknown>): TodaySearch => ({ by: oneOf(GROUPS, search['by']), kind: text(search['kind']), area: text(search['area']), late: search['late'] === true || undefined })),
    component: lazyRouteComponent(() => import('./Today.tsx'), 'Today'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/calendar',
    staticData: { roles: ['caseworker'] },
    validateSearch: strictly((search: Record<string, unknown>): { view?: CalendarView | undefined; day?: string | undefined } => ({ view: oneOf(VIEWS, search['view']), day: dayIn(search['day']) })),
    component: lazyRouteComponent(() => import('./calendar/Calendar.tsx'), 'Calendar'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/my-tasks',
    staticData: { roles: ['caseworker'] },
    component: lazyRouteComponent(() => import('./MyTasks.tsx'), 'MyTasks'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families',
    staticData: { roles: workers },
    validateSearch: strictly(readFamilyFilters),
    component: lazyRouteComponent(() => import('./Families.tsx'), 'Families'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id',
    staticData: { roles: ['caseworker', 'center_manager', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { tab?: Tab | undefined } => ({ tab: oneOf(TABS, search['tab']) })),
    loader: ({ params }) => readAhead(`/families/${params.id}`),
    component: lazyRouteComponent(() => import('./FamilyPage.tsx'), 'FamilyPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/print',
    staticData: { roles: ['caseworker', 'center_manager', 'auditor'] },
    validateSearch: strictly((search: Record<string, unknown>): { part?: 'plan' | undefined } => ({ part: search['part'] === 'plan' ? 'plan' : undefined })),
    component: lazyRouteComponent(() => import('../family/FilePrint.tsx'), 'FilePrint'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/visit',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { entry?: string | undefined; row?: string | undefined } => ({ entry: text(search['entry']), row: text(search['row']) })),
    component: lazyRouteComponent(() => import('./Visit.tsx'), 'Visit'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/visits/$visitId',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./CorrectVisit.tsx'), 'CorrectVisit'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/attach',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./Attach.tsx'), 'Attach'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/service',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { entry?: string | undefined; row?: string | undefined } => ({ entry: text(search['entry']), row: text(search['row']) })),
    component: lazyRouteComponent(() => import('./Service.tsx'), 'Service'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/services/$serviceId',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./CorrectService.tsx'), 'CorrectService'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/plan',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./Plan.tsx'), 'Plan'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/assess',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { row?: string | undefined } => ({ row: text(search['row']) })),
    component: lazyRouteComponent(() => import('./Assess.tsx'), 'Assess'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/assessments/$assessmentId',
    staticData: { roles: ['caseworker', 'center_manager', 'auditor'] },
    component: lazyRouteComponent(() => import('../family/Assessment.tsx'), 'Assessment'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/tier',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { assessment?: string | undefined } => ({ assessment: text(search['assessment']) })),
    component: lazyRouteComponent(() => import('./GiveTier.tsx'), 'GiveTier'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/consent',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./Consent.tsx'), 'Consent'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/record',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('./Record.tsx'), 'Record'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/member',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { member?: string | undefined } => ({ member: text(search['member']) })),
    component: lazyRouteComponent(() => import('./Member.tsx'), 'Member'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/refer',
    staticData: { roles: workers },
    validateSearch: strictly((search: Record<string, unknown>): { to?: 'expert' | undefined; continues?: string | undefined } => ({ to: search['to'] === 'expert' ? 'expert' : undefined, continues: typeof search['continues'] === 'string' ? search['continues'] : undefined })),
    component: lazyRouteComponent(() => import('./Refer.tsx'), 'Refer'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/families/$id/experts/$referral',
    staticData: { roles: workers },
    component: lazyRouteComponent(() => import('../experts/ExpertSheet.tsx'), 'ExpertSheet'),
  }),
] as const;
