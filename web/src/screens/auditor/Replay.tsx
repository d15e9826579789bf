import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useApi } from '@/api/index.ts';
import { Density } from '@/charts/Density.tsx';
import { t } from '@/i18n/index.ts';
import { dayOf, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Disclosure, LinkButton, Loaded, Notice, Page } from '@/ui/index.ts';
import { FamilyFileView } from '../family/FamilyFileView.tsx';
import { useVocabulary } from '../family/data.ts';
import type { FamilyFile } from '../family/types.ts';
import { RevealBehind } from '../trust/RevealAddress.tsx';
import { Changes } from './Changes.tsx';
import { save, useSettled, useStreamEvents, type StreamEvents } from './data.ts';
import { columnsOf, daysOf, kindWords } from './density.ts';
import { DownloadCase } from './DownloadCase.tsx';
import { EventCard } from './EventCard.tsx';
import { EventWindow } from './EventWindow.tsx';
import { nameOf, titleOfStream } from './names.ts';
import { Player } from './Player.tsx';
import type { ReplayAxis, ReplaySearch } from './search.ts';
import { StateTable } from './StateTable.tsx';
import { StateView } from './StateView.tsx';
import type { AuditItem, StreamReplay } from './types.ts';
import { namesIn } from './Value.tsx';
import { ownNames } from './words.ts';
import './auditor.css';

/** A dragged slider asks for the state once it rests. */
const REST_MILLISECONDS = 150;

type MomentProps = { stream: string; id: string; at: number; day: string | null; axis: ReplayAxis };

const useMoment = ({ stream, id, at, day, axis }: MomentProps) => {
  const settled = useSettled(at, REST_MILLISECONDS);
  return useApi<StreamReplay>(`/audit/streams/${stream}/${id}/replay`, { query: day ? { at: day, axis } : { at: settled }, keepPrevious: !day });
};

/** The event, what it changed, and the state after it. */
function Moment({ stream, id, at, day, axis }: MomentProps) {
  const replay = useMoment({ stream, id, at, day, axis });
  const words = useVocabulary();
  // A day before the first event is refused by name.
  if (day && replay.error?.status === 422) return <Notice>{t.auditor.beforeFile}</Notice>;
  return (
    <Loaded query={replay}>
      {({ event, changes, state, sequence, names }) => {
        const file = stream === 'family' ? (state as unknown as FamilyFile) : null;
        const known = file ? namesIn(file, words, names) : ownNames(state, new Map(Object.entries(names)));
        return (
          <>
            {day ? <Notice>{t.auditor.onDay[axis](formatDate(day), num(sequence))}</Notice> : null}
            <div className="columns even" aria-live="polite" aria-busy={!day && sequence !== at}>
              <EventCard stream={stream} id={id} event={event} names={known} />
              <Changes changes={changes} names={known} none={sequence === 1 ? (file ? t.auditor.opened : t.audit.begins) : t.auditor.noChanges} />
            </div>
            {file ? (
              <>
                <StateTable file={file} changes={changes} />
                <RevealBehind file={file} />
                <Disclosure summary={t.auditor.whole}><FamilyFileView file={file} headless /></Disclosure>
              </>
            ) : <StateView state={state} changes={changes} names={known} title={t.audit.stateOf} />}
          </>
        );
      }}
    </Loaded>
  );
}

/** How dense the history was, day by day or month by month; a column leads to its first event. */
function Timeframe({ events, at, onAt }: { events: readonly AuditItem[]; at: number; onAt: (sequence: number) => void }) {
  const chart = useMemo(() => {
    const days = daysOf(events);
    const all = days.map((one) => one.day).sort();
    const [from = '', to = ''] = [all[0], all.at(-1)];
    return { from, to, ...columnsOf(days, from, to) };
  }, [events]);
  const current = events.find((event) => event.sequence === at);
  const day = current ? dayOf(current.happened_at) : '';
  // The column whose first day is the last one not after the event's.
  const column = chart.columns.filter((one) => one.key <= day).at(-1);
  const title = chart.byMonth ? t.audit.eventsPerMonth : t.audit.eventsPerDay;
  const pick = (key: string) => {
    const next = chart.columns[chart.columns.findIndex((one) => one.key === key) + 1]?.key ?? '9999';
    const first = events.find((event) => dayOf(event.happened_at) >= key && dayOf(event.happened_at) < next);
    if (first) onAt(first.sequence);
  };
  return (
    <Card title={title} className="no-print">
      <Density caption={t.audit.chartOf(title, formatDate(chart.from), formatDate(chart.to))} columns={chart.columns} kinds={kindWords()} unit={chart.byMonth ? t.audit.month : t.audit.day} current={column?.key} onPick={pick} />
    </Card>
  );
}

function Whole({ stream, id, events }: { stream: string; id: string; events: StreamEvents }) {
  const search = useSearch({ from: '/shell/audit/replay/$stream/$id' });
  const navigate = useNavigate();
  const last = events.items.at(-1)?.sequence ?? 1;
  const at = Math.min(search.at ?? last, last);
  const day = search.day ?? null;
  const axis = search.axis ?? 'happened';
  const go = useCallback((to: ReplaySearch) => void navigate({ to: '/audit/replay/$stream/$id', params: { stream, id }, search: to, replace: true, resetScroll: false }), [navigate, stream, id]);
  const onAt = useCallback((to: number) => go({ at: to }), [go]);
  const onDay = (to: string | null, by: ReplayAxis) => go(to ? { at, day: to, axis: by } : { at });
  const replay = useMoment({ stream, id, at, day, axis });
  const path = `/audit/streams/${stream}/${id}/export`;
  return (
    <Page
      title={titleOfStream(stream, nameOf(stream, replay.data?.state))}
      back={{ label: t.administrator.toFind, to: '/audit' }}
      actions={<LinkButton icon="print" to="/audit/print/$stream/$id" params={{ stream, id }}>{t.audit.print}</LinkButton>}
    >
      <Player stream={stream} id={id} events={events.items} last={last} at={at} day={day} axis={axis} onAt={onAt} onDay={onDay} />
      <Moment stream={stream} id={id} at={at} day={day} axis={axis} />
      <div className="columns even">
        <Card title={t.audit.eventsList} flush><EventWindow events={events.items} current={at} onPick={onAt} /></Card>
        <div className="stack">
          {events.items.length > 1 ? <Timeframe events={events.items} at={at} onAt={onAt} /> : null}
          <Card className="no-print">
            <div className="stack-tight">
              <div className="cluster">
                <LinkButton small icon="history" to="/audit/compare/$stream/$id" params={{ stream, id }} search={day ? { day } : {}}>{t.audit.compare}</LinkButton>
                <Button small icon="document" onPress={() => save(path, { format: 'csv' })}>{t.audit.exportCsv}</Button>
                <Button small icon="document" onPress={() => save(path, { format: 'jsonl' })}>{t.audit.exportJsonl}</Button>
              </div>
              <p className="faint">{t.audit.exportNote}</p>
              {stream === 'family' ? <DownloadCase id={id} /> : null}
            </div>
          </Card>
        </div>
      </div>
    </Page>
  );
}

/** Any history event by event: the state at each, what changed, who, when it happened and when it was recorded. */
export function Replay() {
  const { stream, id } = useParams({ from: '/shell/audit/replay/$stream/$id' });
  const events = useStreamEvents(stream, id);
  return <Loaded query={events}>{(found) => <Whole key={`${stream}:${id}`} stream={stream} id={id} events={found} />}</Loaded>;
}
