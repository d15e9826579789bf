// The answers of the API about forgetting.
import type { ActorRef, NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type ErasureGround = keyof Texts['erasure']['ground'];
export type ErasureState = keyof Texts['erasure']['state'];

/** A request as a second person sees it: no name, no word. */
export type ErasureView = {
  id: string; family_id: string | null; file_number: string; center: NamedRef | null; one_member: boolean; ground: ErasureGround; state: ErasureState; requested_on: ServerDate; requested_by: ActorRef;
  decided_on: ServerDate | null; decided_by: ActorRef | null; persons: number | null; event_id: string | null; event_position: number | null;
};
export type ErasureCertificate = { erasure: ErasureView; carried_out: boolean; read_models_purged: boolean; issued_at: ServerDate };
export type KeptFile = { family_id: string; file_number: string; family_name: string | null; closed_on: ServerDate; kept_until: ServerDate; waits: boolean };
