import { TIERS, type Tier } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { num, percent } from '@/lib/dates.ts';
import { TierChip } from '@/ui/Chip.tsx';
import { directionOf, sumWhole, type CellCount, type Matrix, type MatrixTotals } from './types.ts';
import './charts.css';

type MatrixProps = {
  matrix: Matrix;
  /** Families without a final tier, by their tier before; they stand apart. */
  withoutFinal?: Record<Tier, CellCount>;
  /** The server's own sums, which know the hidden counts; computed from the cells where they are not given. */
  totals?: MatrixTotals;
  /** Opens what is behind a cell; `after` is null for those without a final tier. */
  onOpen?: (before: Tier, after: Tier | null) => void;
  /** Opens what is behind a sum: a row by its tier before, a column by its tier after, the whole by neither. */
  onOpenSum?: ((before: Tier | null, after: Tier | 'none' | null) => void) | undefined;
  /** The sum that is open. */
  selectedSum?: { before: Tier | null; after: Tier | 'none' | null } | null;
  /** What the two sides are called, where they are not before and after. */
  words?: { before: string; after: string; caption: string };
  /** Only cells of those who move open something. */
  onlyMoves?: boolean;
  /** The screen has already said why counts are hidden. */
  hiddenSaid?: boolean;
  selected?: { before: Tier; after: Tier | null } | null;
};

type CellProps = { before: Tier; after: Tier | null; count: CellCount; share: number | null; onOpen?: (() => void) | undefined; selected: boolean };

function Cell({ before, after, count, share, onOpen, selected }: CellProps) {
  const figure = count === null ? t.common.fewerThanFive : num(count);
  // Said before the figure, so that what is heard and what is seen are the same text.
  const fromTo = t.common.cellFromTo(t.words.tierShort[before], after ? t.words.tierShort[after] : t.common.withoutFinal);
  const inner = (
    <>
      <span className="visually-hidden">{fromTo} </span>
      <span className={cx('cell-figure figure', count === null && 'hidden-count')}>{figure}</span>
      {share !== null && count !== null && count > 0 ? <small className="figure">{percent(share)}</small> : null}
    </>
  );
  return (
    <td className={cx('cell', after ? directionOf(before, after) : 'without')}>
      {onOpen && count !== 0 ? (
        <button type="button" aria-pressed={selected} onClick={onOpen}>{inner}</button>
      ) : (
        <span className="cell-still">{inner}</span>
      )}
    </td>
  );
}

const sumText = (count: CellCount) => (count === null ? '–' : num(count));

function Sum({ count, label, onOpen, selected = false }: { count: CellCount; /** What is summed, for those who hear it. */ label: string; onOpen?: (() => void) | undefined; selected?: boolean }) {
  return (
    <td className="total figure">
      {onOpen && count ? <button type="button" aria-pressed={selected} onClick={onOpen}><span className="visually-hidden">{label} </span>{sumText(count)}</button> : sumText(count)}
    </td>
  );
}

function sumsOf(matrix: Matrix, withoutFinal: Record<Tier, CellCount> | undefined): MatrixTotals {
  const row = (before: Tier) => sumWhole([...TIERS.map((after) => matrix[before][after]), withoutFinal?.[before] ?? 0]);
  const column = (after: Tier) => sumWhole(TIERS.map((before) => matrix[before][after]));
  const each = (sum: (tier: Tier) => CellCount) => ({ stable: sum('stable'), at_risk: sum('at_risk'), harmed: sum('harmed') });
  return { baseline: each(row), final: each(column), tiered_twice: sumWhole(TIERS.map(column)), tiered_once: withoutFinal ? sumWhole(TIERS.map((b) => withoutFinal[b])) : 0 };
}

/** Before and after, three by three; every cell opens what is behind it. Sums stand last and count those without a final tier too. */
export function TransitionMatrix({ matrix, withoutFinal, totals, onOpen, hiddenSaid = false, selected, words, onlyMoves = false, onOpenSum, selectedSum }: MatrixProps) {
  const openOf = (before: Tier, after: Tier | null) => (onOpen && !(onlyMoves && before === after) ? () => onOpen(before, after) : undefined);
  const isSelected = (before: Tier, after: Tier | null) => selected?.before === before && selected.after === after;
  const sums = totals ?? sumsOf(matrix, withoutFinal);
  const sumOf = (before: Tier | null, after: Tier | 'none' | null) => ({
    label: [before ? t.words.tierShort[before] : null, after ? (after === 'none' ? t.common.withoutFinal : t.words.tierShort[after]) : null, t.common.total].filter((word) => word !== null).join(t.common.listComma),
    onOpen: onOpenSum ? () => onOpenSum(before, after) : undefined,
    selected: selectedSum?.before === before && selectedSum.after === after,
  });
  const anyHidden = TIERS.some((b) => withoutFinal?.[b] === null || TIERS.some((a) => matrix[b][a] === null));
  return (
    <figure className="matrix-figure">
      <div className="table-wrap">
        <table className="matrix">
          <caption className="visually-hidden">{words?.caption ?? t.common.transitionTable}</caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                <span>{words?.before ?? t.common.before}</span> <span aria-hidden="true">\</span> <span>{words?.after ?? t.common.after}</span>
              </th>
              {TIERS.map((after) => <th key={after} scope="col"><TierChip tier={after} /></th>)}
              {withoutFinal ? <th scope="col" className="apart">{t.common.withoutFinal}</th> : null}
              <th scope="col" className="total">{t.common.total}</th>
            </tr>
          </thead>
          <tbody>
            {TIERS.map((before) => {
              const whole = sums.baseline[before];
              return (
                <tr key={before}>
                  <th scope="row"><TierChip tier={before} /></th>
                  {TIERS.map((after) => {
                    const count = matrix[before][after];
                    return <Cell key={after} before={before} after={after} count={count} share={whole !== null && whole > 0 && count !== null ? count / whole : null} onOpen={openOf(before, after)} selected={isSelected(before, after)} />;
                  })}
                  {withoutFinal ? <Cell before={before} after={null} count={withoutFinal[before]} share={null} onOpen={openOf(before, null)} selected={isSelected(before, null)} /> : null}
                  <Sum count={whole} {...sumOf(before, null)} />
                </tr>
              );
            })}
            <tr className="sums">
              <th scope="row">{t.common.total}</th>
              {TIERS.map((after) => <Sum key={after} count={sums.final[after]} {...sumOf(null, after)} />)}
              {withoutFinal ? <Sum count={sums.tiered_once} {...sumOf(null, 'none')} /> : null}
              <Sum count={sumWhole([sums.tiered_twice, sums.tiered_once])} {...sumOf(null, null)} />
            </tr>
          </tbody>
        </table>
      </div>
      <figcaption className="legend">
        <span className="key better">{t.common.better}</span>
        <span className="key same">{t.common.same}</span>
        <span className="key worse">{t.common.worse}</span>
        {anyHidden && !hiddenSaid ? <span className="faint">{t.common.hiddenWhy}</span> : null}
      </figcaption>
    </figure>
  );
}
