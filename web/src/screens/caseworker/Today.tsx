import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDayMonth, formatWeekday, num, type ServerDate } from '@/lib/dates.ts';
import { whenIdle } from '@/lib/whenIdle.ts';
import { sorted } from '@/lib/sorted.ts';
import { familyTitle, placeName } from '@/screens/family/data.ts';
import { keyOfItem, tabOf, titleOfItem } from './calendar/Item.tsx';
import type { QueueItem } from './calendar/types.ts';
import { AsOf, Button, Chip, Count, DueChip, DueGroups, Empty, Loaded, Page, RowLink } from '@/ui/index.ts';

type Item = QueueItem;
type Today = { date: ServerDate; items: Item[]; counts: Record<Item['state'], number>; position: number };

/** The last weeks of a year are worth a word on every item. */
const YEAR_NOTICE_DAYS = 45;

function Work({ item }: { item: Item }) {
  const left = item.days_left_of_year;
  const notices = item.kind !== 'year_ending' && left !== null && left <= YEAR_NOTICE_DAYS;
  return (
    <RowLink
      to="/families/$id"
      params={{ id: item.family.id }}
      search={{ tab: tabOf(item) }}
      edge={item.state}
      who={familyTitle(item.family)}
      what={<>{titleOfItem(item)}{item.member ? <> · <bdi>{item.member.name}</bdi></> : null} · {placeName(item.family.neighborhood)}</>}
      aside={<><DueChip date={item.due} /><span className="faint">{formatDayMonth(item.due)}</span></>}
      foot={item.missed ? <Chip tone="bad" icon="alert">{t.family.missedStill}</Chip> : notices ? <Chip tone={left < 0 ? 'bad' : 'warn'} icon="flag">{left < 0 ? t.common.yearOver(num(-left)) : t.caseworker.yearLeft(num(left))}</Chip> : null}
    />
  );
}

/** By neighborhood: a walk is planned by streets, not by dates. */
function ByArea({ items }: { items: readonly Item[] }) {
  const areas = new Map<string, { name: string; items: Item[] }>();
  for (const item of items) {
    const area = areas.get(item.family.neighborhood.id) ?? { name: placeName(item.family.neighborhood), items: [] };
    area.items.push(item);
    areas.set(item.family.neighborhood.id, area);
  }
  return (
    <div className="stack-wide">
      {sorted([...areas], ([, a], [, b]) => b.items.length - a.items.length).map(([id, area]) => (
        <section key={id} className="stack-tight" aria-labelledby={`area-${id}`}>
          <div className="group-head"><h2 id={`area-${id}`}><bdi>{area.name}</bdi></h2><Count n={area.items.length} /></div>
          <ul className="cards">{area.items.map((item) => <li key={keyOfItem(item)}><Work item={item} /></li>)}</ul>
        </section>
      ))}
    </div>
  );
}

/** The caseworker's queue: overdue, today, this week, later. */
export function Today() {
  const today = useApi<Today>('/caseworkers/me/today', { streams: ['family', 'caseworker'] });
  const { by = 'due' } = useSearch({ from: '/shell/today' });
  const navigate = useNavigate();
  // Whoever looks at the queue opens a family next.
  useEffect(() => whenIdle(() => void import('./FamilyPage.tsx').catch(() => undefined)), []);
  const other = by === 'due' ? 'area' : 'due';
  return (
    <Page
      title={t.caseworker.menu.today}
      subtitle={today.data ? <>{formatWeekday(today.data.date)}{today.data.items.length > 0 ? ` · ${t.caseworker.toDo(num(today.data.items.length))}` : ''}</> : null}
      actions={<Button small icon={other === 'area' ? 'map' : 'clock'} onPress={() => void navigate({ to: '/today', search: other === 'area' ? { by: other } : {}, replace: true })}>{t.caseworker.groupBy[other]}</Button>}
    >
      <Loaded query={today} rows={6}>
        {({ items, position }) => (
          <div className="stack-wide">
          {items.length === 0 ? (
            <Empty icon="check" title={t.caseworker.nothingToDo}><p>{t.caseworker.nothingToDoHelp}</p></Empty>
          ) : by === 'area' ? (
            <ByArea items={items} />
          ) : (
            <DueGroups items={items} stateOf={(item) => item.state} keyOf={keyOfItem} row={(item) => <Work item={item} />} />
          )}
          <AsOf position={position} at={today.dataUpdatedAt} />
          </div>
        )}
      </Loaded>
    </Page>
  );
}
