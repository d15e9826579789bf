import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const caseworkerMenu = (): readonly MenuItem[] => [
  { to: '/today', label: () => t.caseworker.menu.today, icon: 'today' },
  { to: '/calendar', label: () => t.caseworker.menu.calendar, icon: 'calendar' },
  { to: '/families', label: () => t.caseworker.menu.families, icon: 'families' },
  { to: '/phone', label: () => t.phone.menu, icon: 'send' },
  { to: '/my-tasks', label: () => t.caseworker.menu.tasks, icon: 'task' },
  { to: '/expert-questions', label: () => t.owed.expertsMenu, icon: 'help' },
  { to: '/reports', label: () => t.shell.reports, icon: 'document' },
];
