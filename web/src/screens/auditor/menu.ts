import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const auditorMenu = (): readonly MenuItem[] => [
  { to: '/audit', label: () => t.auditor.menu.audit, icon: 'replay' },
  { to: '/audit/events', label: () => t.auditor.menu.trail, icon: 'audit' },
  { to: '/audit/patterns', label: () => t.audit.menu.patterns, icon: 'filter' },
  { to: '/sign-ins', label: () => t.access.signInsMenu, icon: 'clock' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
  { to: '/reports/before-after', label: () => t.officer.menu.beforeAfter, icon: 'chart' },
  { to: '/reports/services', label: () => t.reports.services.menu, icon: 'service' },
  { to: '/reports/situations', label: () => t.situations.menu, icon: 'task' },
  { to: '/reports/pathway', label: () => t.pathway.menu, icon: 'chart' },
  { to: '/reports/transfers', label: () => t.transfers.menu, icon: 'send' },
  { to: '/funds', label: () => t.funds.menu, icon: 'service' },
  { to: '/reports/funds', label: () => t.funds.report.menu, icon: 'chart' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/national', label: () => t.national.menu, icon: 'document' },
  { to: '/reports/answers', label: () => t.owed.reportMenu, icon: 'refer' },
  { to: '/what-if', label: () => t.whatIf.menu, icon: 'settings' },
  { to: '/commission/agenda', label: () => t.commission.menu.agenda, icon: 'commission' },
  { to: '/nation', label: () => t.rollup.menu, icon: 'chart' },
  { to: '/atlas', label: () => t.atlas.menu, icon: 'map' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/neighborhoods', label: () => t.officer.menu.neighborhoods, icon: 'map' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
