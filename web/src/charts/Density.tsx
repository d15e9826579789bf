import { scaleLinear } from 'd3-scale';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Disclosure } from '@/ui/Page.tsx';
import { Table } from '@/ui/Table.tsx';
import './charts.css';

/** One column: a day or a month with its parts, the lowest first. */
export type DensityColumn = { key: string; label: string; counts: Record<string, number | undefined> };

type DensityProps = {
  caption: string;
  columns: readonly DensityColumn[];
  /** The parts in the order in which they are stacked, with their words. */
  kinds: readonly { key: string; label: string }[];
  /** What the columns are: days, months. */
  unit: string;
  current?: string | undefined;
  onPick?: (key: string) => void;
};

const HEIGHT = 72;
const sumOf = (column: DensityColumn): number => Object.values(column.counts).reduce<number>((sum, n) => sum + (n ?? 0), 0);

/** How dense a time was, by kind: stacked columns, each part with its own pattern of shade; the same as a table for those who hear it. */
export function Density({ caption, columns, kinds, unit, current, onPick }: DensityProps) {
  const max = Math.max(1, ...columns.map(sumOf));
  const height = scaleLinear([0, max], [0, HEIGHT]);
  const used = kinds.filter((kind) => columns.some((column) => (column.counts[kind.key] ?? 0) > 0));
  if (columns.every((column) => sumOf(column) === 0)) return <p className="soft">{t.audit.chartEmpty}</p>;
  return (
    <figure className="density">
      <figcaption className="visually-hidden">{caption}</figcaption>
      <div className="density-plot">
        <span className="density-max figure faint" aria-hidden="true">{num(max)}</span>
        <ol className="density-columns" aria-label={caption}>
          {columns.map((column) => {
            const sum = sumOf(column);
            const words = t.audit.dayCount(column.label, num(sum));
            const stack = (
              <span className="density-stack" style={{ blockSize: `${HEIGHT}px` }} aria-hidden="true">
                {used.map(({ key }) => {
                  const n = column.counts[key] ?? 0;
                  return n > 0 ? <span key={key} className={`density-part part-${key}`} style={{ blockSize: `${Math.max(1.5, height(n))}px` }} /> : null;
                })}
              </span>
            );
            return (
              <li key={column.key} className={column.key === current ? 'current' : undefined}>
                {onPick && sum > 0 ? <button type="button" tabIndex={-1} title={words} aria-label={words} onClick={() => onPick(column.key)}>{stack}</button> : <span title={words}><span className="visually-hidden">{words}</span>{stack}</span>}
              </li>
            );
          })}
        </ol>
        <div className="density-ends faint" aria-hidden="true"><span>{columns[0]?.label}</span><span>{columns.at(-1)?.label}</span></div>
      </div>
      <ul className="density-key" aria-hidden="true">{used.map(({ key, label }) => <li key={key}><span className={`density-part part-${key}`} />{label}</li>)}</ul>
      <Disclosure summary={t.audit.asTable}>
        <Table<DensityColumn>
          caption={caption}
          rows={columns.filter((column) => sumOf(column) > 0)}
          rowKey={(column) => column.key}
          columns={[
            { key: 'unit', label: unit, header: true, cell: (column) => column.label },
            ...used.map(({ key, label }) => ({ key, label, numeric: true, cell: (column: DensityColumn) => num(column.counts[key] ?? 0) })),
            { key: 'sum', label: t.audit.sum, numeric: true, cell: (column) => num(sumOf(column)) },
          ]}
        />
      </Disclosure>
    </figure>
  );
}
