import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { dueState, formatDate, formatDayMonth, formatWeekday } from '@/lib/dates.ts';
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

const forWhom = (entry: FileEntry): string => (entry.member ? (entry.member.name ?? t.family.nameErased) : t.family.wholeFamily);

function closedOn(entry: FileEntry): string {
  const on = entry.done_on ?? entry.missed_on;
  return on ? formatDate(on) : windowWords(entry);
}

type CalendarProps = { file: FamilyFile; actions?: ReactNode; entryActions?: (entry: FileEntry) => ReactNode };

/** The aid calendar: what is ahead by urgency, what is past behind a fold. */
export function CalendarPart({ file, actions, entryActions }: CalendarProps) {
  const words = useVocabulary();
  const planned = sorted(file.calendar.filter((e) => e.status === 'planned'), (a, b) => a.window_to.iso.localeCompare(b.window_to.iso));
  const past = sorted(file.calendar.filter((e) => e.status !== 'planned'), (a, b) => b.window_to.iso.localeCompare(a.window_to.iso));
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
            foot={entryActions ? <span className="cluster">{entryActions(e)}</span> : null}
          />
        )}
      />
      {past.length > 0 ? (
        <Disclosure summary={t.family.past} open={planned.length === 0}>
          <ul className="cards">
            {past.map((e) => (
              <li key={e.id}>
                <Row who={entryTitle(e, words)} what={<>{forWhom(e)} · {closedOn(e)}{e.reason ? <> · <bdi>{e.reason}</bdi></> : null}</>} aside={<Chip tone={TONES[e.status]}>{t.family.entryState[e.status]}</Chip>} />
              </li>
            ))}
          </ul>
        </Disclosure>
      ) : null}
    </div>
  );
}
