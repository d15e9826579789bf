import { t } from '@/i18n/index.ts';
import type { MenuItem } from '@/shell/menu.ts';

export const managerMenu = (): readonly MenuItem[] => [
  { to: '/center/intake', label: t.manager.menu.intake, icon: 'intake' },
  { to: '/families', label: t.manager.menu.families, icon: 'families' },
  { to: '/center/caseloads', label: t.manager.menu.caseloads, icon: 'caseworker' },
  { to: '/center/referrals', label: t.manager.menu.referrals, icon: 'refer' },
  { to: '/center/requests', label: t.voice.requests, icon: 'families' },
  { to: '/center/erasures', label: t.erasure.menu, icon: 'archive' },
  { to: '/reports/before-after', label: t.manager.menu.beforeAfter, icon: 'chart' },
];
