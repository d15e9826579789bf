import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, refreshEverything, toProblem, useApi, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Facts, LinkTabs, LoadMore, Loaded, Notice, Page, ProblemNote, Table, toast } from '@/ui/index.ts';
import { usePages } from './data.ts';
import { auditTabs } from './Trail.tsx';
import type { CheckpointItem, CheckpointList, CheckpointView } from './checkpointTypes.ts';
import './auditor.css';

/** The root in short, to compare by eye. */
export const shortRoot = (root: string) => root.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ');

/** How the signing fares: what is not covered, and what stops it. */
function Standing({ list }: { list: CheckpointList }) {
  const newest = list.items[0];
  const left = list.position - (newest?.position ?? 0);
  const fault = list.keeper?.fault;
  if (!list.keeper) return <Notice tone="bad">{t.proof.keeperNever}</Notice>;
  if (fault) {
    return (
      <Notice tone="bad" title={t.proof.faultTitle}>
        <p>{t.proof.faults[fault] ?? fault}</p>
        <p>{t.proof.faultHelp}</p>
      </Notice>
    );
  }
  return (
    <Notice tone={left > 0 ? 'info' : 'good'}>
      <p>{left > 0 ? t.proof.uncovered(num(left)) : t.proof.covered}</p>
      <p className="soft">{t.proof.keeperSeen(formatInstant(list.keeper.seen_at))}</p>
    </Notice>
  );
}

/** Signs now. */
function Make() {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const make = async () => {
    setPending(true);
    setProblem(null);
    try {
      const made = await api.post<CheckpointView>('/audit/checkpoints', {});
      refreshEverything();
      toast(t.proof.made(num(made.number), num(made.position ?? 0)));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      <div><Button variant="primary" icon="audit" pending={pending} onPress={() => void make()}>{t.proof.make}</Button></div>
      <ProblemNote problem={problem} />
    </>
  );
}

function State({ item }: { item: CheckpointItem }) {
  if (!item.holds) return <Chip tone="bad" icon="alert">{t.proof.broken}</Chip>;
  return (
    <span className="cluster">
      <Chip tone="good">{t.proof.holds}</Chip>
      {item.begins && item.begins !== 'new' ? <Chip tone="warn" icon="alert">{t.proof.begins[item.begins] ?? item.begins}</Chip> : null}
    </span>
  );
}

/** The signed checkpoints of the log, the newest first. */
export function Checkpoints() {
  const first = useApi<CheckpointList>('/audit/checkpoints', { query: { limit: 1 } });
  const pages = usePages<CheckpointItem>('/audit/checkpoints', {});
  const items = pages.data ?? [];
  return (
    <Page title={t.proof.title} subtitle={t.proof.help} back={{ label: t.administrator.toFind, to: '/audit' }}>
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <Loaded query={first}>
        {(list) => (
          <>
            <Standing list={list} />
            <Make />
            {list.items[0]?.fingerprint ? (
              <Card>
                <div className="stack-tight">
                  <Facts facts={[{ term: t.proof.fingerprint, value: <bdi dir="ltr" className="fingerprint">{list.items[0].fingerprint}</bdi> }, { term: t.proof.head, value: num(list.position) }]} />
                  <p className="soft">{t.proof.fingerprintHelp}</p>
                </div>
              </Card>
            ) : null}
          </>
        )}
      </Loaded>
      {pages.isSuccess && items.length === 0 ? <Empty icon="audit" title={t.proof.none} /> : (
        <Card title={t.proof.list} flush>
          <Table<CheckpointItem>
            caption={t.proof.list}
            rows={items}
            rowKey={(item) => String(item.number)}
            changed={(item) => !item.holds}
            columns={[
              { key: 'number', label: t.proof.number, header: true, cell: (item) => <Link className="row-link" to="/audit/checkpoints/$number" params={{ number: String(item.number) }}>{t.proof.name(num(item.number))}</Link> },
              { key: 'position', label: t.proof.position, numeric: true, cell: (item) => (item.position === null ? null : num(item.position)) },
              { key: 'at', label: t.proof.signedAt, cell: (item) => (item.signed_at ? formatInstant(item.signed_at) : null) },
              { key: 'root', label: t.proof.root, cell: (item) => (item.root ? <bdi dir="ltr" className="fingerprint">{shortRoot(item.root)}</bdi> : null) },
              { key: 'state', label: t.proof.state, cell: (item) => <State item={item} /> },
            ]}
          />
        </Card>
      )}
      <LoadMore hasMore={pages.hasNextPage} pending={pages.isFetchingNextPage} onMore={() => void pages.fetchNextPage()} />
      <Card title={t.proof.verifyTitle}>
        <div className="stack-tight">
          <p className="prose">{t.proof.verifyHelp}</p>
          <pre dir="ltr" className="note-text"><code>hamyar verify</code></pre>
        </div>
      </Card>
    </Page>
  );
}
