import { language, t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { digits, formatWeekday, num } from '@/lib/dates.ts';
import { WEEKDAYS_EN, WEEKDAYS_FA, isoToJalali } from '@/lib/jalali.ts';
import { dayOfItem, monthOf } from './days.ts';
import type { CalendarItem } from './types.ts';

const DOTS_MAX = 3;
/** Saturday first; one letter is enough above a column. */
const HEADS = [6, 0, 1, 2, 3, 4, 5].map((day) => (language === 'fa' ? WEEKDAYS_FA : WEEKDAYS_EN)[day] ?? '');

type MonthProps = { day: string; today: string; items: readonly CalendarItem[]; onChoose: (day: string) => void };

/** A Jalali month; each day says how much lies on it. */
export function Month({ day, today, items, onChoose }: MonthProps) {
  const { month } = isoToJalali(day);
  return (
    <table className="month">
      <thead><tr>{HEADS.map((head) => <th key={head} scope="col"><abbr title={head}>{head.slice(0, language === 'fa' ? 1 : 2)}</abbr></th>)}</tr></thead>
      <tbody>
        {monthOf(day).map((week) => (
          <tr key={week[0]}>
            {week.map((one) => {
              const here = items.filter((item) => dayOfItem(item, today) === one);
              const overdue = here.some((item) => item.status !== 'done' && item.state === 'overdue');
              const says = here.length > 0 ? t.caseworker.calendar.dayOf(formatWeekday(one), num(here.length)) : formatWeekday(one);
              return (
                <td key={one}>
                  <button type="button" className={cx('month-day', isoToJalali(one).month !== month && 'other', one === today && 'today', overdue && 'overdue')} aria-pressed={one === day} aria-label={says} onClick={() => onChoose(one)}>
                    <span>{digits(isoToJalali(one).day)}</span>
                    <span className="dots" aria-hidden="true">{here.slice(0, DOTS_MAX).map((item) => <i key={`${item.family.id}${item.entry_id ?? item.task_id ?? item.kind}`} className={item.status === 'done' ? 'done' : item.state} />)}</span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
