// What screens ask for, answered from the phone: the same shapes as the server's, with what waits in the outbox taken into account.
import type { Row } from '@/offline/types.ts';
import { unsent } from '@/offline/outbox.ts';
import { daysBetween } from '@/lib/jalali.ts';

type Document = Record<string, unknown>;
type Query = Record<string, unknown>;
type Paged = { items: Document[]; next: string | null; total?: number; position: number };
type DueItem = { due: { iso: string }; state: string; days: number; entry_id: string | null; kind: string; family: { id: string } };

const page = (items: Document[], position = 0): Paged => ({ items, next: null, total: items.length, position });

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Letters that Persian keyboards write in several ways. */
const fold = (value: string): string => value.replaceAll('ي', 'ی').replaceAll('ك', 'ک').replaceAll('\u200c', ' ').trim().toLowerCase();

/** Families by what a list is asked for. */
export function families(all: Paged, query: Query): Paged {
  const q = fold(text(query['q']));
  const items = all.items.filter((card) => {
    if (query['tier'] && card['tier'] !== query['tier']) return false;
    if (query['state'] && card['state'] !== query['state']) return false;
    // Where a family under threat lives is told by no list.
    if (query['neighborhood_id'] && ((card['neighborhood'] as Row | null)?.['id'] !== query['neighborhood_id'] || card['address_under_threat'])) return false;
    if (query['awaits'] && (card['baseline_tier'] || card['consent'] !== (query['awaits'] === 'consent' ? 'not_asked' : 'given'))) return false;
    return !q || fold(text(card['family_name'])).includes(q) || text(card['file_number']).toLowerCase().includes(q);
  });
  return page(items, all.position);
}

const stateOf = (days: number): string => (days < 0 ? 'overdue' : days === 0 ? 'today' : days <= 7 ? 'this_week' : 'later');

/** Calendar entries that work in the outbox has carried out or called off. */
function settledEntries(rows: readonly Row[]): Set<string> {
  const entries = new Set<string>();
  for (const { work } of unsent(rows)) {
    if (['complete_entry', 'miss_entry', 'cancel_entry'].includes(work.operation) && work.part_id) entries.add(work.part_id);
    const done = work.command['entries_done'];
    if (Array.isArray(done)) for (const id of done) entries.add(String(id));
    if (typeof work.command['entry_id'] === 'string') entries.add(work.command['entry_id']);
  }
  return entries;
}

type CalendarItem = DueItem & { window_from: { iso: string } | null; status: string; done_on: { iso: string } | null };

/** The open items that no work in the outbox has settled, counted from today. */
function stillOpen<I extends DueItem>(items: readonly I[], rows: readonly Row[], today: string): I[] {
  const settled = settledEntries(rows);
  const visited = new Set(unsent(rows).filter(({ work }) => work.operation === 'record_visit').map(({ work }) => work.family_id));
  return items
    .filter((item) => !(item.entry_id && settled.has(item.entry_id)) && !(item.kind === 'visit_due' && visited.has(item.family.id)))
    .map((item) => {
      const days = daysBetween(today, item.due.iso);
      return { ...item, days, state: stateOf(days) };
    });
}

/** Some days of the calendar, as the server cuts them: what is open on any of them, what was done on one, and with today among them what is overdue. */
export function calendar(document: Document, rows: readonly Row[], query: Query, today: string): Document {
  const from = text(query['from']) || today;
  const to = text(query['to']) || from;
  const all = document['items'] as CalendarItem[];
  const done = all.filter((item) => item.done_on && from <= item.done_on.iso && item.done_on.iso <= to);
  const within = from <= today && today <= to;
  const open = stillOpen(all.filter((item) => !item.done_on), rows, today)
    .filter((item) => ((item.window_from ?? item.due).iso <= to && item.due.iso >= from) || (within && item.due.iso < today));
  return { ...document, from: { iso: from, jalali: '' }, to: { iso: to, jalali: '' }, today: { iso: today, jalali: '' }, items: [...open, ...done] };
}

/** The queue of the day as of today: days pass on a phone too, and what is done is done though the server does not know it yet. */
export function queue(document: Document, rows: readonly Row[], today: string): Document {
  const items = stillOpen(document['items'] as DueItem[], rows, today);
  const counts: Record<string, number> = { overdue: 0, today: 0, this_week: 0, later: 0 };
  for (const { state } of items) counts[state] = (counts[state] ?? 0) + 1;
  return { ...document, items, counts };
}
