import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const auditorMenu = (): readonly MenuItem[] => [
  { to: '/audit', label: t.auditor.menu.audit, icon: 'audit' },
  { to: '/reports/before-after', label: t.officer.menu.beforeAfter, icon: 'chart' },
];
