// The answers of the API about commissions, after projections/src/commissions.
import type { Domain, NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { FamilyFile, Reception, FileDecision, FileReferral, TimelineEvent } from '../family/types.ts';

type Words = Texts['words'];
export type Urgency = keyof Words['urgency'];
export type ParticipantKind = keyof Words['participant'];
export type CaseState = keyof Words['caseState'];
export type SessionState = keyof Words['sessionState'];
export type AdjournReason = keyof Words['adjournReason'];
export type Outcome = keyof Words['outcome'];

export type CommissionCard = { id: string; name: string; domain: Domain; quorum: number; center_ids: string[]; formed_on: ServerDate; open_referrals: number; next_session: ServerDate | null; sequence: number };
export type Participant = { id: string; name: string | null; kind: ParticipantKind; agency: NamedRef | null; account_id: string | null };
export type Attendee = { kind: ParticipantKind; person_id: string };
export type Absence = Attendee & { notice: boolean };
export type VoteKind = keyof Texts['sitting']['vote'];

export type Commission = { id: string; name: string; domain: Domain; quorum: number; participants: Participant[]; sequence: number };

type CaseCommon = {
  referral_id: string;
  family: { id: string; file_number: string };
  urgency: Urgency;
  question: string | null;
  referred_on: ServerDate;
  days_open: number;
  caseworker: NamedRef | null;
};
export type AgendaCase = CaseCommon & { state: CaseState; reason: string | null; decision_id: string | null; conflicts: string[] };
export type WaitingReferral = CaseCommon & { adjourned: number; reception: Reception; answer_by: ServerDate | null; overdue: boolean; missing: string | null; continues: string | null };

export type AgendaSession = { id: string; held_on: ServerDate; starts_at: string; state: SessionState; cases: AgendaCase[]; present: Attendee[]; remote: string[]; absent: Absence[] };
export type Agenda = { commission: Commission; sessions: AgendaSession[]; waiting: WaitingReferral[]; position: number };

export type ReferralDetail = { id: string; family_id: string; commission: NamedRef; domain: Domain; question: string | null; urgency: Urgency; referred_on: ServerDate; state: 'open' | 'decided' | 'withdrawn' | 'declined'; days_open: number; packet_sequence: number };
export type Packet = { referral: ReferralDetail; as_of_sequence: number; file: FamilyFile; now_differs: boolean; since: TimelineEvent[]; thread: FileReferral[]; past_decisions: (FileReferral | (FileDecision & { commission?: NamedRef | null }))[] };

export type MinutesPerson = { kind: ParticipantKind; person_id: string; name: string | null; remote: boolean; notice: boolean; account_id: string | null };
export type MinutesTask = { title: string | null; domain: Domain; responsible: { kind: 'agency' | 'caseworker'; id: string; name: string | null }; due_on: ServerDate; expected: string | null };
export type MinutesDecision = { decision_id: string; outcome: Outcome; decided_on: ServerDate; reason: string | null; votes: { person_id: string; name: string | null; vote: VoteKind; dissent: string | null }[]; tasks: MinutesTask[] };
export type MinutesCase = { referral_id: string; family: { id: string; file_number: string }; state: CaseState; adjourned_because: AdjournReason | null; question: string | null; discussion: string | null; aside: { person_id: string; name: string | null }[]; decision: MinutesDecision | null };
export type Minutes = {
  commission_id: string; session_id: string; commission: string; domain: Domain | null; quorum: number; held_on: ServerDate | null; starts_at: string; state: SessionState; opened_on: ServerDate | null; closed_on: ServerDate | null;
  present: MinutesPerson[]; absent: MinutesPerson[]; cases: MinutesCase[]; signatures: { person_id: string; name: string | null; way: keyof Texts['sitting']['way']; signed_on: ServerDate; changed_since: boolean }[]; sequence: number;
};
