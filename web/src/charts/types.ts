import type { Tier } from '@/api/types.ts';

/** A count, or null where it is too small to be shown to this reader. */
export type CellCount = number | null;

/** Rows are the tier before, columns the tier after. */
export type Matrix = Record<Tier, Record<Tier, CellCount>>;

export type Direction = 'better' | 'worse' | 'same';

const RANK: Record<Tier, number> = { stable: 0, at_risk: 1, harmed: 2 };

export function directionOf(before: Tier, after: Tier): Direction {
  if (RANK[before] === RANK[after]) return 'same';
  return RANK[after] < RANK[before] ? 'better' : 'worse';
}

/** The sum of all, or null where one of them is hidden. */
export function sumWhole(counts: readonly CellCount[]): CellCount {
  return counts.reduce<CellCount>((sum, n) => (sum === null || n === null ? null : sum + n), 0);
}

/** Sums beside the matrix, as the server may show them: rows with those tiered once, columns of those tiered twice. */
export type MatrixTotals = { baseline: Record<Tier, CellCount>; final: Record<Tier, CellCount>; tiered_twice: CellCount; tiered_once: CellCount };
