// What may be done to many families at once, and how it is called back.
import type { ProblemBody } from '@/api/problem.ts';
import type { Domain } from '@/api/types.ts';
import { draftKey } from '@/lib/drafts.ts';
import type { Capacity } from '@/screens/family/types.ts';

export type Operation = 'plan_entry' | 'send_to_agency';

export type ManyItem = { family_id: string; outcome: 'done' | 'refused'; ids?: Record<string, string>; problem?: ProblemBody };
export type ManyDone = { tried: boolean; done: number; refused: number; items: ManyItem[]; position: number };
export type ManyBody = { operation: string; families: { family_id: string; part_id?: string | null }[]; command: object; try_only: boolean };

export type Draft = { operation: Operation; domain: Domain | null; kind: string | null; capacity: Capacity; title: string; window_from: string | null; window_to: string | null; agency: string | null; sent_on: string | null };

/** The operation's own body. */
export function commandOf(draft: Draft): object {
  if (draft.operation === 'send_to_agency') return { agency_id: draft.agency, sent_on: draft.sent_on };
  const { domain, kind, capacity, title, window_from: from, window_to: to } = draft;
  return { domain, kind, capacity, title: title.trim() || null, window_from: from, window_to: to };
}

const BACK = { plan_entry: ['cancel_entry', 'entry_id'], send_to_agency: ['withdraw_sending', 'sending_id'] } as const;

/** What calls it back wherever it was done. */
export function undoOf(operation: Operation, items: readonly ManyItem[], reason: string): ManyBody {
  const [undo, part] = BACK[operation];
  const families = items.filter((one) => one.outcome === 'done').map((one) => ({ family_id: one.family_id, part_id: one.ids?.[part] ?? null }));
  return { operation: undo, families, command: { reason }, try_only: false };
}

/** How long all of it can be called back at once. */
export const UNDO_MILLISECONDS = 30 * 60_000;

/** Kept as forms are: in this tab, under the own account, gone when it signs out. */
const keyOf = (user: string): string => draftKey(user, 'many');
type Kept = { operation: Operation; items: ManyItem[]; at: number };

/** The last change of this tab, while it can be called back; ids and nothing else of anybody. */
export function lastChange(user: string, now = Date.now()): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keyOf(user)) ?? 'null') as Kept | null;
    return kept && now - kept.at < UNDO_MILLISECONDS ? kept : null;
  } catch {
    return null;
  }
}

export function keepChange(user: string, change: Kept | null): void {
  try {
    if (change) sessionStorage.setItem(keyOf(user), JSON.stringify({ ...change, items: change.items.filter((one) => one.outcome === 'done').map(({ family_id, outcome, ids }) => ({ family_id, outcome, ids })) }));
    else sessionStorage.removeItem(keyOf(user));
  } catch {
    // Where storage is switched off it can be called back until the page is left.
  }
}
