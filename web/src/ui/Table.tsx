import type { ReactNode } from 'react';
import { cx } from '@/lib/cx.ts';

export type Column<R> = {
  key: string;
  label: string;
  cell: (row: R) => ReactNode;
  /** Right-hand figures that line up. */
  numeric?: boolean;
  /** This column names the row (one per table); it becomes the title of the card on a phone. */
  header?: boolean;
};

type TableProps<R> = {
  /** What the table holds, for those who hear it; shown when `captionShown`. */
  caption: string;
  captionShown?: boolean;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string;
  /** Marks a row, for instance what an event changed. */
  changed?: (row: R) => boolean;
  /** Keeps the table shape on a phone, for small tables of figures. */
  keepTable?: boolean;
};

/** Columns from which a table may be wider than a desk. */
const WIDE_FROM = 6;

/** A table on a desk, a list of cards on a phone. Put links in the cells, not on the rows. */
export function Table<R>({ caption, captionShown = false, columns, rows, rowKey, changed, keepTable = false }: TableProps<R>) {
  return (
    // What is wider than its place is scrolled by keyboard too: on a desk that may be any table.
    // oxlint-disable-next-line no-noninteractive-tabindex
    <div className="table-wrap" tabIndex={keepTable || columns.length > WIDE_FROM ? 0 : undefined}>
      <table className={cx('table', !keepTable && 'to-cards')}>
        <caption className={captionShown ? undefined : 'visually-hidden'}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th key={c.key} scope="col" className={c.numeric ? 'numeric' : undefined}>{c.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className={changed?.(row) ? 'changed' : undefined}>
              {columns.map((c) => {
                const content = c.cell(row);
                const empty = content === null || content === undefined || content === '';
                if (c.header) return <th key={c.key} scope="row">{content}</th>;
                return (
                  <td key={c.key} data-label={c.label} data-empty={empty ? '' : undefined} className={c.numeric ? 'numeric' : undefined}>
                    <span>{content}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export type Fact = { term: string; value: ReactNode; changed?: boolean };

/** Terms and values; empty values are left out. */
export function Facts({ facts, compact = false }: { facts: readonly (Fact | null | false)[]; /** Two beside each other on a phone, for short values. */ compact?: boolean }) {
  return (
    <dl className={cx('facts', compact && 'compact')}>
      {facts.map((f) =>
        f && f.value !== null && f.value !== undefined && f.value !== '' ? (
          <div key={f.term} className={f.changed ? 'changed' : undefined}>
            <dt>{f.term}</dt>
            <dd><bdi>{f.value}</bdi></dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}
