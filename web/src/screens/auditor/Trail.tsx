import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { Density } from '@/charts/Density.tsx';
import { t } from '@/i18n/index.ts';
import { dayOf, digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Card, Chip, Empty, Failure, LinkTabs, LoadMore, Page, Skeleton, Table } from '@/ui/index.ts';
import { save, usePages } from './data.ts';
import { columnsOf, kindWords } from './density.ts';
import { LateChip } from './EventCard.tsx';
import { streamWord } from './names.ts';
import { PrintHead } from './PrintHead.tsx';
import { changed, type TrailSearch } from './search.ts';
import { TrailFilters } from './TrailFilters.tsx';
import type { AuditItem, Density as DensityAnswer } from './types.ts';
import { happenedWords, typeWord } from './words.ts';
import './auditor.css';

export const auditTabs = () => [
  { label: t.auditor.trailTab, to: '/audit/events' as const },
  { label: t.auditor.accessTab, to: '/audit/access' as const },
  { label: t.audit.menu.patterns, to: '/audit/patterns' as const },
  { label: t.proof.tab, to: '/audit/checkpoints' as const },
];

/** What the trail's list shows, by day; a column narrows the list to its day or month. */
function Chart({ search, onDays }: { search: TrailSearch; onDays: (from: string, to: string) => void }) {
  const density = useApi<DensityAnswer>('/audit/events/density', { query: search, keepPrevious: true });
  if (!density.data) return null;
  const { from, to, days } = density.data;
  const chart = columnsOf(days.map((one) => ({ day: one.day.iso, counts: one.counts })), from.iso, to.iso);
  const title = chart.byMonth ? t.audit.eventsPerMonth : t.audit.eventsPerDay;
  const pick = (key: string) => {
    const next = chart.columns[chart.columns.findIndex((one) => one.key === key) + 1]?.key;
    const until = next ? dayOf(new Date(Date.parse(next) - 1).toISOString()) : to.iso;
    onDays(key, chart.byMonth ? until : key);
  };
  return (
    <Card title={title}>
      <Density caption={t.audit.chartOf(title, formatDate(from), formatDate(to))} columns={chart.columns} kinds={kindWords()} unit={chart.byMonth ? t.audit.month : t.audit.day} onPick={pick} />
    </Card>
  );
}

function List({ items, caption, search }: { items: readonly AuditItem[]; caption: string; search: TrailSearch }) {
  return (
    <Card flush>
      <Table<AuditItem>
        caption={caption}
        rows={items}
        rowKey={(item) => String(item.position)}
        columns={[
          {
            key: 'type', label: t.auditor.event, header: true,
            cell: (item) => <Link className="row-link" to="/audit/replay/$stream/$id" params={{ stream: item.stream, id: item.stream_id }} search={{ at: item.sequence }}>{typeWord(item.type)}</Link>,
          },
          { key: 'stream', label: t.auditor.stream, cell: (item) => <span>{streamWord(item.stream)}{item.file_number ? <> <bdi className="figure">{digits(item.file_number)}</bdi></> : null}</span> },
          { key: 'place', label: t.audit.place, cell: (item) => (item.center ?? item.neighborhood ? <span className="soft"><bdi>{[item.center?.name, item.neighborhood?.name].filter(Boolean).join(' · ')}</bdi></span> : null) },
          { key: 'actor', label: t.auditor.actor, cell: (item) => (item.actor.id && !search.actor ? <Link to="/audit/events" search={{ ...search, actor: `user:${item.actor.id}` }} aria-label={t.auditor.onlyActor(actorName(item.actor))}><bdi>{actorName(item.actor)}</bdi></Link> : <bdi>{actorName(item.actor)}</bdi>) },
          { key: 'happened', label: t.auditor.happened, cell: (item) => happenedWords(item.happened_at) },
          {
            key: 'recorded', label: t.auditor.recorded,
            cell: (item) => (
              <span className="cluster">
                {formatInstant(item.recorded_at)}
                <LateChip happened={item.happened_at} recorded={item.recorded_at} />
                {item.at_night ? <Chip icon="clock">{t.audit.atNight}</Chip> : null}
                {item.overridden ? <Chip tone="warn">{t.audit.overridden}</Chip> : null}
              </span>
            ),
          },
          { key: 'position', label: t.auditor.position, numeric: true, cell: (item) => <span className="figure">{num(item.position)}</span> },
        ]}
      />
    </Card>
  );
}

/** The audit trail: every event of the log, without what was written, by person, kind, place and time. */
export function Trail() {
  const search = useSearch({ from: '/shell/audit/events' });
  const navigate = useNavigate();
  const trail = usePages<AuditItem>('/audit/events', search);
  const change = (part: { [K in keyof TrailSearch]: string | undefined }) => void navigate({ to: '/audit/events', search: changed(search, part), replace: true, resetScroll: false });
  const items = trail.data ?? [];
  const byHappened = Boolean(search.happened_from ?? search.happened_to);
  return (
    <Page
      title={t.auditor.trailTitle}
      subtitle={t.auditor.trailHelp}
      back={{ label: t.administrator.toFind, to: '/audit' }}
      actions={
        <span className="cluster no-print">
          <Button small icon="document" onPress={() => save('/audit/events/export', { ...search, format: 'csv' })}>{t.audit.exportCsv}</Button>
          <Button small icon="document" onPress={() => save('/audit/events/export', { ...search, format: 'jsonl' })}>{t.audit.exportJsonl}</Button>
          <Button small icon="print" onPress={() => window.print()}>{t.audit.printList}</Button>
        </span>
      }
    >
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <PrintHead position={items[0]?.position} />
      <TrailFilters search={search} change={change} />
      <Chart search={search} onDays={(from, to) => change(byHappened ? { happened_from: from, happened_to: to } : { from, to })} />
      {trail.error ? <Failure problem={trail.error} /> : trail.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="audit" title={t.auditor.none} /> : (
        <section className="stack-tight" aria-label={t.auditor.trailTitle}>
          <p className="soft" role="status">{byHappened ? t.audit.byHappened : t.audit.byRecorded} {t.audit.shownSoFar(num(items.length))}</p>
          <List items={items} caption={t.auditor.trailTitle} search={search} />
        </section>
      )}
      <div className="no-print"><LoadMore hasMore={trail.hasNextPage} pending={trail.isFetchingNextPage} onMore={() => void trail.fetchNextPage()} /></div>
    </Page>
  );
}
