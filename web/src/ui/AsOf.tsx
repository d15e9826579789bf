import { t } from '@/i18n/index.ts';
import { formatInstant, formatTime, num } from '@/lib/dates.ts';
import { hasPhone } from '@/phone/hint.ts';
import { usePhone } from '@/phone/usePhone.ts';

type AsOfProps = { /** Of the log, which the numbers count up to. */ position: number | undefined; /** When they were read, as the query knows it. */ at?: number };

const isToday = (at: number): boolean => new Date(at).toDateString() === new Date().toDateString();

/** Under the numbers of a board, once: up to where and when they are right. What a phone answers from its own store was read when it last synced. */
export function AsOf({ position, at }: AsOfProps) {
  const { status } = usePhone();
  if (position === undefined) return null;
  const read = hasPhone() ? status.synced_at : at;
  const iso = read ? new Date(read).toISOString() : null;
  return <p className="faint as-of">{iso && read && !isToday(Number(new Date(read))) ? t.boards.asOfDay(num(position), formatInstant(iso)) : t.boards.asOf(num(position), iso ? formatTime(iso) : null)}</p>;
}
