import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import type { ContactWindow } from '@/screens/family/types.ts';

/** The hour and the day of the week in Tehran, Saturday 0. */
export function tehranNow(now: Date): { hour: string; day: number } {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Tehran', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return { hour: `${part('hour')}:${part('minute')}`, day: ['Sat', 'Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri'].indexOf(part('weekday')) };
}

/** Whether the family may be reached at this moment. Both ends of the hours count. */
export function isSafeNow(window: ContactWindow, now: Date): boolean {
  const { hour, day } = tehranNow(now);
  const days = window.days ?? [];
  if (days.length > 0 && !days.includes(day)) return false;
  return !window.from || !window.until || (hour >= window.from && hour <= window.until);
}

/** The safe way and hours in one line. */
export function windowText(window: ContactWindow): string {
  const days = window.days ?? [];
  return [
    t.voice.contactWay[window.way],
    days.length === 0 ? t.voice.allDays : days.map((day) => t.voice.weekday[day] ?? '').join(t.common.listComma),
    window.from && window.until ? t.voice.hours(digits(window.from), digits(window.until)) : t.voice.anyHour,
    window.may_leave_message ? t.voice.leaveMessage : t.voice.noMessage,
  ].join(' · ');
}
