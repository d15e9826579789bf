// The answers of the API about what is opened beyond the everyday, after `projections/src/trust`.
import type { ActorRef, NamedRef } from '@/api/types.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type OpenNow = { id: string; family_id: string; file_number: string; kind: 'glass' | 'reveal'; purpose: string | null; until: ServerDate };
export type GlassNotice = { id: string; family_id: string; file_number: string; purpose: string | null; by: ActorRef; center: NamedRef | null; reason: string | null; opened_at: ServerDate; until: ServerDate };
export type WaitingKind =
  | 'glass_broken' | 'commission_silent' | 'referral_late' | 'referral_new' | 'referral_returned' | 'referral_declined' | 'family_request' | 'late_work'
  | 'comparison' | 'task_new' | 'task_late' | 'program_part_new' | 'program_part_late' | 'work_late' | 'session_called' | 'erasure' | 'family_handed_over' | 'tier_proposal' | 'tier_proposal_declined';
export type WaitingCount = { kind: WaitingKind; count: number; more: boolean; since: ServerDate };
export type Notices = { open: OpenNow[]; told: GlassNotice[]; waiting: WaitingCount[]; position?: number; /** Without a network nobody knows. */ unknown?: true };

export type Comparison = {
  id: string; family_id: string; file_number: string; family_name: string | null; by: ActorRef; center: NamedRef | null;
  names: string | null; birth_year: number | null; phone: string | null; national_id_matches: boolean; asked_on: ServerDate;
};
export type AskedComparison = { id: string; names: string | null; asked_on: ServerDate; answer: 'waiting' | 'same' | 'not_same' };
export type Comparisons = { to_answer: Comparison[]; asked: AskedComparison[] };

export type RevealedAddress = { family_id: string; file_number: string; neighborhood: NamedRef; address: string | null; safe_contact: string | null; phones: { name: string | null; phone: string }[]; until: ServerDate | null };

export type Opening = { id: number; actor: ActorRef; operation: string; subject: string; ground: string; unusual: boolean; via: string; accessed_at: ServerDate };
