import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { formatInstant, num, today } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, ComboField, Empty, Failure, LinkTabs, LoadMore, Page, Skeleton, Table } from '@/ui/index.ts';
import { Ground, WhichOpenings } from '../trust/Openings.tsx';
import { ActorField } from './ActorField.tsx';
import { usePages } from './data.ts';
import { streamWord } from './names.ts';
import { PrintHead } from './PrintHead.tsx';
import { changed, type AccessSearch } from './search.ts';
import { auditTabs } from './Trail.tsx';
import type { AccessItem } from './types.ts';
import { operationWord } from './words.ts';

/** `family:<id>` as a way to its replay. */
function Subject({ subject }: { subject: string }) {
  const [stream, id] = subject.split(':');
  if (stream && id) return <span className="cluster"><span>{streamWord(stream)}</span><Link to="/audit/replay/$stream/$id" params={{ stream, id }}>{t.auditor.openReplay}</Link></span>;
  if (subject === 'sign_ins') return t.access.signInsTitle;
  return t.audit.moreSubjects[subject] ?? t.auditor.streams[subject] ?? subject;
}

/** The same reading by the same account, told once with how often: stepping through a replay opens the file at every step. */
type Reading = AccessItem & { times: number; first: AccessItem };

function gathered(items: readonly AccessItem[]): Reading[] {
  const found: Reading[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (last && last.actor.id === item.actor.id && last.operation === item.operation && last.subject === item.subject && last.ground === item.ground && last.via === item.via) {
      last.times += 1;
      last.first = item;
    } else {
      found.push({ ...item, times: 1, first: item });
    }
  }
  return found;
}

const operations = () => Object.keys({ ...t.auditor.operations, ...t.audit.moreOperations }).map((value) => ({ value, label: operationWord(value) }));

/** Who opened which file, and on what ground; the auditors' own reading among it. */
export function Openings() {
  const search = useSearch({ from: '/shell/audit/access' });
  const navigate = useNavigate();
  const openings = usePages<AccessItem>('/audit/access', search);
  const change = (part: { [K in keyof AccessSearch]: string | undefined }) => void navigate({ to: '/audit/access', search: changed(search, part), replace: true, resetScroll: false });
  const items = gathered(openings.data ?? []);
  return (
    <Page title={t.auditor.accessTitle} subtitle={t.audit.accessHelp} back={{ label: t.administrator.toFind, to: '/audit' }} actions={<Button small icon="print" className="no-print" onPress={() => window.print()}>{t.audit.printList}</Button>}>
      <LinkTabs label={t.auditor.tabs} items={auditTabs()} />
      <PrintHead position={undefined} />
      <Card className="no-print">
        <div className="stack-tight">
          <div className="form-row">
            <ActorField name="user_id" label={t.audit.account} value={search.user_id ?? null} onChange={(id) => change({ user_id: id ?? undefined })} />
            <ComboField name="operation" label={t.audit.operation} optional placeholder={t.audit.anyOperation} options={operations()} value={search.operation ?? null} onChange={(value) => change({ operation: value ?? undefined })} />
            <DateField name="from" label={t.audit.from} optional value={search.from ?? null} onChange={(value) => change({ from: value ?? undefined })} max={today()} />
            <DateField name="to" label={t.audit.to} optional value={search.to ?? null} onChange={(value) => change({ to: value ?? undefined })} max={today()} />
          </div>
          <WhichOpenings value={search.unusual ? 'unusual' : 'all'} onChange={(which) => change({ unusual: which === 'unusual' ? 'true' : undefined })} />
          {search.family_id ? <div><Button small variant="quiet" icon="close" aria-label={t.audit.remove(t.audit.onlyThisFamily)} onPress={() => change({ family_id: undefined })}>{t.audit.onlyThisFamily}</Button></div> : null}
        </div>
      </Card>
      {openings.error ? <Failure problem={openings.error} /> : openings.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="eye" title={t.auditor.noAccess} /> : (
        <Card flush>
          <Table<Reading>
            caption={t.auditor.accessTitle}
            rows={items}
            rowKey={(item) => String(item.id)}
            columns={[
              { key: 'actor', label: t.auditor.actor, header: true, cell: (item) => <bdi>{actorName(item.actor)}</bdi> },
              { key: 'operation', label: t.auditor.operation, cell: (item) => <span className="cluster">{operationWord(item.operation)}{item.times > 1 ? <Chip>{t.audit.times(num(item.times))}</Chip> : null}</span> },
              { key: 'subject', label: t.auditor.subject, cell: (item) => <Subject subject={item.subject} /> },
              { key: 'ground', label: t.auditor.ground, cell: (item) => <Ground opening={item} /> },
              { key: 'via', label: t.auditor.via, cell: (item) => t.auditor.viaWords[item.via] ?? item.via },
              { key: 'at', label: t.auditor.recorded, cell: (item) => <span>{formatInstant(item.accessed_at)}{item.times > 1 ? <><br /><small className="faint">{t.audit.until(formatInstant(item.first.accessed_at))}</small></> : null}</span> },
            ]}
          />
        </Card>
      )}
      <div className="no-print"><LoadMore hasMore={openings.hasNextPage} pending={openings.isFetchingNextPage} onMore={() => void openings.fetchNextPage()} /></div>
    </Page>
  );
}
