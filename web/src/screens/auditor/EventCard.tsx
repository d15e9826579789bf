import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { dayOf, formatInstant, num, type AnyDate } from '@/lib/dates.ts';
import { daysBetween } from '@/lib/jalali.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Card, Chip, Disclosure, Facts, LinkButton } from '@/ui/index.ts';
import { eventBody, eventTitle } from '../family/Timeline.tsx';
import { useVocabulary } from '../family/data.ts';
import type { ReplayEvent } from './types.ts';
import { useTitles } from './titles.ts';
import { Value } from './Value.tsx';
import { fieldWord, happenedWords, saidFields, typeWord, type IdNames } from './words.ts';

/** How long after it happened an event was recorded. */
export function LateChip({ happened, recorded }: { happened: AnyDate; recorded: AnyDate }) {
  const days = daysBetween(dayOf(happened), dayOf(recorded));
  return days > 1 ? <Chip tone="warn" icon="clock">{t.auditor.lateBy(num(days))}</Chip> : null;
}

/** The title of an event of any stream. */
export const titleOf = (event: Pick<ReplayEvent, 'type' | 'payload'>): string => (event.type in t.family.event ? eventTitle(event) : typeWord(event.type));

const REFERRALS = new Set(['referred_to_commission', 'referral_withdrawn', 'commission_decision_recorded', 'case_put_on_agenda', 'case_decided', 'case_adjourned', 'decision_voided']);
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Ways on from an event: to the grounds of a tier, to what a commission had before it. */
function WaysOn({ stream, id, event }: { stream: string; id: string; event: ReplayEvent }) {
  const referral = REFERRALS.has(event.type) ? text(event.payload['referral_id']) : null;
  if (stream === 'family' && event.type === 'tier_assigned') {
    return <LinkButton small icon="chart" to="/audit/tiers/$family/$sequence" params={{ family: id, sequence: String(event.sequence) }}>{t.audit.whyTier}</LinkButton>;
  }
  return referral ? <LinkButton small icon="commission" to="/audit/referrals/$referral" params={{ referral }}>{t.commission.whatTheyHad}</LinkButton> : null;
}

/** What the event itself says, field by field. */
function Payload({ event, names }: { event: ReplayEvent; names: IdNames }) {
  const titles = useTitles(event.payload)(event.payload);
  const said = saidFields(event.payload);
  if (said.length === 0) return <p className="faint">{t.audit.saidNothing}</p>;
  return <Facts facts={said.map(([name, value]) => ({ term: fieldWord(name), value: <Value name={name} value={value} titles={titles} names={names} /> }))} />;
}

/** One event: what, who, on what device, when it happened and when it was recorded. */
export function EventCard({ stream, id, event, names }: { stream: string; id: string; event: ReplayEvent; names: IdNames }) {
  const words = useVocabulary();
  const body = stream === 'family' ? eventBody(event, words) : '';
  return (
    <Card title={<bdi>{titleOf(event)}</bdi>} actions={<LateChip happened={event.happened_at} recorded={event.recorded_at} />}>
      <div className="stack">
        {body ? <p className="prose"><bdi>{body}</bdi></p> : null}
        <Facts
          facts={[
            { term: t.auditor.actor, value: event.actor.id ? <Link to="/audit/events" search={{ actor: `user:${event.actor.id}` }}>{actorName(event.actor)}</Link> : actorName(event.actor) },
            { term: t.auditor.device, value: event.device ?? <span className="faint">{t.auditor.noDevice}</span> },
            { term: t.auditor.happened, value: happenedWords(event.happened_at) },
            { term: t.auditor.recorded, value: formatInstant(event.recorded_at) },
            { term: t.auditor.position, value: num(event.position) },
          ]}
        />
        <div className="cluster no-print"><WaysOn stream={stream} id={id} event={event} /></div>
        <Disclosure summary={t.audit.said}><Payload event={event} names={names} /></Disclosure>
      </div>
    </Card>
  );
}
