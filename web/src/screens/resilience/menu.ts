import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const facilitatorMenu = (): readonly MenuItem[] => [
  { to: '/neighborhoods', label: () => t.resilience.menu.neighborhoods, icon: 'map' },
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/workshops', label: () => t.resilience.menu.workshops, icon: 'commission' },
  { to: '/facilitators', label: () => t.resilience.menu.facilitators, icon: 'me' },
  { to: '/roadmap', label: () => t.resilience.menu.roadmap, icon: 'task' },
  { to: '/map', label: () => t.neighborhood.menu.map, icon: 'eye' },
  { to: '/duties', label: () => t.neighborhood.menu.duties, icon: 'flag' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
];
