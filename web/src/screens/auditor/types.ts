// The answers of the API about the audit, after services/api/src/routes/{audit,families/replay}.rs.
import type { ActorRef } from '@/api/types.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { FamilyFile, TimelineEvent } from '../family/types.ts';

/** A value of the file as JSON. */
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

export type Change = { path: string; before: Json; after: Json };

export type ReplayEvent = TimelineEvent & { device: string | null };
export type Replay = { sequence: number; last_sequence: number; state: FamilyFile; event: ReplayEvent; changes: Change[] };

export type AuditItem = {
  position: number;
  stream: string;
  stream_id: string;
  sequence: number;
  type: string;
  actor: ActorRef;
  happened_at: ServerDate & { precision: 'instant' | 'day' | 'about' };
  recorded_at: ServerDate;
  file_number: string | null;
};

export type AccessItem = { id: number; actor: ActorRef; operation: string; subject: string; ground: string; unusual: boolean; via: string; accessed_at: ServerDate };
