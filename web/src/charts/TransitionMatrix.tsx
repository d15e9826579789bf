import { TIERS, type Tier } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { num, percent } from '@/lib/dates.ts';
import { TierChip } from '@/ui/Chip.tsx';
import { directionOf, sumShown, type CellCount, type Matrix } from './types.ts';
import './charts.css';

type MatrixProps = {
  matrix: Matrix;
  /** Families without a final tier, by their tier before; they stand apart. */
  withoutFinal?: Record<Tier, CellCount>;
  /** Opens what is behind a cell; `after` is null for those without a final tier. */
  onOpen?: (before: Tier, after: Tier | null) => void;
  selected?: { before: Tier; after: Tier | null } | null;
};

type CellProps = { before: Tier; after: Tier | null; count: CellCount; share: number | null; onOpen?: (() => void) | undefined; selected: boolean };

function Cell({ before, after, count, share, onOpen, selected }: CellProps) {
  const figure = count === null ? t.common.lessThanFive : num(count);
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

/** Before and after, three by three; every cell opens what is behind it. */
export function TransitionMatrix({ matrix, withoutFinal, onOpen, selected }: MatrixProps) {
  const openOf = (before: Tier, after: Tier | null) => (onOpen ? () => onOpen(before, after) : undefined);
  const isSelected = (before: Tier, after: Tier | null) => selected?.before === before && selected.after === after;
  const anyHidden = TIERS.some((b) => TIERS.some((a) => matrix[b][a] === null));
  return (
    <figure className="matrix-figure">
      <div className="table-wrap">
        <table className="matrix">
          <caption className="visually-hidden">{t.common.transitionTable}</caption>
          <thead>
            <tr>
              <th scope="col" className="corner">
                <span>{t.common.before}</span> <span aria-hidden="true">\</span> <span>{t.common.after}</span>
              </th>
              {TIERS.map((after) => <th key={after} scope="col"><TierChip tier={after} /></th>)}
              <th scope="col" className="total">{t.common.total}</th>
              {withoutFinal ? <th scope="col" className="apart">{t.common.withoutFinal}</th> : null}
            </tr>
          </thead>
          <tbody>
            {TIERS.map((before) => {
              const sum = sumShown(TIERS.map((after) => matrix[before][after]));
              return (
                <tr key={before}>
                  <th scope="row"><TierChip tier={before} /></th>
                  {TIERS.map((after) => {
                    const count = matrix[before][after];
                    return <Cell key={after} before={before} after={after} count={count} share={sum > 0 && count !== null ? count / sum : null} onOpen={openOf(before, after)} selected={isSelected(before, after)} />;
                  })}
                  <td className="total figure">{num(sum)}</td>
                  {withoutFinal ? <Cell before={before} after={null} count={withoutFinal[before]} share={null} onOpen={openOf(before, null)} selected={isSelected(before, null)} /> : null}
                </tr>
              );
            })}
            <tr className="sums">
              <th scope="row">{t.common.total}</th>
              {TIERS.map((after) => <td key={after} className="total figure">{num(sumShown(TIERS.map((before) => matrix[before][after])))}</td>)}
              <td className="total figure">{num(sumShown(TIERS.flatMap((b) => TIERS.map((a) => matrix[b][a]))))}</td>
              {withoutFinal ? <td className="total figure">{num(sumShown(TIERS.map((b) => withoutFinal[b])))}</td> : null}
            </tr>
          </tbody>
        </table>
      </div>
      <figcaption className="legend">
        <span className="key better">{t.common.better}</span>
        <span className="key same">{t.common.same}</span>
        <span className="key worse">{t.common.worse}</span>
        {anyHidden ? <span className="faint">{t.common.hiddenWhy}</span> : null}
      </figcaption>
    </figure>
  );
}
