import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { dayOf, formatInstant, num } from '@/lib/dates.ts';
import { daysBetween } from '@/lib/jalali.ts';
import { Card, Chip, Facts } from '@/ui/index.ts';
import { eventBody, eventTitle } from '../family/Timeline.tsx';
import { useVocabulary } from '../family/data.ts';
import type { ReplayEvent } from './types.ts';
import { actorName } from './words.ts';

/** How long after it happened an event was recorded. */
export function LateChip({ happened, recorded }: { happened: ReplayEvent['happened_at']; recorded: ReplayEvent['recorded_at'] }) {
  const days = daysBetween(dayOf(happened), dayOf(recorded));
  return days > 1 ? <Chip tone="warn" icon="clock">{t.auditor.lateBy(num(days))}</Chip> : null;
}

/** One event: what, who, on what device, when it happened and when it was recorded. */
export function EventCard({ event }: { event: ReplayEvent }) {
  const words = useVocabulary();
  const body = eventBody(event, words);
  return (
    <Card title={<bdi>{eventTitle(event)}</bdi>} actions={<LateChip happened={event.happened_at} recorded={event.recorded_at} />}>
      <div className="stack">
        {body ? <p className="prose"><bdi>{body}</bdi></p> : null}
        <Facts
          facts={[
            { term: t.auditor.actor, value: event.actor.id ? <Link to="/audit/events" search={{ actor: `user:${event.actor.id}` }}>{actorName(event.actor)}</Link> : actorName(event.actor) },
            { term: t.auditor.device, value: event.device ?? <span className="faint">{t.auditor.noDevice}</span> },
            { term: t.auditor.happened, value: `${event.happened_at.precision === 'about' ? `${t.auditor.about} ` : ''}${formatInstant(event.happened_at)}` },
            { term: t.auditor.recorded, value: formatInstant(event.recorded_at) },
            { term: t.auditor.position, value: num(event.position) },
          ]}
        />
      </div>
    </Card>
  );
}
