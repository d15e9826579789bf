import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const agencyMenu = (): readonly MenuItem[] => [
  { to: '/agency/tasks', label: () => t.agency.menu.tasks, icon: 'task' },
  { to: '/agency/week', label: () => t.followUp.week, icon: 'calendar' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
