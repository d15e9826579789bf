import type { TopicName } from '@/i18n/fa/help.ts';

/** The help of a screen by its address; a longer beginning comes before a shorter one. */
const TOPICS: readonly (readonly [string, TopicName])[] = [
  ['/today', 'today'], ['/calendar', 'calendar'], ['/my-tasks', 'myTasks'], ['/phone', 'phone'],
  ['/families/many', 'many'], ['/families/$id/past', 'past'], ['/families/$id/visit', 'visit'], ['/families/$id/service', 'service'], ['/families/$id/assess', 'assess'], ['/families/$id/tier', 'assess'],
  ['/families/$id/plan', 'plan'], ['/families/$id/refer', 'refer'], ['/families/$id/consent', 'consent'], ['/families/$id/holding', 'assign'], ['/families/$id/erase', 'erasures'], ['/families/$id', 'family'], ['/families', 'families'],
  ['/center/intake', 'intake'], ['/center/new', 'newFamily'], ['/center/assign', 'assign'], ['/center/caseloads', 'caseloads'], ['/center/caseworkers', 'caseloads'], ['/center/referrals', 'centerReferrals'],
  ['/center/lists', 'agencyLists'], ['/center/late-work', 'lateWork'], ['/center/requests', 'requests'], ['/tier-proposals', 'proposals'], ['/center/erasures', 'erasures'], ['/erasures', 'erasures'],
  ['/activities', 'activities'], ['/reports/before-after', 'beforeAfter'], ['/reports/services', 'services'], ['/reports/situations', 'situations'], ['/funds', 'funds'], ['/councils', 'councils'], ['/reports/councils', 'councils'], ['/national/programs', 'interventions'], ['/national/division', 'division'], ['/national/equipment', 'equipment'], ['/national/licences', 'licences'], ['/national/series', 'series'], ['/national/figures', 'nationalFigures'], ['/national', 'agreements'], ['/reports/funds', 'funds'], ['/notices', 'notices'], ['/what-if', 'whatIf'],
  ['/reports/tables', 'reportTable'], ['/reports/build', 'reportBuilder'], ['/reports/saved', 'reportBuilder'], ['/center/overdue', 'overdueWork'], ['/center/phones', 'phones'], ['/expert-questions', 'expertQuestions'], ['/center/late-work', 'lateWork'], ['/center/requests', 'requests'], ['/tier-proposals', 'proposals'], ['/center/erasures', 'erasures'], ['/erasures', 'erasures'],
  ['/activities', 'activities'], ['/reports/before-after', 'beforeAfter'], ['/reports/services', 'services'], ['/reports/situations', 'situations'], ['/reports/answers', 'answers'], ['/notices', 'notices'], ['/what-if', 'whatIf'],
  ['/commission/agenda', 'agenda'], ['/commission/follow-up', 'followUp'], ['/commission/$id/referrals', 'packet'],
  ['/commission/$id/sessions/$session/decide', 'decide'], ['/commission/$id/sessions/$session/minutes', 'minutes'], ['/commission/$id/sessions', 'session'],
  ['/agency/actions', 'agencyActions'], ['/agency/programs', 'agencyParts'], ['/roadmap', 'provinceRoadmap'], ['/workshops', 'workshops'], ['/facilitators', 'facilitators'],
  ['/agency/tasks', 'agencyTasks'], ['/agency/week', 'agencyWeek'], ['/neighborhoods', 'neighborhoods'], ['/places', 'neighborhoods'], ['/agencies', 'agencies'],
  ['/agency/tasks', 'agencyTasks'], ['/agency/week', 'agencyWeek'], ['/neighborhoods', 'neighborhoods'], ['/priorities', 'priorities'], ['/map', 'map'], ['/duties', 'duties'], ['/places', 'neighborhoods'], ['/agencies', 'agencies'],
  ['/nation', 'nation'], ['/atlas', 'atlas'],
  ['/reports', 'reports'],
  ['/agency/tasks', 'agencyTasks'], ['/agency/week', 'agencyWeek'], ['/neighborhoods', 'neighborhoods'], ['/places', 'neighborhoods'], ['/agencies', 'agencies'], ['/offices', 'offices'],
  ['/audit/events', 'trail'], ['/audit/access', 'openings'], ['/audit/patterns', 'patterns'], ['/audit/checkpoints', 'checkpoints'], ['/audit/replay', 'replay'], ['/audit/compare', 'replay'], ['/audit/print', 'replay'], ['/audit/referrals', 'packet'], ['/audit/tiers', 'assess'], ['/audit', 'find'],
  ['/admin/users', 'users'], ['/admin/centers', 'setup'], ['/admin/commissions', 'setup'], ['/admin/settings', 'setup'], ['/admin/erasures', 'erasures'], ['/admin/system', 'system'],
  ['/indicators', 'indicators'], ['/texts', 'texts'], ['/sign-ins', 'signIns'], ['/me', 'me'],
];

export const topicOf = (path: string): TopicName | undefined => TOPICS.find(([start]) => path === start || path.startsWith(`${start}/`))?.[1];
