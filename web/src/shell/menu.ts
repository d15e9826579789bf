import type { LinkProps } from '@tanstack/react-router';
import type { Role, User } from '@/api/types.ts';
import { administratorMenu } from '@/screens/administrator/menu.ts';
import { agencyMenu } from '@/screens/agency/menu.ts';
import { auditorMenu } from '@/screens/auditor/menu.ts';
import { caseworkerMenu } from '@/screens/caseworker/menu.ts';
import { commissionMenu } from '@/screens/commission/menu.ts';
import { managerMenu } from '@/screens/manager/menu.ts';
import { officerMenu } from '@/screens/officer/menu.ts';
import { facilitatorMenu } from '@/screens/resilience/menu.ts';
import type { IconName } from '@/ui/Icon.tsx';

export type MenuItem = { to: NonNullable<LinkProps['to']>; label: () => string; icon: IconName };

/** Each role's folder keeps its own menu; the first item is where the role starts. */
const MENUS: Record<Role, () => readonly MenuItem[]> = {
  caseworker: caseworkerMenu,
  center_manager: managerMenu,
  commission_member: commissionMenu,
  agency_officer: agencyMenu,
  facilitator: facilitatorMenu,
  officer: officerMenu,
  auditor: auditorMenu,
  administrator: administratorMenu,
};

/** The items of all roles a person has, each address once. */
export function menuOf(user: Pick<User, 'roles'>): MenuItem[] {
  const items: MenuItem[] = [];
  for (const role of user.roles) {
    for (const item of MENUS[role]?.() ?? []) if (!items.some((i) => i.to === item.to)) items.push(item);
  }
  return items;
}

/** The item the page belongs to: the longest address that begins like the page's own. */
export function currentItem(items: readonly MenuItem[], path: string): MenuItem | undefined {
  const fitting = items.filter(({ to }) => path === to || path.startsWith(`${to}/`));
  return fitting.sort((a, b) => b.to.length - a.to.length)[0];
}

/** Where this person starts. */
export function homeOf(user: Pick<User, 'roles'>): MenuItem['to'] {
  return menuOf(user)[0]?.to ?? '/me';
}
