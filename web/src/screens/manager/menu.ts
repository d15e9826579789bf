import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const managerMenu = (): readonly MenuItem[] => [
  { to: '/center/intake', label: () => t.manager.menu.intake, icon: 'intake' },
  { to: '/families', label: () => t.manager.menu.families, icon: 'families' },
  { to: '/center/lists', label: () => t.agencyLists.menu, icon: 'document' },
  { to: '/center/caseloads', label: () => t.manager.menu.caseloads, icon: 'caseworker' },
  { to: '/activities', label: () => t.activities.menu, icon: 'commission' },
  { to: '/funds', label: () => t.funds.menu, icon: 'service' },
  { to: '/center/referrals', label: () => t.manager.menu.referrals, icon: 'refer' },
  { to: '/center/overdue', label: () => t.owed.overdueMenu, icon: 'alert' },
  { to: '/expert-questions', label: () => t.owed.expertsMenu, icon: 'help' },
  { to: '/center/phones', label: () => t.owed.phones.menu, icon: 'send' },
  { to: '/center/late-work', label: () => t.manager.late.menu, icon: 'clock' },
  { to: '/center/requests', label: () => t.voice.requests, icon: 'families' },
  { to: '/tier-proposals', label: () => t.proposals.title, icon: 'chart' },
  { to: '/center/erasures', label: () => t.erasure.menu, icon: 'archive' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
  { to: '/reports/before-after', label: () => t.manager.menu.beforeAfter, icon: 'chart' },
  { to: '/reports/services', label: () => t.reports.services.menu, icon: 'service' },
  { to: '/reports/situations', label: () => t.situations.menu, icon: 'task' },
  { to: '/reports/pathway', label: () => t.pathway.menu, icon: 'chart' },
  { to: '/reports/transfers', label: () => t.transfers.menu, icon: 'send' },
  { to: '/reports/funds', label: () => t.funds.report.menu, icon: 'chart' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/reports/answers', label: () => t.owed.reportMenu, icon: 'refer' },
  { to: '/what-if', label: () => t.whatIf.menu, icon: 'filter' },
];
