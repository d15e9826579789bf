// What stands in the parts of a date field, and what is wrong with it. The field's library would quietly make the nearest day of it: «۳۱ آذر» would be
// sent as the thirtieth.
import { CalendarDate, PersianCalendar } from '@internationalized/date';
import { t } from '@/i18n/index.ts';
import { formatMonth, num } from '@/lib/dates.ts';

const PERSIAN = new PersianCalendar();
const MONTHS = 12;
/** «۹۹» is no year: nobody can say which was meant. */
const FIRST_YEAR = 1000;

export type Typed = { year: number | null; month: number | null; day: number | null };
export const PARTS = ['day', 'month', 'year'] as const;

/** Null where the parts are a day of the Jalali calendar, or all are empty. */
export function faultOf({ year, month, day }: Typed): string | null {
  if (year === null && month === null && day === null) return null;
  if (year === null || month === null || day === null) return t.common.dateIncomplete;
  if (month < 1 || month > MONTHS) return t.common.monthOf(num(1), num(MONTHS));
  if (year < FIRST_YEAR) return t.common.yearOf;
  const days = PERSIAN.getDaysInMonth(new CalendarDate(PERSIAN, year, month, 1));
  return day < 1 || day > days ? t.common.dayOf(formatMonth(year, month), num(1), num(days)) : null;
}

/** A year of fewer digits is still being typed. */
export const unfinished = (year: number): boolean => year < FIRST_YEAR;
