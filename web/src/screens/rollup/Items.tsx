import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { AsOf, Card, Chip, Empty, Loaded, Page, Pager } from '@/ui/index.ts';
import type { Item, ListName } from './types.ts';

const isList = (name: string | undefined): name is ListName => name !== undefined && name in t.rollup.list;

const stateOf = (list: ListName, state: string): string => {
  const { level, action, duty, need } = t.rollup.states;
  const words: Record<string, string> = list.startsWith('actions') ? action : list.startsWith('duties') ? duty : list.startsWith('needs') ? need : level;
  return words[state] ?? state;
};

function ItemRow({ item, list }: { item: Item; list: ListName }) {
  return (
    <li className="spread">
      <span>
        <Link to="/neighborhoods/$id" params={{ id: item.neighborhood.id }} search={list.startsWith('actions') || list === 'roadmaps' ? { tab: 'roadmap' } : list.startsWith('duties') ? { tab: 'duties' } : list.startsWith('priority') ? { tab: 'priority' } : {}}><bdi>{item.neighborhood.name ?? t.common.unknown}</bdi></Link>
        {item.office ? <> · <Link to="/offices/$id" params={{ id: item.office.id }} search={{ tab: 'needs' }}><bdi>{item.office.name}</bdi></Link></> : null}
        {item.agency ? <> · <bdi>{item.agency.name}</bdi></> : null}
        {item.text ? <><br /><bdi className="soft">{item.text}</bdi></> : null}
      </span>
      <span className="cluster">
        {item.state ? <Chip>{stateOf(list, item.state)}</Chip> : null}
        {item.on ? <small className="soft">{formatDate(item.on)}</small> : null}
      </span>
    </li>
  );
}

/** The list behind a number of a roll-up. */
export function Items() {
  const words = t.rollup;
  const search = useSearch({ from: '/shell/nation/list' });
  const list: ListName = isList(search.number) ? search.number : 'neighborhoods';
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const found = useApi<Paged<Item>>('/rollup/items', { query: { place_id: search.place, number: list, cursor: cursors.at(-1) ?? undefined }, streams: ['office', 'neighborhood'], keepPrevious: true });
  return (
    <Page title={words.list[list]} back={{ label: words.back, to: '/nation' }}>
      <Loaded query={found} rows={8}>
        {({ items, next, total, position }) => (
          <Card title={words.found(num(total ?? items.length))}>
            {items.length === 0 ? <Empty icon="map" title={t.common.empty} /> : (
              // Two duties of one agency, or two actions, may say the same: their place in the list tells them apart.
              // oxlint-disable-next-line no-array-index-key
              <ul className="cards">{items.map((item, at) => <ItemRow key={`${item.neighborhood.id}-${at}`} item={item} list={list} />)}</ul>
            )}
            <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
            <AsOf position={position} at={found.dataUpdatedAt} />
          </Card>
        )}
      </Loaded>
    </Page>
  );
}
