import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, Disclosure, IconButton, Loaded, Notice, Page, TimeSlider } from '@/ui/index.ts';
import { FamilyFileView } from '../family/FamilyFileView.tsx';
import { RevealBehind } from '../trust/RevealAddress.tsx';
import { EventList } from '../family/Timeline.tsx';
import { Changes } from './Changes.tsx';
import { DownloadCase } from './DownloadCase.tsx';
import { EventCard } from './EventCard.tsx';
import { AXES, type ReplayAxis, type ReplaySearch } from './search.ts';
import { StateTable } from './StateTable.tsx';
import type { Replay as ReplayData, ReplayEvent } from './types.ts';
import './auditor.css';

/** How long each event stands while playing. */
const PLAY_MILLISECONDS = 1_400;

type PlayerProps = {
  events: readonly ReplayEvent[];
  at: number;
  day: string | null;
  axis: ReplayAxis;
  onAt: (sequence: number) => void;
  onDay: (day: string | null, axis: ReplayAxis) => void;
};

/** The slider over a history: the past is where reading starts; arrows, play, and the file as it was, or was known, on a day. */
function Player({ events, at, day, axis, onAt, onDay }: PlayerProps) {
  const last = events.at(-1)?.sequence ?? 1;
  const [playing, setPlaying] = useState(false);
  const event = events.find((e) => e.sequence === at);
  const ended = at >= last;

  useEffect(() => {
    if (!playing) return;
    if (ended) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => onAt(at + 1), PLAY_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [playing, ended, at, onAt]);

  const go = (to: number) => {
    setPlaying(false);
    onAt(to);
  };
  const jump = (to: string | null, by: ReplayAxis) => {
    setPlaying(false);
    onDay(to, by);
  };

  return (
    <Card>
      <div className="stack">
        <TimeSlider label={t.auditor.slider} value={at} max={last} onChange={go} output={t.auditor.at(num(at), num(last), event ? formatDate(event.happened_at) : '')} />
        <div className="spread">
          <div className="cluster">
            <IconButton icon="chevron" back label={t.auditor.previous} isDisabled={at <= 1} onPress={() => go(at - 1)} />
            <Button
              variant="primary"
              icon={playing ? 'pause' : 'play'}
              onPress={() => {
                if (!playing && ended) onAt(1);
                setPlaying(!playing);
              }}
            >
              {playing ? t.auditor.pause : t.auditor.play}
            </Button>
            <IconButton icon="chevron" label={t.auditor.next} isDisabled={ended} onPress={() => go(at + 1)} />
          </div>
          <DateField name="day" label={t.auditor.jump} help={t.auditor.jumpHelp} optional value={day} onChange={(to) => jump(to, axis)} max={today()} />
        </div>
        {day && (
          <ChoiceField inline name="axis" label={t.auditor.axis} value={axis} onChange={(by) => jump(day, by === 'recorded' ? 'recorded' : 'happened')} options={AXES.map((by) => ({ value: by, label: t.auditor.axes[by] }))} />
        )}
      </div>
    </Card>
  );
}

type MomentProps = { id: string; at: number; day: string | null; axis: ReplayAxis };

function Moment({ id, at, day, axis }: MomentProps) {
  const query = day ? { at: day, axis } : { at };
  const replay = useApi<ReplayData>(`/families/${id}/replay`, { query, keepPrevious: !day });
  // A day before the file's first event is refused by name.
  if (day && replay.error?.status === 422) return <Notice>{t.auditor.beforeFile}</Notice>;
  return (
    <Loaded query={replay}>
      {({ event, changes, state, sequence }) => (
        <>
          {day && <Notice>{t.auditor.onDay[axis](formatDate(day), num(sequence))}</Notice>}
          <div className="columns even" aria-live="polite" aria-busy={!day && sequence !== at}>
            <EventCard event={event} />
            <Changes changes={changes} file={state} first={sequence === 1} />
          </div>
          <StateTable file={state} changes={changes} />
          <RevealBehind file={state} />
          <Disclosure summary={t.auditor.whole}><FamilyFileView file={state} headless /></Disclosure>
        </>
      )}
    </Loaded>
  );
}

/** A family's history event by event: the state at each, what changed, who, and when it was recorded. */
export function Replay() {
  const { id } = useParams({ from: '/shell/audit/replay/$stream/$id' });
  const search = useSearch({ from: '/shell/audit/replay/$stream/$id' });
  const navigate = useNavigate();
  const events = useApi<Paged<ReplayEvent>>(`/families/${id}/events`);
  const file = useApi<{ file_number: string }>(`/families/${id}`);
  return (
    <Loaded query={events}>
      {({ items }) => {
        const last = items.at(-1)?.sequence ?? 1;
        const at = Math.min(search.at ?? last, last);
        const day = search.day ?? null;
        const axis = search.axis ?? 'happened';
        const go = (to: ReplaySearch) => void navigate({ to: '/audit/replay/$stream/$id', params: { stream: 'family', id }, search: to, replace: true, resetScroll: false });
        const onAt = (to: number) => go({ at: to });
        const onDay = (to: string | null, by: ReplayAxis) => go(to ? { at, day: to, axis: by } : { at });
        return (
          <Page title={t.auditor.replayTitle(digits(file.data?.file_number ?? ''))} back={{ label: t.auditor.toFind, to: '/audit' }}>
            <Player events={items} at={at} day={day} axis={axis} onAt={onAt} onDay={onDay} />
            <Moment id={id} at={at} day={day} axis={axis} />
            <Disclosure summary={`${t.auditor.events} · ${num(items.length)}`}><EventList events={items} current={at} /></Disclosure>
            <DownloadCase id={id} />
          </Page>
        );
      }}
    </Loaded>
  );
}
