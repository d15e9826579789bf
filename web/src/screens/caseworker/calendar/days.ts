// Which days a view shows, and on which day a thing lies. Weeks begin on Saturday.
import { addDays, isoToJalali, jalaliMonthDays, jalaliToIso, weekday } from '@/lib/jalali.ts';
import type { CalendarItem } from './types.ts';

const DAYS_OF_WEEK = 7;

/** 0 is Saturday. */
export const placeInWeek = (iso: string): number => (weekday(iso) + 1) % DAYS_OF_WEEK;

export const startOfWeek = (iso: string): string => addDays(iso, -placeInWeek(iso));

export const weekOf = (iso: string): string[] => Array.from({ length: DAYS_OF_WEEK }, (_, n) => addDays(startOfWeek(iso), n));

/** The weeks that hold a Jalali month, whole. */
export function monthOf(iso: string): string[][] {
  const { year, month } = isoToJalali(iso);
  const first = jalaliToIso({ year, month, day: 1 }) ?? iso;
  const last = addDays(first, jalaliMonthDays(year, month) - 1);
  const weeks: string[][] = [];
  for (let start = startOfWeek(first); start <= last; start = addDays(start, DAYS_OF_WEEK)) weeks.push(weekOf(start));
  return weeks;
}

/** The same day of a neighboring Jalali month, or its last. */
export function otherMonth(iso: string, by: 1 | -1): string {
  const { year, month, day } = isoToJalali(iso);
  const to = month + by;
  const there = to < 1 ? { year: year - 1, month: 12 } : to > 12 ? { year: year + 1, month: 1 } : { year, month: to };
  return jalaliToIso({ ...there, day: Math.min(day, jalaliMonthDays(there.year, there.month)) }) ?? iso;
}

/** The day a thing belongs to: when it was done, or its last day; what is overdue belongs to today. */
export function dayOfItem(item: CalendarItem, today: string): string {
  if (item.done_on) return item.done_on.iso;
  return item.due.iso < today ? today : item.due.iso;
}

/** Whether it may be done on the day though its last day is another. */
export const isOpenOn = (item: CalendarItem, day: string): boolean => item.status !== 'done' && item.window_from !== null && item.window_from.iso <= day && day < item.due.iso;
