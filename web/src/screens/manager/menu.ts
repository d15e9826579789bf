import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const managerMenu = (): readonly MenuItem[] => [
  { to: '/center/intake', label: t.manager.menu.intake, icon: 'intake' },
  { to: '/center/assign', label: t.manager.menu.assign, icon: 'caseworker' },
  { to: '/center/caseloads', label: t.manager.menu.caseloads, icon: 'chart' },
  { to: '/families', label: t.manager.menu.families, icon: 'families' },
];
