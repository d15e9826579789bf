import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { Column } from '@/ui/index.ts';
import type { Topic } from './search.ts';
import type { Counts, ListName, Row } from './types.ts';

type OfficeSearch = { state?: 'called' | 'contracted' | 'open' | 'closed'; late?: 'contract' | 'evaluation' | 'report' };

/** A number that opens its list; nothing opens from a zero. */
function Behind({ count, place, list }: { count: number; place: string | undefined; list: ListName }) {
  if (count === 0) return <>{num(0)}</>;
  return <Link to="/nation/list" search={{ ...(place ? { place } : {}), number: list }}>{num(count)}</Link>;
}

function OfficesBehind({ count, place, of }: { count: number; place: string | undefined; of: OfficeSearch }) {
  if (count === 0) return <>{num(0)}</>;
  return <Link to="/offices" search={{ ...(place ? { place } : {}), ...of }}>{num(count)}</Link>;
}

/** A count of families or services: what is too small is not told. */
export const hidden = (count: number | null): string => (count === null ? t.rollup.fewer : num(count));

type Cell = { key: string; label: string; cell: (counts: Counts, place: string | undefined) => ReactNode };

const behind = (list: ListName, read: (counts: Counts) => number): Cell => ({
  key: list,
  label: t.rollup.list[list],
  cell: (counts, place) => <Behind count={read(counts)} place={place} list={list} />,
});

const offices = (key: keyof (typeof t)['rollup']['offices'], of: OfficeSearch): Cell => ({
  key,
  label: t.rollup.offices[key],
  cell: (counts, place) => <OfficesBehind count={counts.offices[key]} place={place} of={of} />,
});

const told = (key: keyof (typeof t)['rollup']['families'], read: (counts: Counts) => number | null): Cell => ({ key, label: t.rollup.families[key], cell: (counts) => hidden(read(counts)) });

/** The numbers of a topic, each with what it opens. */
export function cellsOf(topic: Topic): Cell[] {
  switch (topic) {
    case 'offices':
      return [
        offices('open', { state: 'open' }), behind('with_office', (c) => c.offices.neighborhoods), offices('contract_over', { late: 'contract' }),
        offices('evaluation_late', { late: 'evaluation' }), offices('report_late', { late: 'report' }),
        offices('contracted', { state: 'contracted' }), offices('called', { state: 'called' }), offices('closed', { state: 'closed' }),
      ];
    case 'neighborhoods':
      return [
        behind('neighborhoods', (c) => c.neighborhoods), behind('with_profile', (c) => c.with_profile), behind('without_profile', (c) => c.without_profile),
        behind('priority_first', (c) => c.priorities.first), behind('priority_second', (c) => c.priorities.second), behind('priority_third', (c) => c.priorities.third),
        behind('priority_none', (c) => c.priorities.none), behind('approved', (c) => c.approved),
      ];
    case 'roadmaps':
      return [
        behind('roadmaps', (c) => c.roadmaps), behind('actions_planned', (c) => c.actions.planned), behind('actions_in_progress', (c) => c.actions.in_progress),
        behind('actions_done', (c) => c.actions.done), behind('actions_dropped', (c) => c.actions.dropped),
        behind('duties_reported', (c) => c.duties.reported), behind('duties_done', (c) => c.duties.done), behind('duties_late', (c) => c.duties.late),
      ];
    case 'needs':
      return [
        behind('needs_drafted', (c) => c.needs.drafted), behind('needs_returned', (c) => c.needs.returned), behind('needs_in_headquarters', (c) => c.needs.in_headquarters),
        behind('needs_approved', (c) => c.needs.approved), behind('needs_notified', (c) => c.needs.notified),
      ];
    case 'families':
      return [
        told('total', (c) => c.families.total), told('stable', (c) => c.families.stable), told('at_risk', (c) => c.families.at_risk), told('harmed', (c) => c.families.harmed),
        told('served', (c) => c.served), told('services', (c) => c.services),
      ];
  }
}

/** The columns of a topic: what lies below opens the level beneath. */
export function columnsOf(topic: Topic): Column<Row>[] {
  return [
    {
      key: 'name',
      label: t.rollup.below,
      header: true,
      cell: (row) => row.level ? <Link to="/nation" search={{ place: row.id, ...(topic === 'offices' ? {} : { topic }) }}>{row.name}</Link> : <Link to="/neighborhoods/$id" params={{ id: row.id }} search={{}}>{row.name}</Link>,
    },
    ...cellsOf(topic).map((one): Column<Row> => ({ key: one.key, label: one.label, numeric: true, cell: (row) => one.cell(row.counts, row.id) })),
    { key: 'position', label: t.rollup.lastEvent, numeric: true, cell: (row) => (row.counts.last_position === 0 ? null : num(row.counts.last_position)) },
  ];
}
