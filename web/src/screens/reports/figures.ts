import { TIERS, type Tier } from '@/api/types.ts';
import { directionOf, type CellCount, type Matrix } from '@/charts/types.ts';
import type { FinalCell, Sum } from './types.ts';

/** The cells a sum is made of. */
export function cellsOf(sum: Sum): { from: Tier; to: FinalCell }[] {
  if (sum === 'once') return TIERS.map((from) => ({ from, to: 'none' as const }));
  const all = TIERS.flatMap((from) => TIERS.map((to) => ({ from, to })));
  return sum === 'twice' ? all : all.filter(({ from, to }) => directionOf(from, to) === sum);
}

/** Whether there is nobody to compare; a hidden count is somebody. */
export const isEmpty = (matrix: Matrix, withoutFinal: Record<string, CellCount>): boolean => TIERS.every((b) => withoutFinal[b] === 0 && TIERS.every((a) => matrix[b][a] === 0));
