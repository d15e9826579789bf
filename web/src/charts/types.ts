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

/** The sum of what may be shown. */
export function sumShown(counts: readonly CellCount[]): number {
  return counts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}
