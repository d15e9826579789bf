// The answers of the API about commissions, after projections/src/commissions.
import type { Domain, NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { FamilyFile, Reception, FileDecision, FileReferral } from '../family/types.ts';

type Words = Texts['words'];
export type Urgency = keyof Words['urgency'];
export type ParticipantKind = keyof Words['participant'];
export type CaseState = keyof Words['caseState'];
export type SessionState = keyof Words['sessionState'];
export type AdjournReason = keyof Words['adjournReason'];
export type Outcome = keyof Words['outcome'];

export type CommissionCard = { id: string; name: string; domain: Domain; quorum: number; center_ids: string[]; formed_on: ServerDate; open_referrals: number; next_session: ServerDate | null; sequence: number };
export type Participant = { id: string; name: string | null; kind: ParticipantKind; agency: NamedRef | null };
export type Attendee = { kind: ParticipantKind; person_id: string };

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
export type AgendaCase = CaseCommon & { state: CaseState; reason: string | null; decision_id: string | null };
export type WaitingReferral = CaseCommon & { adjourned: number; reception: Reception; answer_by: ServerDate | null; overdue: boolean; missing: string | null; continues: string | null };

export type AgendaSession = { id: string; held_on: ServerDate; starts_at: string; state: SessionState; cases: AgendaCase[]; present: Attendee[] };
export type Agenda = { commission: Commission; sessions: AgendaSession[]; waiting: WaitingReferral[]; position: number };

export type ReferralDetail = { id: string; family_id: string; commission: NamedRef; domain: Domain; question: string | null; urgency: Urgency; referred_on: ServerDate; state: 'open' | 'decided' | 'withdrawn' | 'declined'; days_open: number; packet_sequence: number };
export type Packet = { referral: ReferralDetail; as_of_sequence: number; file: FamilyFile; now_differs: boolean; past_decisions: (FileReferral | (FileDecision & { commission?: NamedRef | null }))[] };
