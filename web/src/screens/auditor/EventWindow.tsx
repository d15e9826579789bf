import { useEffect, useRef, useState } from 'react';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { formatInstant, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Chip } from '@/ui/index.ts';
import type { AuditItem } from './types.ts';
import { typeWord } from './words.ts';

/** Height of a row in pixels; every row has the same, so that only those in view are drawn. */
const ROW = 64;
const VISIBLE = 7;
/** Rows drawn beyond the edges, so that scrolling shows no gap. */
const AHEAD = 6;

/** A long history as a window onto its events; a thousand of them draw as quickly as ten. */
export function EventWindow({ events, current, onPick }: { events: readonly AuditItem[]; current: number; onPick: (sequence: number) => void }) {
  const frame = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const place = events.findIndex((event) => event.sequence === current);

  // The chosen event stays in view, without taking the page along.
  useEffect(() => {
    const box = frame.current;
    if (!box || place < 0) return;
    const [from, to] = [place * ROW, (place + 1) * ROW];
    if (from < box.scrollTop || to > box.scrollTop + box.clientHeight) box.scrollTop = Math.max(0, from - ROW * 2);
  }, [place]);

  const first = Math.max(0, Math.floor(top / ROW) - AHEAD);
  const shown = events.slice(first, first + VISIBLE + AHEAD * 2);
  return (
    <div className="event-window" ref={frame} style={{ blockSize: `${Math.min(events.length, VISIBLE) * ROW}px` }} onScroll={(e) => setTop(e.currentTarget.scrollTop)} role="group" aria-label={t.audit.eventsList}>
      <ol style={{ blockSize: `${events.length * ROW}px` }}>
        {shown.map((event, n) => {
          const on = event.sequence === current;
          return (
            <li key={event.sequence} style={{ insetBlockStart: `${(first + n) * ROW}px`, blockSize: `${ROW}px` }} aria-setsize={events.length} aria-posinset={first + n + 1}>
              <button type="button" className={cx('event-row', on && 'current')} aria-current={on ? 'step' : undefined} tabIndex={on ? 0 : -1} onClick={() => onPick(event.sequence)}>
                <span className="figure event-number">{num(event.sequence)}</span>
                <span className="event-words">
                  <span className="strong">{typeWord(event.type)}</span>
                  <small className="soft"><bdi>{actorName(event.actor)}</bdi> · {formatInstant(event.happened_at)}</small>
                </span>
                <span className="cluster">
                  {event.overridden ? <Chip tone="warn">{t.audit.overridden}</Chip> : null}
                  {event.days_late > 1 ? <Chip tone="warn" icon="clock">{t.audit.lateDays(num(event.days_late))}</Chip> : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
