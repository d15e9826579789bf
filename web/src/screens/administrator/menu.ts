import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const administratorMenu = (): readonly MenuItem[] => [
  { to: '/admin/users', label: () => t.administrator.menu.users, icon: 'me' },
  { to: '/sign-ins', label: () => t.access.signInsMenu, icon: 'clock' },
  { to: '/admin/centers', label: () => t.setup.centersMenu, icon: 'home' },
  { to: '/neighborhoods', label: () => t.places.neighborhoodsTitle, icon: 'map' },
  { to: '/admin/commissions', label: () => t.setup.commissionsMenu, icon: 'document' },
  { to: '/admin/erasures', label: () => t.erasure.menu, icon: 'archive' },
  { to: '/admin/system', label: () => t.administrator.menu.system, icon: 'history' },
  { to: '/admin/settings', label: () => t.administrator.menu.settings, icon: 'settings' },
  { to: '/indicators', label: () => t.administrator.menu.indicators, icon: 'chart' },
  { to: '/texts', label: () => t.texts.title, icon: 'document' },
  { to: '/what-if', label: () => t.whatIf.menu, icon: 'filter' },
  { to: '/agencies', label: () => t.places.agenciesMenu, icon: 'map' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
  { to: '/national', label: () => t.national.menu, icon: 'document' },
];
