import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { dayOf, digits, formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Disclosure, IconButton, Loaded, Page, TimeSlider, toast } from '@/ui/index.ts';
import { FamilyFileView } from '../family/FamilyFileView.tsx';
import { EventList } from '../family/Timeline.tsx';
import { Changes } from './Changes.tsx';
import { EventCard } from './EventCard.tsx';
import { StateTable } from './StateTable.tsx';
import type { Replay as ReplayData, ReplayEvent } from './types.ts';
import './auditor.css';

/** How long each event stands while playing. */
const PLAY_MILLISECONDS = 1_400;

type PlayerProps = { events: readonly ReplayEvent[]; at: number; onAt: (sequence: number) => void };

/** The slider over a history: the past is where reading starts; arrows, play, a jump to a day. */
function Player({ events, at, onAt }: PlayerProps) {
  const last = events.at(-1)?.sequence ?? 1;
  const [playing, setPlaying] = useState(false);
  const [day, setDay] = useState<string | null>(null);
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
  const jump = (to: string | null) => {
    setDay(to);
    if (!to) return;
    const known = events.filter((e) => dayOf(e.recorded_at) <= to).at(-1);
    if (known) go(known.sequence);
    else toast(t.auditor.beforeFile, 'bad');
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
          <DateField name="day" label={t.auditor.jump} help={t.auditor.jumpHelp} optional value={day} onChange={jump} max={today()} />
        </div>
      </div>
    </Card>
  );
}

function Moment({ id, at }: { id: string; at: number }) {
  const replay = useApi<ReplayData>(`/families/${id}/replay`, { query: { at }, keepPrevious: true });
  return (
    <Loaded query={replay}>
      {({ event, changes, state, sequence }) => (
        <>
          <div className="columns even" aria-live="polite" aria-busy={sequence !== at}>
            <EventCard event={event} />
            <Changes changes={changes} file={state} first={sequence === 1} />
          </div>
          <StateTable file={state} changes={changes} />
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
        const onAt = (to: number) => void navigate({ to: '/audit/replay/$stream/$id', params: { stream: 'family', id }, search: { at: to }, replace: true, resetScroll: false });
        return (
          <Page title={t.auditor.replayTitle(digits(file.data?.file_number ?? ''))} back={{ label: t.auditor.toFind, to: '/audit' }}>
            <Player events={items} at={at} onAt={onAt} />
            <Moment id={id} at={at} />
            <Disclosure summary={`${t.auditor.events} · ${num(items.length)}`}><EventList events={items} current={at} /></Disclosure>
          </Page>
        );
      }}
    </Loaded>
  );
}
