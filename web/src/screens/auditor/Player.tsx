import { useCallback, useEffect, useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, Disclosure, IconButton, LinkButton, TimeSlider } from '@/ui/index.ts';
import { useReplayKeys } from './keys.ts';
import { AXES, type ReplayAxis } from './search.ts';
import type { AuditItem } from './types.ts';

/** How long each event stands while playing. */
const PLAY_MILLISECONDS = 1_400;

type PlayerProps = {
  stream: string;
  id: string;
  events: readonly AuditItem[];
  last: number;
  at: number;
  day: string | null;
  axis: ReplayAxis;
  onAt: (sequence: number) => void;
  onDay: (day: string | null, axis: ReplayAxis) => void;
};

function Keys() {
  const { step, ends, jump, play } = t.audit.keys;
  const { home, end, pageUp, pageDown, space } = t.audit.keyNames;
  const rows: [string[], string][] = [[['←', '→'], step], [[home, end], ends], [[pageUp, pageDown], jump], [[space], play]];
  return (
    <ul className="keys" aria-label={t.audit.keysTitle}>
      {rows.map(([names, means]) => <li key={means}>{names.map((name) => <kbd key={name}>{name}</kbd>)} <span>{means}</span></li>)}
    </ul>
  );
}

/** The slider over a history: the past is where reading starts; arrows, play, keys, and the state as it was, or was known, on a day. */
export function Player({ stream, id, events, last, at, day, axis, onAt, onDay }: PlayerProps) {
  const [playing, setPlaying] = useState(false);
  const event = events.find((e) => e.sequence === at);
  const ended = at >= last;

  useEffect(() => {
    if (!playing) return undefined;
    if (ended) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => onAt(at + 1), PLAY_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [playing, ended, at, onAt]);

  const go = useCallback(
    (to: number) => {
      setPlaying(false);
      onAt(to);
    },
    [onAt],
  );
  const play = useCallback(() => {
    if (!playing && ended) onAt(1);
    setPlaying(!playing);
  }, [playing, ended, onAt]);
  useReplayKeys({ at, last, onAt: go, onPlay: play });
  const jump = (to: string | null, by: ReplayAxis) => {
    setPlaying(false);
    onDay(to, by);
  };

  return (
    <Card className="no-print">
      <div className="stack">
        <TimeSlider label={t.auditor.slider} value={at} max={last} onChange={go} output={t.auditor.at(num(at), num(last), event ? formatDate(event.happened_at) : '')} />
        <div className="spread">
          <div className="cluster">
            <IconButton icon="chevron" back label={t.auditor.previous} isDisabled={at <= 1} onPress={() => go(at - 1)} />
            <Button variant="primary" icon={playing ? 'pause' : 'play'} onPress={play}>{playing ? t.auditor.pause : t.auditor.play}</Button>
            <IconButton icon="chevron" label={t.auditor.next} isDisabled={ended} onPress={() => go(at + 1)} />
          </div>
          <DateField name="day" label={t.auditor.jump} help={t.auditor.jumpHelp} optional value={day} onChange={(to) => jump(to, axis)} max={today()} />
        </div>
        {day ? (
          <div className="spread">
            <ChoiceField inline name="axis" label={t.auditor.axis} value={axis} onChange={(by) => jump(day, by === 'recorded' ? 'recorded' : 'happened')} options={AXES.map((by) => ({ value: by, label: t.auditor.axes[by] }))} />
            <LinkButton icon="history" to="/audit/compare/$stream/$id" params={{ stream, id }} search={{ day }}>{t.audit.compare}</LinkButton>
          </div>
        ) : null}
        <Disclosure summary={t.audit.keysTitle} open={matchMedia('(pointer: fine)').matches}><Keys /></Disclosure>
      </div>
    </Card>
  );
}
