// Pure conversion between the Gregorian and the Jalali calendar, Tehran time, and
// the order in which Persian readers write dates. Nothing here knows React or the
// chosen language; `dates.ts` adds that.

export type CivilDate = { year: number; month: number; day: number };

/** Month names are ours: Intl orders Persian dates as «۱۴۰۵ آذر», which nobody writes. */
export const MONTHS_FA = ['فروردین', 'اردیبهشت', 'خرداد', 'تیر', 'مرداد', 'شهریور', 'مهر', 'آبان', 'آذر', 'دی', 'بهمن', 'اسفند'] as const;
export const MONTHS_EN = ['Farvardin', 'Ordibehesht', 'Khordad', 'Tir', 'Mordad', 'Shahrivar', 'Mehr', 'Aban', 'Azar', 'Dey', 'Bahman', 'Esfand'] as const;
/** From Sunday, as `Date.getUTCDay` counts. */
export const WEEKDAYS_FA = ['یکشنبه', 'دوشنبه', 'سه‌شنبه', 'چهارشنبه', 'پنجشنبه', 'جمعه', 'شنبه'] as const;
export const WEEKDAYS_EN = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

const MILLISECONDS_PER_DAY = 86_400_000;
/** Days from 1970-01-01 to 1 Farvardin 1. */
const JALALI_EPOCH_DAY = -492_268;
/** The 33-year rule, right for every year from 1300 to 1500. */
export function isJalaliLeap(year: number): boolean {
  return (25 * year + 11) % 33 < 8;
}

/** Days in a Jalali month, or 0 when there is no such month. */
export function jalaliMonthDays(year: number, month: number): number {
  if (month >= 1 && month <= 6) return 31;
  if (month >= 7 && month <= 11) return 30;
  return month === 12 ? (isJalaliLeap(year) ? 30 : 29) : 0;
}

/** Days between 1970-01-01 and a Jalali date. */
function jalaliToDay({ year, month, day }: CivilDate): number {
  const before = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;
  return JALALI_EPOCH_DAY + 365 * (year - 1) + Math.floor((8 * year + 21) / 33) + before + day - 1;
}

function dayToJalali(day: number): CivilDate {
  let year = Math.floor((day - JALALI_EPOCH_DAY) / 365.2424) + 1;
  while (jalaliToDay({ year: year + 1, month: 1, day: 1 }) <= day) year += 1;
  while (jalaliToDay({ year, month: 1, day: 1 }) > day) year -= 1;
  const ofYear = day - jalaliToDay({ year, month: 1, day: 1 });
  const month = ofYear < 186 ? Math.floor(ofYear / 31) + 1 : Math.floor((ofYear - 186) / 30) + 7;
  return { year, month, day: day - jalaliToDay({ year, month, day: 1 }) + 1 };
}

/** Days between 1970-01-01 and an ISO date ("2026-11-22", or an instant's first ten letters). */
export function isoToDay(iso: string): number {
  return Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / MILLISECONDS_PER_DAY);
}

export function dayToIso(day: number): string {
  return new Date(day * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);
}

export function isoToJalali(iso: string): CivilDate {
  return dayToJalali(isoToDay(iso));
}

/** The ISO date of a Jalali date, or null when that day does not exist. */
export function jalaliToIso(date: CivilDate): string | null {
  if (date.day < 1 || date.day > jalaliMonthDays(date.year, date.month)) return null;
  return dayToIso(jalaliToDay(date));
}

/** "1405-09-01", the form the server writes beside every ISO date. */
export function jalaliText({ year, month, day }: CivilDate): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function addDays(iso: string, days: number): string {
  return dayToIso(isoToDay(iso) + days);
}

/** The same day a number of Jalali years later; 30 Esfand becomes 29 in an ordinary year. */
export function addJalaliYears(iso: string, years: number): string {
  const from = isoToJalali(iso);
  const year = from.year + years;
  return dayToIso(jalaliToDay({ year, month: from.month, day: Math.min(from.day, jalaliMonthDays(year, from.month)) }));
}

export function daysBetween(fromIso: string, toIso: string): number {
  return isoToDay(toIso) - isoToDay(fromIso);
}

/** 0 is Sunday. */
export function weekday(iso: string): number {
  return (((isoToDay(iso) + 4) % 7) + 7) % 7;
}

/** Summer time ended for good with 1401; from 1401-07-01 Tehran is +03:30 all year, whatever an old browser believes. */
const FIXED_OFFSET_FROM = Date.parse('2022-09-21T20:30:00Z');
const FIXED_OFFSET_MINUTES = 210;

export type TehranTime = { iso: string; hour: number; minute: number };

/** The Tehran date and clock time of an instant. */
export function tehran(instant: Date): TehranTime {
  if (instant.getTime() >= FIXED_OFFSET_FROM) {
    const shifted = new Date(instant.getTime() + FIXED_OFFSET_MINUTES * 60_000).toISOString();
    return { iso: shifted.slice(0, 10), hour: Number(shifted.slice(11, 13)), minute: Number(shifted.slice(14, 16)) };
  }
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'Asia/Tehran', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? '';
  return { iso: `${part('year')}-${part('month')}-${part('day')}`, hour: Number(part('hour')), minute: Number(part('minute')) };
}
