import type { DensityColumn } from '@/charts/Density.tsx';
import { t } from '@/i18n/index.ts';
import { dayOf, formatDate, formatMonth } from '@/lib/dates.ts';
import { addDays, daysBetween, isoToJalali } from '@/lib/jalali.ts';
import type { AuditItem, EventKind } from './types.ts';

export const KINDS: readonly EventKind[] = ['record', 'assessment', 'holding', 'work', 'commission', 'register'];
export const kindWords = () => KINDS.map((key) => ({ key, label: t.audit.kinds[key] }));

/** Days that still stand beside each other as days; a longer time is told by months. */
const DAYS_MAX = 62;

const WORK = /^(visit_|service_|calendar_|referred_to_expert|expert_|note_)/;
const HOLDING = /^(caseworker_|assignment_|training_|skills_|leave_|slot_|reservation_|family_taken|family_handed)/;
const COMMISSION = /^(referred_to|referral_|commission_|task_|session_|case_(put|taken|decided|adjourned)|decision_|participant_)/;
const RECORD = /^(family_|registration_|consent_|member_|head_|address_|safe_|category_|coverage_|center_changed|case_|attachment_)/;

/** As `kind_of` of the server's audit trail says it. */
export function kindOf(type: string): EventKind {
  if (type === 'assessment_recorded' || type === 'tier_assigned') return 'assessment';
  if (WORK.test(type)) return 'work';
  if (HOLDING.test(type)) return 'holding';
  if (COMMISSION.test(type)) return 'commission';
  return RECORD.test(type) ? 'record' : 'register';
}

type Counted = { day: string; counts: Partial<Record<EventKind, number>> };

/** Columns over a span of days, gaps included: days, or Jalali months where there would be too many. */
export function columnsOf(days: readonly Counted[], from: string, to: string): { columns: DensityColumn[]; byMonth: boolean } {
  const byMonth = daysBetween(from, to) >= DAYS_MAX;
  const keyOf = (day: string) => (byMonth ? isoToJalali(day).year * 100 + isoToJalali(day).month : day);
  const columns = new Map<string | number, DensityColumn>();
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const { year, month } = isoToJalali(day);
    const key = keyOf(day);
    if (!columns.has(key)) columns.set(key, { key: day, label: byMonth ? formatMonth(year, month) : formatDate(day), counts: {} });
  }
  for (const { day, counts } of days) {
    const column = columns.get(keyOf(day));
    if (!column) continue;
    for (const [kind, n] of Object.entries(counts)) column.counts[kind] = (column.counts[kind] ?? 0) + n;
  }
  return { columns: [...columns.values()], byMonth };
}

/** A stream's own events by the day on which they happened. */
export function daysOf(events: readonly AuditItem[]): Counted[] {
  const days = new Map<string, Counted>();
  for (const event of events) {
    const day = dayOf(event.happened_at);
    const found = days.get(day) ?? { day, counts: {} };
    const kind = kindOf(event.type);
    found.counts[kind] = (found.counts[kind] ?? 0) + 1;
    days.set(day, found);
  }
  return [...days.values()];
}
