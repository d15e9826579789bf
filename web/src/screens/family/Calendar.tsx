import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { dueState, formatDate, formatDayMonth, formatWeekday, num } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import { Chip, DomainChip, DueChip, DueGroups, Disclosure, Empty, Row, type Tone } from '@/ui/index.ts';
import { useVocabulary, type Vocabulary } from './data.ts';
import type { EntryState, FamilyFile, FileEntry } from './types.ts';

const TONES: Record<EntryState, Tone> = { planned: 'info', done: 'good', missed: 'bad', cancelled: 'quiet' };

/** What is to be done, in the person's own words where there are some. */
export const entryTitle = (entry: FileEntry, words: Vocabulary): string => entry.title ?? words.kind(entry.kind);

/** «۱ تا ۵ آذر», or one day. */
export const windowWords = (entry: Pick<FileEntry, 'window_from' | 'window_to'>): string =>
  entry.window_from.iso === entry.window_to.iso ? formatWeekday(entry.window_to) : t.family.window(formatDayMonth(entry.window_from), formatDayMonth(entry.window_to));

/** Whose last word is not said: planned, or missed and neither made up for nor dropped. */
export const isOpen = (entry: FileEntry): boolean => entry.status === 'planned' || entry.status === 'missed';

/** Whether doing it on the day is late, and says why. */
export const isLate = (entry: FileEntry, day: string | null): boolean => entry.status === 'missed' || (day !== null && day > entry.window_to.iso);

/** Open entries, the most urgent first. */
export const openEntries = (file: FamilyFile): FileEntry[] => sorted(file.calendar.filter(isOpen), (a, b) => a.window_to.iso.localeCompare(b.window_to.iso));

const forWhom = (entry: FileEntry): string => (entry.member ? (entry.member.name ?? t.family.nameErased) : t.family.wholeFamily);

function Notes({ entry, file, words }: { entry: FileEntry; file: FamilyFile; words: Vocabulary }) {
  const goal = file.goals.find((one) => one.id === entry.goal_id);
  return (
    <>
      {entry.status === 'missed' ? <Chip tone="bad" icon="alert">{t.family.missedStill}</Chip> : null}
      {entry.series ? <Chip>{t.family.seriesOf(num(entry.series.number), num(entry.series.of))}</Chip> : null}
      {goal ? <Chip icon="flag">{words.indicator(goal.indicator)}</Chip> : null}
      {entry.remind_days === null ? null : <Chip icon="clock">{entry.remind_days === 0 ? t.family.remindSameDay : t.family.remindBefore(num(entry.remind_days))}</Chip>}
    </>
  );
}

function closedOn(entry: FileEntry): string {
  const on = entry.done_on ?? entry.missed_on;
  return on ? formatDate(on) : windowWords(entry);
}

type CalendarProps = { file: FamilyFile; actions?: ReactNode; entryActions?: (entry: FileEntry) => ReactNode };

/** The aid calendar: what is ahead by urgency, what is past behind a fold. */
export function CalendarPart({ file, actions, entryActions }: CalendarProps) {
  const words = useVocabulary();
  const planned = openEntries(file);
  const past = sorted(file.calendar.filter((e) => !isOpen(e)), (a, b) => b.window_to.iso.localeCompare(a.window_to.iso));
  return (
    <div className="stack">
      {actions ? <div className="cluster">{actions}</div> : null}
      {file.calendar.length === 0 ? <Empty icon="calendar" title={t.family.calendarEmpty} /> : null}
      <DueGroups
        items={planned}
        keyOf={(e) => e.id}
        stateOf={(e) => dueState(e.window_to)}
        row={(e, state) => (
          <Row
            edge={state}
            who={entryTitle(e, words)}
            what={<>{forWhom(e)} · {windowWords(e)} · {t.family.capacity[e.capacity]}</>}
            aside={<><DueChip date={e.window_to} /><DomainChip domain={e.domain} /></>}
            foot={<span className="stack-tight"><span className="cluster"><Notes entry={e} file={file} words={words} /></span>{entryActions ? <span className="cluster">{entryActions(e)}</span> : null}</span>}
          />
        )}
      />
      {past.length > 0 ? (
        <Disclosure summary={t.family.past} open={planned.length === 0}>
          <ul className="cards">
            {past.map((e) => (
              <li key={e.id}>
                <Row who={entryTitle(e, words)} what={<>{forWhom(e)} · {closedOn(e)}{e.late_reason ?? e.reason ? <> · <bdi>{e.late_reason ?? e.reason}</bdi></> : null}</>} aside={<Chip tone={e.late ? 'warn' : TONES[e.status]}>{e.late ? t.family.doneLate : t.family.entryState[e.status]}</Chip>} />
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </div>
  );
}
