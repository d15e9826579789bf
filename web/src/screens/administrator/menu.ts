import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const administratorMenu = (): readonly MenuItem[] => [
  { to: '/admin/users', label: t.administrator.menu.users, icon: 'me' },
];
