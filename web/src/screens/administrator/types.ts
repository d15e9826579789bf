// The answers of the API to the administrator, after services/api/src/routes/{users,system,lists}.rs.
import type { ActorRef, Domain, NamedRef, Role, Scope } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

/** What a grant is bound to, as the list of accounts has it: ids without names. */
export type Grant = { grant_id: string; role: Role; from: string; until?: string | null };
export type UserView = { id: string; username: string; display_name: string; roles: Role[]; scope: Scope; grants: Grant[]; disabled: boolean; created_at: ServerDate; has_password: boolean; has_second_factor: boolean; link_expires_at: ServerDate | null; last_sign_in_at: ServerDate | null };
/** A one-time link, shown once. */
export type LinkView = { token: string; path: string; expires_at: ServerDate };
export type InvitedView = UserView & { link: LinkView };
export type GrantState = keyof Texts['rights']['state'];
export type GrantGround = keyof Texts['rights']['ground'];
export type EndGround = keyof Texts['rights']['endGround'];
export type BoundKind = 'nation' | 'caseworker' | 'center' | 'commission' | 'agency' | 'neighborhood' | 'place';
export type GrantView = {
  grant_id: string; role: Role; bound_to: { kind: BoundKind; of: NamedRef | null }; from: ServerDate; until: ServerDate | null; state: GrantState; days_left: number | null;
  given_by: ActorRef; given_at: ServerDate; ground: GrantGround; note: string | null; withdrawn: { by: ActorRef; at: ServerDate; ground: EndGround; note: string | null } | null;
};
export type AccountRights = {
  id: string; username: string; display_name: string; disabled: boolean; opened_at: ServerDate | null; opened_by: ActorRef | null; grants: GrantView[];
  switches: { kind: 'disabled' | 'enabled'; by: ActorRef; at: ServerDate; ground: EndGround | null; note: string | null }[]; sequence: number;
};
export type ProjectionView = { name: string; version: number; position: number; lag: number; state: 'running' | 'paused' | (string & {}); error: string | null };
export type NumberName = keyof Texts['administrator']['numbers'];
/** Some numbers may be left unsaid in a version; the server then answers with what holds. */
type Unsaid = 'retention_years' | 'answer_days' | 'urgent_answer_days';
export type Numbers = Record<Exclude<NumberName, Unsaid>, number> & Record<Unsaid, number | null>;
export type SettingsView = { id: string | null; version: number; values: Numbers; effective_from: ServerDate | null; sequence: number };
export type CenterHost = keyof Texts['setup']['hosts'];
export type CenterView = { id: string; name: string; host: CenterHost; file_prefix: string; neighborhoods: NamedRef[]; opened_on: ServerDate; closed_on?: ServerDate | null; tier_approval: boolean; sequence: number };
export type CommissionView = { id: string; name: string; domain: Domain; quorum: number; center_ids: string[]; formed_on: ServerDate; open_referrals: number; sequence: number };
