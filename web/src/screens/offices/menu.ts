import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const facilitatorMenu = (): readonly MenuItem[] => [
  { to: '/offices', label: () => t.offices.menu, icon: 'flag' },
  { to: '/neighborhoods', label: () => t.places.neighborhoodsTitle, icon: 'map' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'home' },
];
