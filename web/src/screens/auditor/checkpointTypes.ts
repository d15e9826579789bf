// The answers of the API about checkpoints, after services/api/src/routes/checkpoints.rs.
import type { ServerDate } from '@/lib/dates.ts';

/** A signed checkpoint as the database has its copy. */
export type CheckpointItem = {
  number: number;
  holds: boolean;
  position: number | null;
  streams: number | null;
  signed_at: ServerDate | null;
  root: string | null;
  series: number | null;
  begins: string | null;
  fingerprint: string | null;
};
export type CheckpointList = { items: CheckpointItem[]; next: string | null; position: number; keeper: { seen_at: ServerDate; fault: string | null } | null };
export type CheckpointView = CheckpointItem & { note: string; public_key: string | null; qr: { side: number; path: string } | null };
