import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const commissionMenu = (): readonly MenuItem[] => [
  { to: '/commission/agenda', label: () => t.commission.menu.agenda, icon: 'commission' },
  { to: '/commission/follow-up', label: () => t.commission.menu.followUp, icon: 'task' },
  { to: '/councils', label: () => t.councils.menu, icon: 'commission' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
];
