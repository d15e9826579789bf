import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, type ServerDate } from '@/lib/dates.ts';
import { Count, DueChip, RowLink } from '@/ui/index.ts';
import type { OverdueWork } from '@/screens/owed/types.ts';
import { tabOf } from './calendar/Item.tsx';
import type { QueueItem } from './calendar/types.ts';

type Late = { kind: QueueItem['kind']; due: ServerDate };

/** What stands in no calendar: a visit, an assessment, the end of the year. Entries of the calendar follow below it. */
const besides = ({ kind }: Late): boolean => kind !== 'calendar_entry' && kind !== 'goal_due';

function List({ id, items }: { id: string; items: readonly Late[] }) {
  if (items.length === 0) return null;
  return (
    <section className="stack-tight" aria-labelledby="late-for-family">
      <div className="group-head overdue"><h2 id="late-for-family">{t.words.due.overdue}</h2><Count n={items.length} /></div>
      <ul className="cards">
        {items.map((one) => (
          <li key={`${one.kind}-${one.due.iso}`}>
            <RowLink to="/families/$id" params={{ id }} search={{ tab: tabOf(one) }} edge="overdue" who={t.caseworker.kinds[one.kind]} what={formatDate(one.due)} aside={<DueChip date={one.due} />} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What is late for this family, of the caseworker's own queue. */
export function LateForCaseworker({ id }: { id: string }) {
  const today = useApi<{ items: QueueItem[] }>('/caseworkers/me/today', { streams: ['family', 'caseworker'] });
  return <List id={id} items={(today.data?.items ?? []).filter((item) => item.family.id === id && item.state === 'overdue' && besides(item))} />;
}

/** The same, of the whole center's. */
export function LateForManager({ id }: { id: string }) {
  const work = useApi<Paged<OverdueWork>>('/center/overdue', { streams: ['family', 'caseworker'] });
  return <List id={id} items={(work.data?.items ?? []).filter((item) => item.family_id === id && besides(item))} />;
}
