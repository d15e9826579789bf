// Types several screens share. A screen's own answers are typed in its folder,
// or taken from `schema.d.ts` once it is generated.

export type Tier = 'stable' | 'at_risk' | 'harmed';
export const TIERS: readonly Tier[] = ['stable', 'at_risk', 'harmed'];

export type Domain = 'social' | 'economic' | 'cultural';
export const DOMAINS: readonly Domain[] = ['social', 'economic', 'cultural'];

export type Moment = 'preliminary' | 'baseline' | 'interim' | 'final';

export type Role = 'caseworker' | 'center_manager' | 'commission_member' | 'agency_officer' | 'auditor' | 'officer' | 'administrator';

export type User = {
  id: string;
  username: string;
  display_name: string;
  roles: Role[];
  caseworker_id?: string | null;
  center_id?: string | null;
  commission_ids?: string[] | null;
  agency_id?: string | null;
};

export type Session = { user: User };

export type DemoSignIn = { role: Role; username: string; password: string; display_name?: string };

export type Meta = {
  demo: boolean;
  version: string;
  today: { iso: string; jalali: string };
  demo_sign_ins?: DemoSignIn[];
};

/** A page of a list with a cursor. */
export type Paged<T> = { items: T[]; next_cursor?: string | null; total?: number | null };
