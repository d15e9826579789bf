import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const officerMenu = (): readonly MenuItem[] => [
  { to: '/reports/before-after', label: () => t.officer.menu.beforeAfter, icon: 'chart' },
  { to: '/reports/services', label: () => t.reports.services.menu, icon: 'service' },
  { to: '/reports/situations', label: () => t.situations.menu, icon: 'task' },
  { to: '/neighborhoods', label: () => t.officer.menu.neighborhoods, icon: 'map' },
  { to: '/roadmap', label: () => t.resilience.menu.roadmap, icon: 'task' },
  { to: '/workshops', label: () => t.resilience.menu.workshops, icon: 'commission' },
  { to: '/facilitators', label: () => t.resilience.menu.facilitators, icon: 'me' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
