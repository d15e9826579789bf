// The answers of the API about the audit, after services/api/src/routes/audit and projections/src/audit.
import type { ActorRef, Domain, NamedRef, Role, Task, Tier, Title } from '@/api/types.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { Outcome, ParticipantKind, ReferralDetail } from '../commission/types.ts';
import type { AssessmentMoment, FamilyFile, HowKnown, TimelineEvent, VisitPlace } from '../family/types.ts';

/** A value of a state as JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type Change = { path: string; before: Json; after: Json };

export type ReplayEvent = TimelineEvent & { device: string | null };
type FieldTime = ServerDate & { precision: 'instant' | 'day' | 'about' };

/** A stream at one event; the state is a file for a family, an object of what its events said for another stream. */
export type StreamReplay = { stream: string; id: string; sequence: number; last_sequence: number; state: Json; event: ReplayEvent; changes: Change[]; axis: 'happened' | 'recorded'; names: Record<string, string> };

export type Side = { sequence: number; happened_at: FieldTime; events: number; state: Json };
export type Comparison = { stream: string; id: string; day: ServerDate | null; as_was: Side | null; as_known: Side | null; differences: Change[]; not_yet_recorded: ReplayEvent[]; names: Record<string, string> };

export type StreamHistory = { stream: string; id: string; state: Json; events: ReplayEvent[]; names: Record<string, string>; position: number; head_hash: string; read_by: string; read_at: ServerDate };

export type AuditItem = {
  position: number; stream: string; stream_id: string; sequence: number; type: string; actor: ActorRef; happened_at: FieldTime; recorded_at: ServerDate;
  days_late: number; at_night: boolean; overridden: boolean; family_id: string | null; file_number: string | null; center: NamedRef | null; neighborhood: NamedRef | null; subject_id: string | null;
};

export type EventKind = 'record' | 'assessment' | 'holding' | 'work' | 'commission' | 'register';
export type Density = { from: ServerDate; to: ServerDate; happened: boolean; days: { day: ServerDate; counts: Partial<Record<EventKind, number>> }[] };

export type AccessItem = { id: number; actor: ActorRef; operation: string; subject: string; ground: string; unusual: boolean; via: string; accessed_at: ServerDate };
export type AuditActor = { id: string; name: string; roles: Role[]; disabled: boolean };

export type IndicatorGrounds = { indicator: string; title: Title; value: number; step: Title | null; weight: number; critical_at: number | null; known_by: HowKnown | null; critical: boolean; how_known: HowKnown | null; note: string | null; assessment_id: string };
export type DomainGrounds = { domain: Domain; score: number; tier: Tier; sum: number; best: number; because: 'critical' | 'score' | null; indicators: IndicatorGrounds[] };
export type VisitGrounds = { id: string; visited_on: ServerDate; place: VisitPlace; caseworker: NamedRef | null; present: NamedRef[]; corrected: boolean; voided: boolean; event: ReplayEvent };
export type AssessmentGrounds = { id: string; moment: AssessmentMoment; assessed_on: ServerDate; readings_used: number; event: ReplayEvent; visit: VisitGrounds | null };
export type TierGrounds = {
  family_id: string; file_number: string; event: ReplayEvent; tier: Tier; computed_tier: Tier | null; overridden: boolean; override_reason: string | null; explanation: Title;
  rule: { set_id: string; set_version: number; bands: { rule_version: number; harmed_below: number; at_risk_below: number; readings_per_domain: number }; score: number; recomputes: boolean } | null;
  domains: DomainGrounds[]; assessments: AssessmentGrounds[];
};

export type Attendance = { kind: ParticipantKind; person_id: string; name: string | null; seated: boolean; counts: boolean };
export type DecisionReview = {
  decision_id: string; session_id: string; outcome: Outcome; reason: string | null; decided_on: ServerDate; seen_sequence: number; event: ReplayEvent; commission_sequence: number | null; attendance: Attendance[];
  quorum: number; counted: number; caseworker: NamedRef | null; caseworker_present: boolean; tasks: Task[];
};
export type PacketOpening = AccessItem & { before_decision: boolean; of_commission: boolean };
export type ReferralReview = {
  referral: ReferralDetail; file_number: string; referred: ReplayEvent; packet_sequence: number; packet: FamilyFile; meanwhile: ReplayEvent[]; changes: Change[]; decision: DecisionReview | null; course: ReplayEvent[]; openings: PacketOpening[];
  names: Record<string, string>;
};

export type Thresholds = { night_events: number; bulk_files: number; bulk_minutes: number; overrides: number; days_late: number; idle_files: number; refused: number; task_minutes: number; burst_percent: number; burst_records: number; burst_days: number };
export type Patterns = {
  from: ServerDate; to: ServerDate; thresholds: Thresholds; position: number;
  night_edits: { actor: ActorRef; events: number; nights: number; all_events: number }[];
  bulk_reads: { actor: ActorRef; files: number; began_at: ServerDate; ended_at: ServerDate; files_in_all: number }[];
  overrides: { actor: ActorRef; center: NamedRef | null; overrides: number; tiers: number; center_overrides: number; center_tiers: number; all_overrides: number; all_tiers: number; above: boolean }[];
  back_dated: { event: AuditItem; dated_before: { type: string; sequence: number; happened_on: ServerDate } | null }[];
  back_dated_total: number;
  idle_readers: { actor: ActorRef; files: number; idle_files: number }[];
  refused_commands: { actor: ActorRef; refused: number; commands: number; reasons: { code: string; title: string; title_en: string }[] }[];
  quick_tasks: { event: AuditItem; accepted_sequence: number; minutes: number }[];
  one_hand: { event: AuditItem; visit_sequence: number; assessment_sequence: number }[];
  month_ends: { actor: ActorRef; month: ServerDate; end_from: ServerDate; end_to: ServerDate; at_end: number; in_month: number }[];
};
