import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { api, type ApiProblem, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatInstant, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ComboField, Empty, Failure, LinkTabs, LoadMore, Page, SelectField, Skeleton, Table } from '@/ui/index.ts';
import { LateChip } from './EventCard.tsx';
import type { TrailSearch } from './search.ts';
import type { AuditItem } from './types.ts';
import { actorName, eventTypes, typeWord } from './words.ts';

const PAGE_SIZE = 50;
const ANY = 'any';

export const auditTabs = () => [
  { label: t.auditor.trailTab, to: '/audit/events' as const },
  { label: t.auditor.accessTab, to: '/audit/access' as const },
  { label: t.proof.tab, to: '/audit/checkpoints' as const },
];

/** A list read page by page, more under what is there. */
export function usePages<T>(path: string, query: Record<string, string | number | undefined>) {
  return useInfiniteQuery<Paged<T>, ApiProblem, T[], readonly unknown[], string | null>({
    queryKey: [path, query],
    queryFn: ({ pageParam }) => api.get<Paged<T>>(path, { ...query, limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (page) => page.next ?? null,
    select: ({ pages }) => pages.flatMap((page) => page.items),
  });
}

/** The audit trail: every event of the log, without what was written. */
export function Trail() {
  const search = useSearch({ from: '/shell/audit/events' });
  const navigate = useNavigate();
  const trail = usePages<AuditItem>('/audit/events', search);
  const change = (part: { [K in keyof TrailSearch]: string | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as TrailSearch;
    void navigate({ to: '/audit/events', search: next, replace: true, resetScroll: false });
  };
  const filtered = Object.keys(search).length > 0;
  const streamKind = search.stream?.split(':')[0];
  const items = trail.data ?? [];
  return (
    <Page title={t.auditor.trailTitle} subtitle={t.auditor.trailHelp} back={{ label: t.auditor.toFind, to: '/audit' }}>
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <div className="stack-tight">
        <div className="form-row">
          <SelectField name="stream" label={t.auditor.stream} options={[{ value: ANY, label: t.auditor.allStreams }, ...Object.entries(t.auditor.streams).map(([value, label]) => ({ value, label }))]} value={streamKind ?? ANY} onChange={(value) => change({ stream: value === ANY ? undefined : value })} />
          <ComboField name="type" label={t.auditor.type} optional placeholder={t.auditor.allTypes} options={eventTypes().map(([value, label]) => ({ value, label }))} value={search.type ?? null} onChange={(value) => change({ type: value ?? undefined })} />
          <DateField name="from" label={t.auditor.from} optional value={search.from ?? null} onChange={(value) => change({ from: value ?? undefined })} max={today()} />
          <DateField name="to" label={t.auditor.to} optional value={search.to ?? null} onChange={(value) => change({ to: value ?? undefined })} max={today()} />
        </div>
        {filtered ? <div><Button small variant="quiet" icon="close" onPress={() => void navigate({ to: '/audit/events', search: {}, replace: true })}>{t.auditor.clear}</Button></div> : null}
      </div>
      {trail.error ? <Failure problem={trail.error} /> : trail.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="audit" title={t.auditor.none} /> : (
        <Card flush>
          <Table<AuditItem>
            caption={t.auditor.trailTitle}
            rows={items}
            rowKey={(item) => String(item.position)}
            columns={[
              {
                key: 'type', label: t.auditor.event, header: true,
                cell: (item) => (item.stream === 'family' ? <Link className="row-link" to="/audit/replay/$stream/$id" params={{ stream: 'family', id: item.stream_id }} search={{ at: item.sequence }}>{typeWord(item.type)}</Link> : typeWord(item.type)),
              },
              { key: 'position', label: t.auditor.position, cell: (item) => <span className="figure">{num(item.position)}</span> },
              { key: 'stream', label: t.auditor.stream, cell: (item) => <span>{t.auditor.streams[item.stream] ?? item.stream}{item.file_number ? <> <bdi className="figure">{digits(item.file_number)}</bdi></> : null}</span> },
              { key: 'actor', label: t.auditor.actor, cell: (item) => (item.actor.id && !search.actor ? <Link to="/audit/events" search={{ ...search, actor: `user:${item.actor.id}` }} aria-label={t.auditor.onlyActor(actorName(item.actor))}><bdi>{actorName(item.actor)}</bdi></Link> : <bdi>{actorName(item.actor)}</bdi>) },
              { key: 'happened', label: t.auditor.happened, cell: (item) => `${item.happened_at.precision === 'about' ? `${t.auditor.about} ` : ''}${formatInstant(item.happened_at)}` },
              { key: 'recorded', label: t.auditor.recorded, cell: (item) => <span className="cluster">{formatInstant(item.recorded_at)} <LateChip happened={item.happened_at} recorded={item.recorded_at} /></span> },
            ]}
          />
        </Card>
      )}
      <LoadMore hasMore={trail.hasNextPage} pending={trail.isFetchingNextPage} onMore={() => void trail.fetchNextPage()} />
    </Page>
  );
}
