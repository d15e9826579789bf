import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { dayOf, formatDayMonth, formatMonth, formatWeekday, num, today as todayIso } from '@/lib/dates.ts';
import { addDays, isoToJalali } from '@/lib/jalali.ts';
import { AsOf, Button, Count, Disclosure, Empty, IconButton, Loaded, Page, PaperHead, PrintButton } from '@/ui/index.ts';
import type { CalendarView } from '../routes.ts';
import { Feed } from './Feed.tsx';
import { Item, keyOfItem } from './Item.tsx';
import { Month } from './Month.tsx';
import { dayOfItem, isOpenOn, monthOf, otherMonth, weekOf } from './days.ts';
import type { CalendarDays, CalendarItem } from './types.ts';
import './calendar.css';

const CALENDAR_VIEWS: readonly CalendarView[] = ['agenda', 'week', 'month'];

const AGENDA_DAYS = 41;

function range(view: CalendarView, day: string): { from: string; to: string } {
  if (view === 'agenda') return { from: day, to: addDays(day, AGENDA_DAYS) };
  const days = view === 'week' ? weekOf(day) : monthOf(day).flat();
  return { from: days[0] ?? day, to: days.at(-1) ?? day };
}

/** The things of one day, under its name. */
function Day({ day, today, items, always = false }: { day: string; today: string; items: readonly CalendarItem[]; always?: boolean }) {
  if (items.length === 0 && !always) return null;
  return (
    <section className="stack-tight" aria-labelledby={`day-${day}`}>
      <div className="group-head"><h2 id={`day-${day}`}>{day === today ? `${t.common.today}${t.common.listComma}${formatWeekday(day)}` : formatWeekday(day)}</h2>{items.length > 0 ? <Count n={items.length} /> : null}</div>
      {items.length === 0 ? <p className="faint">{t.caseworker.calendar.freeDay}</p> : <ul className="cards">{items.map((item) => <li key={keyOfItem(item)}><Item item={item} /></li>)}</ul>}
    </section>
  );
}

function Agenda({ days }: { days: CalendarDays }) {
  const today = days.today.iso;
  const overdue = days.items.filter((item) => item.status !== 'done' && item.due.iso < today);
  const rest = days.items.filter((item) => !overdue.includes(item));
  const dates = [...new Set(rest.map((item) => dayOfItem(item, today)))].sort();
  if (days.items.length === 0) return <Empty icon="calendar" title={t.caseworker.calendar.nothing} />;
  return (
    <div className="stack-wide">
      {overdue.length > 0 ? (
        <section className="stack-tight" aria-labelledby="day-overdue">
          <div className="group-head overdue"><h2 id="day-overdue">{t.words.due.overdue}</h2><Count n={overdue.length} /></div>
          <ul className="cards">{overdue.map((item) => <li key={keyOfItem(item)}><Item item={item} /></li>)}</ul>
        </section>
      ) : null}
      {dates.map((day) => <Day key={day} day={day} today={today} items={rest.filter((item) => dayOfItem(item, today) === day)} />)}
    </div>
  );
}

function Week({ days, day }: { days: CalendarDays; day: string }) {
  const today = days.today.iso;
  const week = weekOf(day);
  const last = week.at(-1) ?? day;
  const beyond = days.items.filter((item) => item.status !== 'done' && dayOfItem(item, today) > last);
  return (
    <div className="stack-wide">
      {week.map((one) => <Day key={one} day={one} today={today} items={days.items.filter((item) => dayOfItem(item, today) === one)} always />)}
      {beyond.length > 0 ? <Disclosure summary={t.caseworker.calendar.openThisWeek(num(beyond.length))}><ul className="cards">{beyond.map((item) => <li key={keyOfItem(item)}><Item item={item} /></li>)}</ul></Disclosure> : null}
    </div>
  );
}

function MonthView({ days, day, onChoose }: { days: CalendarDays; day: string; onChoose: (day: string) => void }) {
  const today = days.today.iso;
  const here = days.items.filter((item) => dayOfItem(item, today) === day);
  const open = days.items.filter((item) => !here.includes(item) && isOpenOn(item, day));
  return (
    <div className="stack-wide">
      <Month day={day} today={today} items={days.items} onChoose={onChoose} />
      <Day day={day} today={today} items={here} always />
      {open.length > 0 ? <Disclosure summary={t.caseworker.calendar.openThatDay(num(open.length))}><ul className="cards">{open.map((item) => <li key={keyOfItem(item)}><Item item={item} /></li>)}</ul></Disclosure> : null}
    </div>
  );
}

/** What lies ahead and what was done: as a list, a week, a Jalali month. */
export function Calendar() {
  const { view = 'agenda', day: chosen } = useSearch({ from: '/shell/calendar' });
  const navigate = useNavigate();
  const day = chosen ?? todayIso();
  const query = range(view, day);
  const days = useApi<CalendarDays>('/caseworkers/me/calendar', { query, streams: ['family', 'caseworker'], keepPrevious: true });
  const go = (next: { view?: CalendarView; day?: string }) => void navigate({ to: '/calendar', search: { view: next.view ?? view, day: next.day ?? day }, replace: true });
  const { year, month } = isoToJalali(day);
  const week = weekOf(day);
  const title = view === 'month' ? formatMonth(year, month) : `${formatDayMonth(week[0] ?? day)} – ${formatDayMonth(week.at(-1) ?? day)}`;
  const step = (by: 1 | -1): string => (view === 'month' ? otherMonth(day, by) : addDays(day, 7 * by));
  return (
    <Page title={t.caseworker.menu.calendar} actions={<PrintButton />}>
      <PaperHead what={view === 'agenda' ? t.words.calendar : `${t.words.calendar} · ${title}`} />
      <div className="stack paper">
        <div className="cluster" role="group" aria-label={t.caseworker.calendar.views}>
          {CALENDAR_VIEWS.map((one) => <Button key={one} small variant={one === view ? 'primary' : 'secondary'} aria-pressed={one === view} onPress={() => go({ view: one, ...(one === 'agenda' ? { day: todayIso() } : {}) })}>{t.caseworker.calendar.view[one]}</Button>)}
        </div>
        {view === 'agenda' ? null : (
          <div className="spread">
            <IconButton icon="chevron" back label={t.caseworker.calendar.before} onPress={() => go({ day: step(-1) })} />
            <span className="strong" aria-live="polite">{title}</span>
            <span className="cluster">
              {day === todayIso() ? null : <Button small variant="quiet" onPress={() => go({ day: todayIso() })}>{t.common.today}</Button>}
              <IconButton icon="chevron" label={t.caseworker.calendar.after} onPress={() => go({ day: step(1) })} />
            </span>
          </div>
        )}
        <Loaded query={days} rows={6}>
          {(found) => (
            <>
              {view === 'month' ? <MonthView days={found} day={dayOf(day)} onChoose={(to) => go({ day: to })} /> : view === 'week' ? <Week days={found} day={day} /> : <Agenda days={found} />}
              <AsOf position={found.position} at={days.dataUpdatedAt} />
            </>
          )}
        </Loaded>
        <Feed />
      </div>
    </Page>
  );
}
