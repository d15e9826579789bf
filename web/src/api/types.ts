// Types several screens share. A screen's own answers are typed in its folder,
// or taken from `schema.d.ts` once it is generated.
import type { ServerDate } from '@/lib/dates.ts';

export type Tier = 'stable' | 'at_risk' | 'harmed';
export const TIERS: readonly Tier[] = ['stable', 'at_risk', 'harmed'];

export type Domain = 'social' | 'economic' | 'cultural';
export const DOMAINS: readonly Domain[] = ['social', 'economic', 'cultural'];

export type Moment = 'preliminary' | 'baseline' | 'interim' | 'final';

export type Role = 'caseworker' | 'center_manager' | 'commission_member' | 'agency_officer' | 'facilitator' | 'auditor' | 'officer' | 'administrator';

/** What a person's roles are bound to. */
export type Scope = {
  caseworker_id: string | null;
  center_id: string | null;
  commission_ids: string[];
  agency_id: string | null;
  /** The place whose figures an officer has in charge; null means all. */
  place_id: string | null;
};

/** What is left to do before a session is whole: show a code, or make a second factor. */
export type Step = 'code' | 'enrolment';
export type SecondFactor = { made: boolean; needed: boolean };

export type User = Scope & { id: string; username: string; display_name: string; roles: Role[]; second_factor: SecondFactor; password_length_min: number };

export type SessionView = { user_id: string; username: string; display_name: string; roles: Role[]; scope: Scope; step?: Step | null; second_factor: SecondFactor; password_length_min: number };

export type DemoSignIn = { role: Role; username: string; password: string; display_name?: string };

export type Meta = {
  /** What the outside provider is called, where people may sign in through one. */
  outside: { fa: string; en: string } | null;
  demo: boolean;
  version: string;
  today: { iso: string; jalali: string };
  demo_sign_ins?: DemoSignIn[];
};

/** A page of a list; `next` is the cursor of the page after it, null at the end. */
export type Paged<T> = { items: T[]; next?: string | null; total?: number | null; position?: number };

/** Something with an id and a name; the name is null when it was erased or is not this reader's to see. */
export type NamedRef = { id: string; name: string | null };

/** Text in both languages; `inLanguage(title.fa, title.en)` picks. */
export type Title = { fa: string; en: string };

/** Who did something: a person with an account, or a part of the system. */
export type ActorRef = { id: string | null; name: string | null; kind: 'user' | 'system' };

export type Consent = 'not_asked' | 'given' | 'refused' | 'withdrawn';
export type HouseholdType = 'female_headed' | 'male_headed' | 'child_headed' | 'unknown';
export const HOUSEHOLD_TYPES: readonly HouseholdType[] = ['female_headed', 'male_headed', 'child_headed', 'unknown'];

/** One family as lists show it. */
export type FamilyCard = {
  id: string;
  file_number: string;
  family_name: string | null;
  tier: Tier | null;
  baseline_tier: Tier | null;
  neighborhood: NamedRef;
  center: NamedRef | null;
  caseworker: NamedRef | null;
  members_count: number;
  last_visit: ServerDate | null;
  next_due: ServerDate | null;
  overdue: number;
  open_referrals: number;
  consent: Consent;
  state: 'open' | 'closed';
  year_ends: ServerDate | null;
  days_left: number | null;
  household_type: HouseholdType;
  /** Knowing the address could help somebody who threatens a member. */
  address_under_threat: boolean;
  /** What was known of the family is gone for ever. */
  erased: boolean;
};

export type TaskStopped = 'consent_withdrawn' | 'case_closed' | 'enforcement_agency';
/** Why a referral or a task is not taken. */
export type DeclineCode = 'outside_competence' | 'not_eligible' | 'no_resources' | 'served_elsewhere' | 'information_missing' | 'other';
export type TaskState = 'assigned' | 'accepted' | 'in_progress' | 'done' | 'declined' | 'dropped';

/** Whether nothing more is to be done by who answers for it. */
export const isOver = (state: TaskState): boolean => state === 'done' || state === 'declined' || state === 'dropped';

/** One row of a division of labour; names the family by file number only. */
export type Task = {
  task_id: string;
  family_id: string;
  file_number: string;
  title: string | null;
  /** By what the commission will see that it is done. */
  expected: string | null;
  /** Null when `stopped`. */
  domain: Domain | null;
  responsible: { kind: 'agency' | 'caseworker'; id: string; name: string | null };
  /** When the party that answers for it now was given it. */
  given_on: ServerDate;
  due_on: ServerDate;
  due_state: 'overdue' | 'today' | 'this_week' | 'later' | null;
  state: TaskState;
  commission: NamedRef;
  referral_id: string;
  progress: { note: string | null; why: DeclineCode | null; on: ServerDate }[];
  /** Who of the responsible agency does it, where somebody was named. */
  delegated_to: ActorRef | null;
  evidence: { kind: 'letter' | 'receipt' | 'visit' | 'record' | 'other'; reference: string | null } | null;
  /** In an agency's list: why nothing more of the task is told. */
  stopped: TaskStopped | null;
};
