// Dates and numbers in the chosen language, ordered as its readers write them.
import { language, t } from '@/i18n/index.ts';
import { toPersianDigits } from './digits.ts';
import { MONTHS_EN, MONTHS_FA, WEEKDAYS_EN, WEEKDAYS_FA, daysBetween, isoToJalali, tehran, weekday } from './jalali.ts';

/** The server's dates: a civil day, or an instant whose `iso` ends in Z. */
export type ServerDate = { iso: string; jalali: string };
/** What the helpers below accept: an ISO text or the server's pair. */
export type AnyDate = string | ServerDate;

const months = language === 'fa' ? MONTHS_FA : MONTHS_EN;
const weekdays = language === 'fa' ? WEEKDAYS_FA : WEEKDAYS_EN;
const NUMBERS = language === 'fa' ? 'fa-IR' : 'en-GB';
const grouped = new Intl.NumberFormat(NUMBERS);
const percents = new Intl.NumberFormat(NUMBERS, { style: 'percent', maximumFractionDigits: 0 });
const decimals = new Intl.NumberFormat(NUMBERS, { maximumFractionDigits: 1 });
const probabilities = new Intl.NumberFormat(NUMBERS, { minimumFractionDigits: 3, maximumFractionDigits: 3 });

/** A count with digits and separators of the language: «۱٬۲۳۴». */
export const num = (n: number): string => grouped.format(n);
/** A share between 0 and 1 as whole percent. */
export const percent = (share: number): string => percents.format(share);
/** At most one digit after the point. */
export const decimal = (n: number): string => decimals.format(n);
/** Three digits after the point. */
export const probability = (n: number): string => probabilities.format(n);
/** A text's digits in the language, nothing else changed: years, file numbers, phone numbers. */
export const digits = (text: string | number): string => (language === 'fa' ? toPersianDigits(String(text)) : String(text));

/** The civil day in Tehran. An instant is moved to Tehran first. */
export function dayOf(date: AnyDate): string {
  const iso = typeof date === 'string' ? date : date.iso;
  return iso.length > 10 ? tehran(new Date(iso)).iso : iso;
}

/** «۱ آذر ۱۴۰۵» */
export function formatDate(date: AnyDate): string {
  const { year, month, day } = isoToJalali(dayOf(date));
  return `${digits(day)} ${months[month - 1] ?? ''} ${digits(year)}`;
}

/** «۱ آذر», for dates of this year in tight places; another year is added. */
export function formatDayMonth(date: AnyDate): string {
  const { year, month, day } = isoToJalali(dayOf(date));
  const short = `${digits(day)} ${months[month - 1] ?? ''}`;
  return year === isoToJalali(today()).year ? short : `${short} ${digits(year)}`;
}

/** «یکشنبه ۱ آذر» */
export function formatWeekday(date: AnyDate): string {
  return `${weekdays[weekday(dayOf(date))] ?? ''} ${formatDayMonth(date)}`;
}

/** «۱۴۰۵/۰۹/۰۱», for tables. */
export function formatShort(date: AnyDate): string {
  const { year, month, day } = isoToJalali(dayOf(date));
  return digits(`${year}/${String(month).padStart(2, '0')}/${String(day).padStart(2, '0')}`);
}

/** «آذر ۱۴۰۵» */
export function formatMonth(year: number, month: number): string {
  return `${months[month - 1] ?? ''} ${digits(year)}`;
}

/** «۱۴:۰۵» in Tehran. */
export function formatTime(date: AnyDate): string {
  const { hour, minute } = tehran(new Date(typeof date === 'string' ? date : date.iso));
  return digits(`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
}

/** «۱ آذر ۱۴۰۵، ۱۴:۰۵»; a civil day has no time to show. */
export function formatInstant(date: AnyDate): string {
  const iso = typeof date === 'string' ? date : date.iso;
  if (iso.length <= 10) return formatDate(iso);
  return `${formatDate(iso)}${language === 'fa' ? '،' : ','} ${formatTime(iso)}`;
}

let serverToday: string | null = null;

/** The server's day, told by `/meta`, wins over a phone with a wrong clock. */
export function setToday(iso: string): void {
  serverToday = iso;
}

/** Today's ISO date in Tehran. */
export function today(): string {
  return serverToday ?? tehran(new Date()).iso;
}

/** The Jalali year we are in. */
export function thisYear(): number {
  return isoToJalali(today()).year;
}

export type DueState = 'overdue' | 'today' | 'this_week' | 'later' | 'none';

/** Days until a date; negative when it has passed. */
export function daysUntil(date: AnyDate): number {
  return daysBetween(today(), dayOf(date));
}

export function dueState(date: AnyDate | null | undefined): DueState {
  if (date === null || date === undefined) return 'none';
  const days = daysUntil(date);
  if (days < 0) return 'overdue';
  if (days === 0) return 'today';
  return days <= 7 ? 'this_week' : 'later';
}

/** «۱۰ روز دیرکرد», «امروز», «۳ روز دیگر» for something due. */
export function dueWords(date: AnyDate): string {
  const days = daysUntil(date);
  if (days < 0) return t.common.daysLate(num(-days));
  if (days === 0) return t.common.today;
  return days === 1 ? t.common.tomorrow : t.common.inDays(num(days));
}

/** «۳ روز پیش» for something that happened; far dates are written out. */
export function agoWords(date: AnyDate): string {
  const days = -daysUntil(date);
  if (days === 0) return t.common.today;
  if (days === 1) return t.common.yesterday;
  return days > 0 && days <= 30 ? t.common.daysAgo(num(days)) : formatDate(date);
}
