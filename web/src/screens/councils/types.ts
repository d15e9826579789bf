import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['councils'];
export type CouncilKind = keyof Words['kinds'];
export type CouncilRole = keyof Words['roles'];
export type Direction = keyof Words['directions'];
export type CouncilCard = {
  id: string; kind: CouncilKind | null; name: string; place: NamedRef | null; formed_on: ServerDate; dissolved_on: ServerDate | null; seats: number; sessions: number; person_hours: number; approvals: number; obstacles_open: number;
  next_session: ServerDate | null; sequence: number;
};
export type CouncilSeat = { agency: NamedRef; role: CouncilRole | null; given_on: ServerDate };
export type CouncilSession = { id: string; state: keyof Words['state']; called_for: ServerDate | null; held_on: ServerDate | null; hours: number; persons: number; person_hours: number; attendance: { agency: NamedRef | null; persons: number; hours: number }[] };
export type Approval = { id: string; number: string; subject: string; approved_on: ServerDate; session_id: string | null };
export type Letter = { id: string; direction: Direction | null; number: string; correspondent: string; subject: string; dated_on: ServerDate };
export type Obstacle = { id: string; text: string; owner: NamedRef | null; session_id: string | null; raised_on: ServerDate; closed_on: ServerDate | null; days: number; steps: { kind: string; note: string; owner: NamedRef | null; on: ServerDate }[] };
export type CouncilView = CouncilCard & { by_law: string | null; seats_list: CouncilSeat[]; sessions_list: CouncilSession[]; approvals_list: Approval[]; letters: Letter[]; obstacles: Obstacle[]; position: number };
export type CouncilCounts = { kind: CouncilKind; bodies: number; sessions: number; hours: number; person_hours: number; approvals: number; obstacles_raised: number; obstacles_closed: number; obstacles_open: number };
export type CouncilReport = { from: ServerDate | null; until: ServerDate; kinds: CouncilCounts[]; position: number };
