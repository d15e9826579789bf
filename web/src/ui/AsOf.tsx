import { t } from '@/i18n/index.ts';
import { formatTime, num } from '@/lib/dates.ts';
import { hasPhone } from '@/phone/hint.ts';

type AsOfProps = { /** Of the log, which the numbers count up to. */ position: number | undefined; /** When they were read, as the query knows it. */ at?: number };

/** Under the numbers of a board, once: up to where and when they are right. */
export function AsOf({ position, at }: AsOfProps) {
  // What a phone answers from its own store was read when it last synced, which its own chip says.
  if (position === undefined) return null;
  const time = at && !hasPhone() ? formatTime(new Date(at).toISOString()) : null;
  return <p className="faint as-of">{t.boards.asOf(num(position), time)}</p>;
}
