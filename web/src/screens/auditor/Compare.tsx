import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num, today } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, Count, Empty, Facts, LinkButton, Loaded, Notice, Page, Table, TierChip } from '@/ui/index.ts';
import { useVocabulary } from '../family/data.ts';
import type { FamilyFile } from '../family/types.ts';
import { Changes } from './Changes.tsx';
import { titleOf } from './EventCard.tsx';
import { nameOf, titleOfStream } from './names.ts';
import { StateView } from './StateView.tsx';
import type { Comparison, ReplayEvent, Side } from './types.ts';
import { namesIn } from './Value.tsx';
import { happenedWords, type IdNames } from './words.ts';
import './auditor.css';

/** What a family's file says in short, for two of them beside each other. */
function FileShort({ file }: { file: FamilyFile }) {
  const words = t.auditor.parts;
  const count = (items: readonly unknown[]) => num(items.length);
  return (
    <Facts
      compact
      facts={[
        { term: words.tier, value: <TierChip tier={file.tier} /> },
        { term: words.consent, value: t.words.consent[file.consent] },
        { term: words.caseworker, value: file.caseworker?.name ?? t.common.nobody },
        { term: words.members, value: count(file.members.filter((m) => !m.left)) },
        { term: words.assessments, value: count(file.assessments) },
        { term: words.visits, value: count(file.visits) },
        { term: words.services, value: count(file.services) },
        { term: words.referrals, value: count(file.referrals) },
        { term: words.tasks, value: count(file.tasks) },
      ]}
    />
  );
}

type OneProps = { title: string; help: string; side: Side | null; stream: string; id: string; day: string; axis: 'happened' | 'recorded'; names: IdNames };

function One({ title, help, side, stream, id, day, axis, names }: OneProps) {
  return (
    <Card title={title} actions={side ? <LinkButton small variant="quiet" icon="replay" to="/audit/replay/$stream/$id" params={{ stream, id }} search={{ day, axis }}>{t.audit.openHistory}</LinkButton> : null}>
      <div className="stack-tight">
        <p className="faint">{help}</p>
        {side ? (
          <>
            <p className="soft">{t.audit.lastOf(num(side.sequence), num(side.events))}</p>
            {stream === 'family' ? <FileShort file={side.state as unknown as FamilyFile} /> : <StateView state={side.state} names={names} title={t.audit.stateOf} />}
          </>
        ) : <p className="strong">{t.audit.notBegun}</p>}
      </div>
    </Card>
  );
}

function Sides({ comparison, stream, id, day }: { comparison: Comparison; stream: string; id: string; day: string }) {
  const words = useVocabulary();
  const { as_was, as_known, differences, not_yet_recorded } = comparison;
  const file = stream === 'family' ? ((as_was ?? as_known)?.state as unknown as FamilyFile | undefined) : undefined;
  const names = file ? namesIn(file, words, comparison.names) : new Map(Object.entries(comparison.names));
  const late = not_yet_recorded.length;
  return (
    <>
      <div className="columns even">
        <One title={t.audit.asKnown} help={t.audit.asKnownHelp} side={as_known} stream={stream} id={id} day={day} axis="recorded" names={names} />
        <One title={t.audit.asWas} help={t.audit.asWasHelp} side={as_was} stream={stream} id={id} day={day} axis="happened" names={names} />
      </div>
      {as_was && late === 0 ? <Notice tone="good">{t.audit.noDifference}</Notice> : null}
      {late > 0 ? (
        <Card title={<span className="cluster">{t.audit.notYet} <Count n={late} /></span>} flush>
          <Table<ReplayEvent>
            caption={t.audit.notYetCount(num(late))}
            rows={not_yet_recorded}
            rowKey={(event) => String(event.sequence)}
            columns={[
              { key: 'event', label: t.auditor.event, header: true, cell: (event) => <LinkButton small variant="quiet" to="/audit/replay/$stream/$id" params={{ stream, id }} search={{ at: event.sequence }}>{titleOf(event)}</LinkButton> },
              { key: 'number', label: t.auditor.number, cell: (event) => <span className="figure">{num(event.sequence)}</span> },
              { key: 'happened', label: t.auditor.happened, cell: (event) => happenedWords(event.happened_at) },
              { key: 'recorded', label: t.auditor.recorded, cell: (event) => formatInstant(event.recorded_at) },
              { key: 'actor', label: t.auditor.actor, cell: (event) => <bdi>{actorName(event.actor)}</bdi> },
            ]}
          />
        </Card>
      ) : null}
      {as_was && as_known ? <Changes changes={differences} names={names} title={t.audit.differences} sides={[t.audit.known, t.audit.was]} none={t.audit.noDifference} /> : null}
    </>
  );
}

function OnDay({ stream, id, day }: { stream: string; id: string; day: string }) {
  const comparison = useApi<Comparison>(`/audit/streams/${stream}/${id}/compare`, { query: { at: day }, keepPrevious: true });
  return <Loaded query={comparison}>{(found) => <Sides comparison={found} stream={stream} id={id} day={day} />}</Loaded>;
}

/** One day by both times: what was so, and what was known. */
export function Compare() {
  const { stream, id } = useParams({ from: '/shell/audit/compare/$stream/$id' });
  const { day } = useSearch({ from: '/shell/audit/compare/$stream/$id' });
  const navigate = useNavigate();
  const name = useApi<{ state: Comparison['names'] }>(`/audit/streams/${stream}/${id}/replay`, {});
  const own = nameOf(stream, name.data?.state);
  return (
    <Page title={`${t.audit.compareTitle} · ${stream === 'family' ? digits(own) : titleOfStream(stream, own)}`} subtitle={t.audit.compareHelp} back={{ label: titleOfStream(stream, own), to: '/audit/replay/$stream/$id', params: { stream, id } }}>
      <Card>
        <div className="form-row">
          <DateField name="day" label={t.audit.onDay} value={day ?? null} max={today()} onChange={(to) => void navigate({ to: '/audit/compare/$stream/$id', params: { stream, id }, search: to ? { day: to } : {}, replace: true, resetScroll: false })} />
        </div>
      </Card>
      {day ? <section className="stack" aria-label={`${t.audit.onDay} ${formatDate(day)}`}><OnDay stream={stream} id={id} day={day} /></section> : <Empty icon="calendar" title={t.audit.chooseDay} />}
    </Page>
  );
}
