import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const agencyMenu = (): readonly MenuItem[] => [
  { to: '/agency/tasks', label: () => t.agency.menu.tasks, icon: 'task' },
  { to: '/agency/week', label: () => t.followUp.week, icon: 'calendar' },
  { to: '/agency/actions', label: () => t.resilience.menu.actions, icon: 'map' },
  { to: '/agency/programs', label: () => t.national.ours.menu, icon: 'document' },
  { to: '/duties', label: () => t.neighborhood.menu.duties, icon: 'flag' },
  { to: '/neighborhoods', label: () => t.resilience.menu.neighborhoods, icon: 'map' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
];
