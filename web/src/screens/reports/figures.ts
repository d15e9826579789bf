import { TIERS, type Tier } from '@/api/types.ts';
import { directionOf, type CellCount, type Direction, type Matrix } from '@/charts/types.ts';
import type { FinalCell, Sum } from './types.ts';

/** How many went which way; null when a hidden count is among them. */
export function movement(matrix: Matrix): Record<Direction, CellCount> {
  const sums: Record<Direction, CellCount> = { better: 0, same: 0, worse: 0 };
  for (const before of TIERS) {
    for (const after of TIERS) {
      const way = directionOf(before, after);
      const count = matrix[before][after];
      const sum = sums[way];
      sums[way] = sum === null || count === null ? null : sum + count;
    }
  }
  return sums;
}

/** The cells a sum is made of. */
export function cellsOf(sum: Sum): { from: Tier; to: FinalCell }[] {
  if (sum === 'once') return TIERS.map((from) => ({ from, to: 'none' as const }));
  const all = TIERS.flatMap((from) => TIERS.map((to) => ({ from, to })));
  return sum === 'twice' ? all : all.filter(({ from, to }) => directionOf(from, to) === sum);
}

/** Whether there is nobody to compare; a hidden count is somebody. */
export const isEmpty = (matrix: Matrix, withoutFinal: Record<string, CellCount>): boolean => TIERS.every((b) => withoutFinal[b] === 0 && TIERS.every((a) => matrix[b][a] === 0));
