import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Empty, Loaded, Page, Table, AsOf, Pager, TakeAway } from '@/ui/index.ts';
import { named, useRule } from './data.ts';
import { LevelChip } from './Level.tsx';
import { PlaceField } from './PlaceField.tsx';
import { TryPriorities } from './TryPriorities.tsx';
import type { PriorityRow } from './types.ts';

function StateOf({ row }: { row: PriorityRow }) {
  const words = t.neighborhood;
  return (
    <span className="cluster">
      {row.overridden ? <Chip tone="warn">{words.overridden}</Chip> : null}
      {row.outdated ? <Chip tone="info">{words.outdated}</Chip> : null}
      {row.profile_version === 0 ? <Chip>{words.noProfile}</Chip> : row.lacking > 0 ? <Chip>{words.lacks(num(row.lacking))}</Chip> : null}
      {row.approved ? <Chip tone="good">{words.approval}</Chip> : null}
    </span>
  );
}

/** Neighborhoods of a place by their priority; and what another rule would change. */
export function Priorities() {
  const words = t.neighborhood;
  const search = useSearch({ from: '/shell/priorities' });
  const navigate = useNavigate();
  const user = useUser();
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const found = useApi<Paged<PriorityRow> & { total: number; given: number }>('/priorities', { query: { place_id: search.place, cursor: cursors.at(-1) ?? undefined, limit: 100 }, streams: ['neighborhood', 'settings'], keepPrevious: true });
  const rule = useRule();
  return (
    <Page title={words.prioritiesTitle} subtitle={words.prioritiesHelp}>
      <PlaceField value={search.place} onChange={(place) => { setCursors([null]); void navigate({ to: '/priorities', search: place ? { place } : {}, replace: true, resetScroll: false }); }} />
      <Loaded query={found}>
        {({ items, total, given, next }) => (
          <Card title={words.menu.priorities}>
            <p className="soft" role="status">{words.countOf(num(given), num(total))}</p>
            {items.length === 0 ? <Empty icon="map" title={t.common.empty} /> : (
              <Table<PriorityRow>
                caption={words.prioritiesTitle}
                rows={items}
                rowKey={(row) => row.id}
                columns={[
                  { key: 'name', label: words.name, header: true, cell: (row) => <Link to="/neighborhoods/$id" params={{ id: row.id }} search={{ tab: 'priority' }}>{digits(row.name)}</Link> },
                  { key: 'zone', label: words.zone, cell: (row) => row.zone?.name ?? row.city?.name },
                  { key: 'level', label: words.tab.priority, cell: (row) => <LevelChip level={row.level} /> },
                  { key: 'score', label: words.score, numeric: true, cell: (row) => (row.score === null ? null : num(row.score)) },
                  { key: 'rank', label: words.rank, numeric: true, cell: (row) => (row.rank === null ? null : num(row.rank)) },
                  { key: 'printed', label: words.printedRank, numeric: true, cell: (row) => (row.zone?.rank ? num(row.zone.rank) : null) },
                  { key: 'state', label: words.state, cell: (row) => <StateOf row={row} /> },
                  { key: 'on', label: words.setOn, cell: (row) => (row.set_on ? formatDate(row.set_on) : null) },
                ]}
              />
            )}
            <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
          </Card>
        )}
      </Loaded>
      {found.data ? <AsOf position={found.data.position} at={found.dataUpdatedAt} /> : null}
      <TakeAway what="tables/priorities" query={{ place_id: search.place }} />
      {hasRole(user, 'officer', 'auditor', 'administrator') ? <Loaded query={rule}>{(view) => <TryPriorities key={view.version} view={view} names={named(view.indicators)} place={search.place} />}</Loaded> : null}
    </Page>
  );
}
