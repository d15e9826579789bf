import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const officerMenu = (): readonly MenuItem[] => [
  { to: '/reports/before-after', label: () => t.officer.menu.beforeAfter, icon: 'chart' },
  { to: '/reports/services', label: () => t.reports.services.menu, icon: 'service' },
  { to: '/reports/situations', label: () => t.situations.menu, icon: 'task' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/neighborhoods', label: () => t.officer.menu.neighborhoods, icon: 'map' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
