import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { Chip, Source, Table, type Column } from '@/ui/index.ts';
import { titleOf } from '../national/shared.tsx';
import type { PartOfAgency } from '../national/types.ts';

function State({ part }: { part: PartOfAgency }) {
  const words = t.national.ours;
  return (
    <span className="stack-tight">
      <span className="cluster">
        <Chip tone={part.state === 'going' ? 'info' : 'quiet'}>{words.states[part.state]}</Chip>
        {part.is_late ? <Chip tone="warn">{t.national.shareLate}</Chip> : null}
      </span>
      {part.ended_on ? <small className="soft">{formatDate(part.ended_on)}{part.end_reason ? <> · <bdi>{part.end_reason}</bdi></> : null}</small> : null}
    </span>
  );
}

/** Parts of the reader's agency, with their programs or, on the page of one, without. */
export function PartTable({ caption, parts, programs = false }: { caption: string; parts: readonly PartOfAgency[]; programs?: boolean }) {
  const words = t.national;
  const columns: Column<PartOfAgency>[] = [
    ...(programs ? [{ key: 'program', label: words.program, header: true, cell: (row: PartOfAgency) => <Link to="/agency/programs/$id" params={{ id: row.program_id }}><bdi>{titleOf(row)}</bdi></Link> }] : []),
    { key: 'part', label: words.sharePart, header: !programs, cell: (row) => (row.part ? words.shareParts[row.part] : '') },
    { key: 'expected', label: words.expected, cell: (row) => (row.expected === null ? <span className="soft">{words.ours.unsaid}</span> : <><bdi>{row.expected}</bdi>{row.source ? <> <Source of={row.source} /></> : null}{row.given_on ? <div className="soft">{words.ours.givenOn(formatDate(row.given_on))}</div> : null}</>) },
    { key: 'due', label: words.expectedBy, cell: (row) => (row.due_on ? formatDate(row.due_on) : '') },
    { key: 'state', label: words.state, cell: (row) => <State part={row} /> },
  ];
  return <Table<PartOfAgency> caption={caption} rows={parts} rowKey={(row) => `${row.program_id}/${parts.indexOf(row)}`} columns={columns} />;
}
