import { Bars, Lines, type LineSeries } from '@/charts/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { told } from './ReportTableView.tsx';
import type { Chart as Kind, ReportTable } from './types.ts';

const SERIES_MAX = 5;
const TIME: readonly string[] = ['year', 'quarter', 'month', 'cycle_year'];

/** The picture of a built report; its table stands beside it, with every number. */
export function Chart({ table, kind, caption }: { table: ReportTable; kind: Kind; caption: string }) {
  const words = t.catalog;
  const counts = table.columns.map((column, n) => ({ ...column, n })).filter(({ kind: shape }) => shape === 'count');
  const names = table.rows.map((cells) => told(cells[0], 'text'));
  if (kind === 'table' || table.rows.length === 0) return null;
  const hidden = table.rows.some((cells) => cells.some((cell) => cell.few));
  const note = hidden ? <p className="faint">{words.tooFew}</p> : null;
  if (kind === 'bars') {
    const last = counts.at(-1)?.n ?? 1;
    const items = table.rows.flatMap((cells, n) => (cells[last]?.number === null || cells[last]?.number === undefined ? [] : [{ key: String(n), label: names[n], value: cells[last].number }]));
    return <div className="stack-tight"><Bars items={items} />{note}</div>;
  }
  if (!TIME.includes(table.columns[0]?.key ?? '')) return <p className="faint">{words.noLine}</p>;
  // Columns are lines of their own; without columns the sum is the one line.
  const drawn = counts.length > 1 ? counts.slice(0, -1) : counts;
  const series: LineSeries[] = drawn.slice(0, SERIES_MAX).map(({ key, title, n }) => ({ key, label: inLanguage(title.fa, title.en), values: table.rows.map((cells) => cells[n]?.number ?? null) }));
  return <div className="stack-tight"><Lines caption={caption} labels={names} series={series} />{drawn.length > SERIES_MAX ? <p className="faint">{words.others(num(drawn.length - SERIES_MAX))}</p> : null}{note}</div>;
}
