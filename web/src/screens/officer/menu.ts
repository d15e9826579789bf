import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const officerMenu = (): readonly MenuItem[] => [
  { to: '/reports/before-after', label: () => t.officer.menu.beforeAfter, icon: 'chart' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
  { to: '/reports/services', label: () => t.reports.services.menu, icon: 'service' },
  { to: '/reports/situations', label: () => t.situations.menu, icon: 'task' },
  { to: '/reports/pathway', label: () => t.pathway.menu, icon: 'chart' },
  { to: '/reports/transfers', label: () => t.transfers.menu, icon: 'send' },
  { to: '/reports/funds', label: () => t.funds.report.menu, icon: 'chart' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/reports/councils', label: () => t.councils.report.menu, icon: 'chart' },
  { to: '/reports/answers', label: () => t.owed.reportMenu, icon: 'refer' },
  { to: '/nation', label: () => t.rollup.menu, icon: 'chart' },
  { to: '/atlas', label: () => t.atlas.menu, icon: 'map' },
  { to: '/national', label: () => t.national.menu, icon: 'document' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/neighborhoods', label: () => t.officer.menu.neighborhoods, icon: 'map' },
  { to: '/roadmap', label: () => t.resilience.menu.roadmap, icon: 'task' },
  { to: '/workshops', label: () => t.resilience.menu.workshops, icon: 'commission' },
  { to: '/facilitators', label: () => t.resilience.menu.facilitators, icon: 'me' },
  { to: '/priorities', label: () => t.neighborhood.menu.priorities, icon: 'flag' },
  { to: '/map', label: () => t.neighborhood.menu.map, icon: 'eye' },
  { to: '/duties', label: () => t.neighborhood.menu.duties, icon: 'task' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
