import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, useEffect, useState } from 'react';
import { useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDayMonth, formatWeekday, num, type ServerDate } from '@/lib/dates.ts';
import { whenIdle } from '@/lib/whenIdle.ts';
import { sorted } from '@/lib/sorted.ts';
import { familyTitle, placeName } from '@/screens/family/data.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { keyOfItem, tabOf, titleOfItem } from './calendar/Item.tsx';
import type { Kind, QueueItem, Urgent } from './calendar/types.ts';
import type { GroupBy, TodaySearch } from './routes.ts';
import { fits, grouped } from './todayWork.ts';
import { AsOf, Button, ChoiceField, Checkbox, Chip, Count, Disclosure, DueChip, DueGroups, Empty, Loaded, Page, RowLink, SearchField, SelectField, type Tone } from '@/ui/index.ts';

// The queue is drawn first; what keeps filters brings a dialog along.
const SavedFilters = lazy(() => import('@/screens/common/SavedFilters.tsx').then((part) => ({ default: part.SavedFilters })));

type Item = QueueItem;
type Today = { date: ServerDate; items: Item[]; counts: Record<Item['state'], number>; position: number };

/** The last weeks of a year are worth a word on every item. */
const YEAR_NOTICE_DAYS = 45;
/** So much work is found without looking for it. */
const FEW = 5;
const ANY = 'any';
const TONES: Record<Urgent, Tone> = { address_under_threat: 'bad', critical_indicator: 'bad', urgent_referral: 'bad', year_ending: 'warn' };

/** Why the family comes first; that the year ends is told with its days. */
function UrgentChips({ urgent }: { urgent: readonly Urgent[] }) {
  return urgent.filter((why) => why !== 'year_ending').map((why) => <Chip key={why} tone={TONES[why]} icon="flag">{t.owed.urgent[why]}</Chip>);
}

/** The days of the work: from when to when, where it is not one day. */
function daysOf(item: Item): string {
  const from = item.window_from;
  return from && from.iso !== item.due.iso && item.kind !== 'task' && item.kind !== 'goal_due' ? t.family.window(formatDayMonth(from), formatDayMonth(item.due)) : formatDayMonth(item.due);
}

function Work({ item, inFamily = false }: { item: Item; inFamily?: boolean }) {
  const left = item.days_left_of_year;
  const notices = item.kind !== 'year_ending' && left !== null && left <= YEAR_NOTICE_DAYS && !inFamily;
  const urgent = inFamily ? [] : (item.urgent ?? []);
  const title = <>{titleOfItem(item)}{item.member ? <> · <bdi>{item.member.name}</bdi></> : null}</>;
  return (
    <RowLink
      to="/families/$id"
      params={{ id: item.family.id }}
      search={{ tab: tabOf(item) }}
      edge={item.state}
      who={inFamily ? title : familyTitle(item.family)}
      what={inFamily ? daysOf(item) : <>{title} · {placeName(item.family.neighborhood)}</>}
      aside={<><DueChip date={item.due} />{inFamily ? null : <span className="faint">{daysOf(item)}</span>}</>}
      foot={item.missed || notices || urgent.length > 0 ? (
        <span className="cluster">
          <UrgentChips urgent={urgent} />
          {item.missed ? <Chip tone="bad" icon="alert">{t.family.missedStill}</Chip> : notices ? <Chip tone={left < 0 ? 'bad' : 'warn'} icon="flag">{left < 0 ? t.common.yearOver(num(-left)) : t.caseworker.yearLeft(num(left))}</Chip> : null}
        </span>
      ) : null}
    />
  );
}

/** By neighborhood: a walk is planned by streets, not by dates. */
function ByArea({ items }: { items: readonly Item[] }) {
  const areas = sorted(grouped(items, (item) => item.family.neighborhood.id), ([, a], [, b]) => b.length - a.length);
  return (
    <div className="stack-wide">
      {areas.map(([id, work]) => (
        <section key={id} className="stack-tight" aria-labelledby={`area-${id}`}>
          <div className="group-head"><h2 id={`area-${id}`}><bdi>{work[0] ? placeName(work[0].family.neighborhood) : ''}</bdi></h2><Count n={work.length} /></div>
          <ul className="cards">{work.map((item) => <li key={keyOfItem(item)}><Work item={item} /></li>)}</ul>
        </section>
      ))}
    </div>
  );
}

/** By family: one visit may settle all that is open for it. */
function ByFamily({ items }: { items: readonly Item[] }) {
  return (
    <div className="stack-wide">
      {grouped(items, (item) => item.family.id).map(([id, work]) => {
        const [first] = work;
        if (!first) return null;
        return (
          <div key={id} className="stack-tight" role="group" aria-labelledby={`family-${id}`}>
            <div className="group-head"><h2 id={`family-${id}`}><Link to="/families/$id" params={{ id }} search={{}}><bdi>{familyTitle(first.family)}</bdi></Link></h2><Count n={work.length} /></div>
            <p className="cluster soft"><bdi>{placeName(first.family.neighborhood)}</bdi><UrgentChips urgent={first.urgent ?? []} /></p>
            <ul className="cards">{work.map((item) => <li key={keyOfItem(item)}><Work item={item} inFamily /></li>)}</ul>
          </div>
        );
      })}
    </div>
  );
}

type NarrowProps = { items: readonly Item[]; search: TodaySearch; change: (next: TodaySearch) => void; wanted: string; setWanted: (text: string) => void };

/** What of the list is shown, and in which order. */
function Narrow({ items, search, change, wanted, setWanted }: NarrowProps) {
  const kinds = [...new Set(items.map((item) => item.kind))];
  const areas = new Map(items.map((item) => [item.family.neighborhood.id, placeName(item.family.neighborhood)]));
  const user = useUser();
  const set = [search.kind, search.area, search.late].filter(Boolean).length;
  return (
    <div className="stack-tight no-print">
      <Suspense fallback={null}><SavedFilters user={user.id} screen="today" filters={search} narrowed={set > 0 || search.by !== undefined} onChoose={(kept) => change(kept as TodaySearch)} /></Suspense>
      <ChoiceField name="by" label={t.owed.groupBy} inline options={optionsOf(t.owed.group)} value={search.by ?? 'due'} onChange={(by) => change({ ...search, by: by === 'due' ? undefined : (by as GroupBy) })} />
      {items.length > FEW || set > 0 || wanted ? (
        <>
          <SearchField label={t.owed.find} value={wanted} onChange={setWanted} />
          <Disclosure summary={set > 0 ? `${t.owed.filters} (${num(set)})` : t.owed.filters}>
            <div className="form-row">
              <SelectField name="kind" label={t.owed.kind} options={[{ value: ANY, label: t.owed.anyKind }, ...kinds.map((kind: Kind) => ({ value: kind, label: t.caseworker.kinds[kind] }))]} value={search.kind ?? ANY} onChange={(kind) => change({ ...search, kind: kind === ANY || !kind ? undefined : kind })} />
              <SelectField name="area" label={t.owed.area} options={[{ value: ANY, label: t.owed.anyArea }, ...[...areas].map(([value, label]) => ({ value, label }))]} value={search.area ?? ANY} onChange={(area) => change({ ...search, area: area === ANY || !area ? undefined : area })} />
              <Checkbox name="late" checked={search.late === true} onChange={(late) => change({ ...search, late: late || undefined })}>{t.owed.onlyLate}</Checkbox>
            </div>
          </Disclosure>
        </>
      ) : null}
    </div>
  );
}

/** The caseworker's queue: overdue, today, this week, later; or by family, or by neighborhood. */
export function Today() {
  const today = useApi<Today>('/caseworkers/me/today', { streams: ['family', 'caseworker'] });
  const search = useSearch({ from: '/shell/today' });
  const navigate = useNavigate();
  const [wanted, setWanted] = useState('');
  const change = (next: TodaySearch) => void navigate({ to: '/today', search: next, replace: true, resetScroll: false });
  // Whoever looks at the queue opens a family next.
  useEffect(() => whenIdle(() => void import('./FamilyPage.tsx').catch(() => undefined)), []);
  return (
    <Page title={t.caseworker.menu.today} subtitle={today.data ? <>{formatWeekday(today.data.date)}{today.data.items.length > 0 ? ` · ${t.caseworker.toDo(num(today.data.items.length))}` : ''}</> : null}>
      <Loaded query={today} rows={6}>
        {({ items, position }) => {
          const shown = items.filter((item) => fits(item, search, wanted));
          return (
            <div className="stack-wide">
              {items.length === 0 ? (
                <Empty icon="check" title={t.caseworker.nothingToDo}><p>{t.caseworker.nothingToDoHelp}</p></Empty>
              ) : (
                <>
                  <Narrow items={items} search={search} change={change} wanted={wanted} setWanted={setWanted} />
                  {shown.length === 0 ? (
                    <Empty icon="filter" title={t.owed.noneFits}><Button small onPress={() => { setWanted(''); change({ by: search.by }); }}>{t.owed.showAll}</Button></Empty>
                  ) : search.by === 'area' ? (
                    <ByArea items={shown} />
                  ) : search.by === 'family' ? (
                    <ByFamily items={shown} />
                  ) : (
                    <DueGroups items={shown} stateOf={(item) => item.state} keyOf={keyOfItem} row={(item) => <Work item={item} />} />
                  )}
                  <p className="faint">{t.owed.order}</p>
                </>
              )}
              <AsOf position={position} at={today.dataUpdatedAt} />
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
