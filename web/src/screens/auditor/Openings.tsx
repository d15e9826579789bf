import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { Card, Empty, Failure, LinkTabs, LoadMore, Page, Skeleton, Table } from '@/ui/index.ts';
import { Ground, WhichOpenings, operationWord } from '../trust/Openings.tsx';
import { auditTabs, usePages } from './Trail.tsx';
import type { AccessItem } from './types.ts';
import { actorName } from './words.ts';

/** `family:<id>` as a way to its replay. */
function Subject({ subject }: { subject: string }) {
  const [stream, id] = subject.split(':');
  if (stream === 'family' && id) return <Link to="/audit/replay/$stream/$id" params={{ stream, id }}>{t.auditor.openReplay}</Link>;
  return t.auditor.streams[subject] ?? subject;
}

/** Who opened which file, and on what ground. */
export function Openings() {
  const [which, setWhich] = useState<'all' | 'unusual'>('all');
  const openings = usePages<AccessItem>('/audit/access', which === 'unusual' ? { unusual: 'true' } : {});
  const items = openings.data ?? [];
  return (
    <Page title={t.auditor.accessTitle} back={{ label: t.auditor.toFind, to: '/audit' }}>
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <WhichOpenings value={which} onChange={setWhich} />
      {openings.error ? <Failure problem={openings.error} /> : openings.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="eye" title={t.auditor.noAccess} /> : (
        <Card flush>
          <Table<AccessItem>
            caption={t.auditor.accessTitle}
            rows={items}
            rowKey={(item) => String(item.id)}
            columns={[
              { key: 'actor', label: t.auditor.actor, header: true, cell: (item) => <bdi>{actorName(item.actor)}</bdi> },
              { key: 'operation', label: t.auditor.operation, cell: (item) => operationWord(item.operation) },
              { key: 'subject', label: t.auditor.subject, cell: (item) => <Subject subject={item.subject} /> },
              { key: 'ground', label: t.auditor.ground, cell: (item) => <Ground opening={item} /> },
              { key: 'via', label: t.auditor.via, cell: (item) => t.auditor.viaWords[item.via] ?? item.via },
              { key: 'at', label: t.auditor.recorded, cell: (item) => formatInstant(item.accessed_at) },
            ]}
          />
        </Card>
      )}
      <LoadMore hasMore={openings.hasNextPage} pending={openings.isFetchingNextPage} onMore={() => void openings.fetchNextPage()} />
    </Page>
  );
}
