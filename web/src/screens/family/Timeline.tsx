import type { ReactNode } from 'react';
import { DOMAINS, TIERS } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { dayOf, formatDate, num } from '@/lib/dates.ts';
import { Empty, Timeline, type TimelineItem, type Tone } from '@/ui/index.ts';
import { useVocabulary, type Vocabulary } from './data.ts';
import type { TimelineEvent } from './types.ts';

const IMPORTANT = new Set(['family_identified', 'consent_given', 'consent_refused', 'consent_withdrawn', 'tier_assigned', 'caseworker_assigned', 'caseworker_released', 'commission_decision_recorded', 'case_closed', 'case_reopened', 'personal_data_erased']);
const TONES: Record<string, Tone> = {
  consent_given: 'good', consent_refused: 'bad', consent_withdrawn: 'bad', calendar_entry_done: 'good', calendar_entry_missed: 'bad', visit_recorded: 'good', service_delivered: 'good', task_done: 'good', task_declined: 'bad',
  referred_to_commission: 'info', commission_decision_recorded: 'info', caseworker_assigned: 'info', caseworker_released: 'warn', visit_corrected: 'warn', service_corrected: 'warn', assessment_recorded: 'info',
};
const TIER_TONES = { stable: 'good', at_risk: 'warn', harmed: 'bad' } as const;

const has = <K extends string>(words: Record<K, string>, key: unknown): key is K => typeof key === 'string' && key in words;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const day = (value: unknown): string | null => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? formatDate(value) : null);

/** The sentence of an event: what happened, to the point. */
export function eventTitle(event: Pick<TimelineEvent, 'type' | 'payload'>): string {
  const { type, payload } = event;
  const title = has(t.family.event, type) ? t.family.event[type] : type.replaceAll('_', ' ');
  if (type === 'tier_assigned') {
    const tier = TIERS.find((one) => one === payload['tier']);
    const moment = has(t.words.moment, payload['moment']) ? t.words.moment[payload['moment']] : title;
    return tier ? `${moment}: ${t.words.tier[tier]}` : moment;
  }
  if (type === 'assessment_recorded' && has(t.words.assessment, payload['moment'])) return t.words.assessment[payload['moment']];
  return title;
}

/** Where the family lives and how it is reached, as far as an event says so. */
const eventPlace = ({ payload: p }: Pick<TimelineEvent, 'payload'>): string | null => [text(p['address']), text(p['instruction'])].filter(Boolean).join(' · ') || null;

/** What stands under the title: the words people wrote, the kind, the days. */
export function eventBody(event: Pick<TimelineEvent, 'type' | 'payload'>, words: Vocabulary, withPlace = true): string {
  const { type, payload: p } = event;
  const parts: (string | null)[] = [];
  if (type.startsWith('member_')) parts.push(text(p['given_name']), has(t.family.relation, p['relation']) ? t.family.relation[p['relation']] : null, has(t.family.memberLeft, p['reason']) ? t.family.memberLeft[p['reason']] : null);
  if (type.startsWith('category_')) parts.push(text(p['category']) ? words.group(String(p['category'])) : null);
  if (text(p['kind']) && (type.startsWith('calendar_') || type.startsWith('service_'))) parts.push(text(p['title']) ?? words.kind(String(p['kind'])));
  if (type === 'attachment_added') parts.push(has(t.family.attachmentKind, p['kind']) ? t.family.attachmentKind[p['kind']] : null, text(p['title']));
  if (has(t.family.place, p['place'])) parts.push(t.family.place[p['place']]);
  const domain = DOMAINS.find((one) => one === p['domain']);
  if (domain) parts.push(t.words.domain[domain]);
  if (day(p['window_from']) && day(p['window_to'])) parts.push(t.family.window(day(p['window_from']) ?? '', day(p['window_to']) ?? ''));
  if (type === 'assessment_recorded' && Array.isArray(p['readings'])) parts.push(t.family.readingsCount(num(p['readings'].length)));
  if (has(t.words.outcome, p['outcome'])) parts.push(t.words.outcome[p['outcome']]);
  if (type === 'caseworker_released' && has(t.family.releaseReason, p['reason'])) parts.push(t.family.releaseReason[p['reason']]);
  else if (type === 'case_closed' && has(t.family.closeReason, p['reason'])) parts.push(t.family.closeReason[p['reason']]);
  else if (!type.startsWith('member_')) parts.push(text(p['reason']));
  if (typeof p['amount_rials'] === 'number') parts.push(t.family.tomans(num(Math.round(p['amount_rials'] / 10))));
  if (typeof p['amount'] === 'number') parts.push(t.family.tomans(num(p['amount'])));
  if (type === 'family_identified') parts.push(text(p['family_name']) ? t.family.of(String(p['family_name'])) : null);
  parts.push(withPlace ? eventPlace(event) : null, text(p['question']), text(p['answer']), text(p['note']), type === 'note_added' ? text(p['text']) : null);
  if (type.startsWith('erasure_') || type === 'personal_data_erased') parts.push(p['member_id'] ? t.erasure.oneMember : type === 'erasure_requested' || type === 'personal_data_erased' ? t.erasure.wholeFamily : null, has(t.erasure.ground, p['ground']) ? t.erasure.ground[p['ground']] : null);
  if (day(p['next_visit_on'])) parts.push(t.family.nextVisitSet(day(p['next_visit_on']) ?? ''));
  return parts.filter(Boolean).join(' · ');
}

/** Whether it was written down on another day than it happened. */
const recordedLater = (event: TimelineEvent): boolean => dayOf(event.happened_at) !== dayOf(event.recorded_at);

function itemOf(event: TimelineEvent, words: Vocabulary, current: number | undefined, more: ReactNode): TimelineItem {
  const tier = event.type === 'tier_assigned' ? TIERS.find((one) => one === event.payload['tier']) : undefined;
  const place = eventPlace(event);
  const said = [eventBody(event, words, false), event.erased ? t.erasure.erased : ''].filter(Boolean).join(' · ');
  // A list of events does not know whether the address is under threat now: none goes on paper.
  const line = place ? <>{said ? <>{said} · </> : null}<span className="no-print">{place}</span></> : said;
  const body = more ? <>{line}{line === '' ? null : ' · '}{more}</> : line;
  return {
    key: String(event.sequence),
    title: eventTitle(event),
    at: event.happened_at,
    precision: event.happened_at.precision,
    recordedAt: recordedLater(event) ? event.recorded_at : null,
    by: event.actor.name ?? (event.actor.kind === 'system' ? t.family.system : null),
    body: body === '' ? undefined : body,
    tone: tier ? TIER_TONES[tier] : (TONES[event.type] ?? 'quiet'),
    important: IMPORTANT.has(event.type),
    current: event.sequence === current,
  };
}

/** A family's events under each other, in the given order. */
export function EventList({ events, current, more }: { events: readonly TimelineEvent[]; /** The sequence a replay stands at. */ current?: number; /** A way on from an event. */ more?: (event: TimelineEvent) => ReactNode }) {
  const words = useVocabulary();
  if (events.length === 0) return <Empty icon="history" title={t.family.timelineEmpty} />;
  return <Timeline items={events.map((event) => itemOf(event, words, current, more?.(event)))} />;
}
