import { useParams } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, formatShort, formatTime, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Facts, LinkButton, Loaded, Page, Table } from '@/ui/index.ts';
import { eventBody } from '../family/Timeline.tsx';
import { useVocabulary } from '../family/data.ts';
import type { FamilyFile } from '../family/types.ts';
import { LateChip, titleOf } from './EventCard.tsx';
import { nameOf, streamWord } from './names.ts';
import { StateTable } from './StateTable.tsx';
import { StateView } from './StateView.tsx';
import type { Json, ReplayEvent, StreamHistory } from './types.ts';
import { useTitles, type Titles } from './titles.ts';
import { namesIn } from './Value.tsx';
import { ownNames, saidFields, valueLines, type IdNames } from './words.ts';
import './auditor.css';

/** A day, and the hour where it is known, in the width of a column. */
const at = (date: { iso: string; jalali: string }) => (date.iso.length > 10 ? `${formatShort(date)} ${formatTime(date)}` : formatShort(date));

/** What an event says, in one paragraph. A tier is told by its explanation, as its computation has a page of its own. */
function useSaid(stream: string, names: IdNames, events: readonly ReplayEvent[]): (event: ReplayEvent) => string {
  const words = useVocabulary();
  const titlesOf = useTitles(events);
  const inWords = (fields: [string, Json][], titles: Titles) => fields.flatMap(([name, value]) => valueLines(name, value, titles, names)).map(({ term, text }) => `${term}: ${text}`).join(' · ');
  return (event) => {
    const body = stream === 'family' ? eventBody(event, words) : '';
    if (body !== '') return body;
    const fields = saidFields(event.payload);
    const titles = titlesOf(event.payload);
    if (event.type !== 'tier_assigned') return inWords(fields, titles);
    return inWords(fields.filter(([name]) => ['tier', 'moment', 'override', 'explanation', 'outside_information'].includes(name)), titles);
  };
}

function Paper({ history }: { history: StreamHistory }) {
  const { stream, events } = history;
  const words = useVocabulary();
  const file = stream === 'family' ? (history.state as unknown as FamilyFile) : null;
  const names = file ? namesIn(file, words, history.names) : ownNames(history.state, new Map(Object.entries(history.names)));
  const said = useSaid(stream, names, events);
  return (
    <article className="paper stack">
      <Facts
        facts={[
          { term: t.audit.printedBy(history.read_by, formatInstant(history.read_at)), value: t.audit.eventsUntil(num(events.length), num(history.position)) },
          { term: t.audit.headHash, value: <span className="figure mark" dir="ltr">{history.head_hash}</span> },
        ]}
      />
      <p className="faint">{t.audit.headHashHelp} {t.audit.confidential}</p>
      {file ? <StateTable file={file} changes={[]} title={t.audit.nowState} /> : <StateView state={history.state} names={names} title={t.audit.nowState} />}
      <section className="stack-tight" aria-labelledby="all-events">
        <h2 id="all-events">{t.audit.allEvents}</h2>
        <Table<ReplayEvent>
          caption={t.audit.allEvents}
          rows={events}
          rowKey={(event) => String(event.sequence)}
          columns={[
            { key: 'number', label: t.auditor.number, cell: (event) => <span className="figure">{num(event.sequence)}</span> },
            { key: 'event', label: t.auditor.event, header: true, cell: (event) => <><bdi>{titleOf(event)}</bdi><p className="soft said"><bdi>{said(event)}</bdi></p></> },
            { key: 'happened', label: t.auditor.happened, cell: (event) => <span className="figure">{event.happened_at.precision === 'about' ? `${t.auditor.about} ` : ''}{at(event.happened_at)}</span> },
            { key: 'recorded', label: t.auditor.recorded, cell: (event) => <span className="cluster"><span className="figure">{at(event.recorded_at)}</span><LateChip happened={event.happened_at} recorded={event.recorded_at} /></span> },
            { key: 'actor', label: t.auditor.actor, cell: (event) => <bdi>{actorName(event.actor)}</bdi> },
          ]}
        />
      </section>
    </article>
  );
}

/** A whole history for paper: every event with both times, who printed it, when, and up to where in the log. */
export function Print() {
  const { stream, id } = useParams({ from: '/shell/audit/print/$stream/$id' });
  const history = useApi<StreamHistory>(`/audit/streams/${stream}/${id}/history`);
  const name = nameOf(stream, history.data?.state);
  return (
    <Page
      title={t.audit.printTitle(name.startsWith(streamWord(stream)) ? name : [streamWord(stream), name].filter(Boolean).join(' '))}
      subtitle={<span className="no-print">{t.audit.printHelp}</span>}
      actions={<span className="cluster no-print"><LinkButton icon="replay" to="/audit/replay/$stream/$id" params={{ stream, id }}>{t.audit.openHistory}</LinkButton><Button variant="primary" icon="print" onPress={() => window.print()}>{t.audit.printNow}</Button></span>}
    >
      <Loaded query={history}>{(found) => <Paper history={found} />}</Loaded>
    </Page>
  );
}
