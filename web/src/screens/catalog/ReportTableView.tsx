import { inLanguage, t } from '@/i18n/index.ts';
import { decimal, formatDate, num, percent } from '@/lib/dates.ts';
import { Empty, Notice, Table, type Column } from '@/ui/index.ts';
import type { ColumnKind, ReportCell, ReportTable } from './types.ts';

export const told = (cell: ReportCell | undefined, kind: ColumnKind): string => {
  if (!cell) return '';
  if (cell.few) return t.catalog.few;
  if (cell.number !== null) return kind === 'thousandths' ? decimal(cell.number / 1000) : kind === 'share' ? percent(cell.number / 10_000) : num(cell.number);
  if (cell.day) return formatDate(cell.day);
  return cell.label ? inLanguage(cell.label.fa, cell.label.en) : '';
};

type Line = { key: string; cells: ReportCell[]; isTotal: boolean };

/** Lines of a report, with its sums last and what has to be known of it below. */
export function ReportTableView({ table, caption, keepTable = false }: { table: ReportTable; caption: string; keepTable?: boolean }) {
  const head = Math.max(0, table.columns.findIndex((column) => column.kind === 'text'));
  const lines: Line[] = [...table.rows.map((cells, n) => ({ key: String(n), cells, isTotal: false })), ...(table.total ? [{ key: 'total', cells: table.total, isTotal: true }] : [])];
  const columns: Column<Line>[] = table.columns.map(({ key, title, kind }, n) => ({
    key, label: inLanguage(title.fa, title.en), header: n === head, numeric: kind === 'count' || kind === 'thousandths' || kind === 'share',
    cell: (line) => {
      const text = told(line.cells[n], kind);
      return text === '' ? null : <bdi className={line.isTotal ? 'strong' : undefined}>{text}</bdi>;
    },
  }));
  return (
    <div className="stack">
      {table.rounded ? <Notice title={t.catalog.rounded} /> : null}
      {table.rows.length === 0 ? <Empty icon="chart" title={t.catalog.empty}>{t.catalog.emptyWhy}</Empty> : <Table<Line> caption={caption} columns={columns} rows={lines} rowKey={(line) => line.key} keepTable={keepTable} />}
      {table.notes.length > 0 ? <ul className="soft report-notes" aria-label={t.catalog.notesTitle}>{table.notes.map((note) => <li key={note.en}>{inLanguage(note.fa, note.en)}</li>)}</ul> : null}
    </div>
  );
}
