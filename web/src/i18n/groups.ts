// Which texts come together, and who needs them: a screen waits for its own, not for those of other desks. A new area of texts is a line in the file of
// its group, in both languages; `groups.test.ts` says what a screen speaks of that not everybody who may open it has.
import type { Role } from '@/api/types.ts';

/** How a group comes in each language; files that name several areas do nothing else. */
export const groups = {
  /** What every screen behind the sign-in may say. */
  behind: { fa: () => import('./fa/behind.ts'), en: () => import('./en/behind.ts') },
  casework: { fa: () => import('./fa/casework.ts'), en: () => import('./en/casework.ts') },
  referrals: { fa: () => import('./fa/referrals.ts'), en: () => import('./en/referrals.ts') },
  center: { fa: () => import('./fa/center.ts'), en: () => import('./en/center.ts') },
  commissions: { fa: () => import('./fa/commissions.ts'), en: () => import('./en/commissions.ts') },
  figures: { fa: () => import('./fa/figures.ts'), en: () => import('./en/figures.ts') },
  funds: { fa: () => import('./fa/funds.ts'), en: () => import('./en/funds.ts') },
  councils: { fa: () => import('./fa/councils.ts'), en: () => import('./en/councils.ts') },
  national: { fa: () => import('./fa/national.ts'), en: () => import('./en/national.ts') },
  audits: { fa: () => import('./fa/audits.ts'), en: () => import('./en/audits.ts') },
  administration: { fa: () => import('./fa/administration.ts'), en: () => import('./en/administration.ts') },
  access: { fa: () => import('./fa/access.ts'), en: () => import('./en/access.ts') },
  phone: { fa: () => import('./fa/phone.ts'), en: () => import('./en/phone.ts') },
  places: { fa: () => import('./fa/places.ts'), en: () => import('./en/places.ts') },
  neighborhood: { fa: () => import('./fa/neighborhood.ts'), en: () => import('./en/neighborhood.ts') },
  resilience: { fa: () => import('./fa/resilience.ts'), en: () => import('./en/resilience.ts') },
  catalog: { fa: () => import('./fa/catalog.ts'), en: () => import('./en/catalog.ts') },
  residents: { fa: () => import('./fa/residents.ts'), en: () => import('./en/residents.ts') },
  rollup: { fa: () => import('./fa/rollup.ts'), en: () => import('./en/rollup.ts') },
  offices: { fa: () => import('./fa/offices.ts'), en: () => import('./en/offices.ts') },
  pathway: { fa: () => import('./fa/pathway.ts'), en: () => import('./en/pathway.ts') },
} as const;

export type Group = keyof typeof groups;

const ofRole: Record<Role, readonly Group[]> = {
  caseworker: ['casework', 'referrals', 'center', 'phone', 'funds', 'pathway'],
  center_manager: ['casework', 'referrals', 'center', 'phone', 'access', 'figures', 'administration', 'funds', 'councils', 'pathway'],
  commission_member: ['referrals', 'commissions', 'councils'],
  agency_officer: ['referrals', 'commissions', 'places', 'neighborhood', 'resilience', 'councils', 'offices', 'national'],
  officer: ['referrals', 'figures', 'places', 'neighborhood', 'resilience', 'funds', 'councils', 'offices', 'rollup', 'residents', 'national', 'pathway'],
  facilitator: ['figures', 'places', 'neighborhood', 'resilience', 'offices', 'residents'],
  auditor: ['casework', 'referrals', 'center', 'commissions', 'figures', 'audits', 'administration', 'access', 'phone', 'places', 'neighborhood', 'resilience', 'funds', 'councils', 'offices', 'rollup', 'national', 'pathway'],
  administrator: ['figures', 'administration', 'access', 'phone', 'places', 'neighborhood', 'councils', 'national'],
};

/** What somebody with these roles needs behind the sign-in. */
export const groupsOf = (roles: readonly Role[]): Group[] => ['behind', ...new Set(roles.flatMap((role) => ofRole[role] ?? []))];
