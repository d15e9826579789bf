import { TIERS, type Tier } from '@/api/types.ts';
import { directionOf, type CellCount, type Matrix } from '@/charts/types.ts';
import type { FinalCell, Sum } from './types.ts';

/** A cell, the sum of a row or a column, or a sum over several. */
export type Chosen = { from: Tier; to: FinalCell } | { from: Tier } | { to: FinalCell } | { sum: Sum };

/** The cells that are opened together. */
export function cellsIn(chosen: Chosen): { from: Tier; to: FinalCell }[] {
  if ('sum' in chosen) return cellsOf(chosen.sum);
  if ('from' in chosen && 'to' in chosen) return [chosen];
  return 'from' in chosen ? [...TIERS, 'none' as const].map((to) => ({ from: chosen.from, to })) : TIERS.map((from) => ({ from, to: chosen.to }));
}

/** The cells a sum is made of. */
export function cellsOf(sum: Sum): { from: Tier; to: FinalCell }[] {
  if (sum === 'once') return TIERS.map((from) => ({ from, to: 'none' as const }));
  if (sum === 'all') return [...cellsOf('twice'), ...cellsOf('once')];
  const all = TIERS.flatMap((from) => TIERS.map((to) => ({ from, to })));
  return sum === 'twice' ? all : all.filter(({ from, to }) => directionOf(from, to) === sum);
}

/** Whether there is nobody to compare; a hidden count is somebody. */
export const isEmpty = (matrix: Matrix, withoutFinal: Record<string, CellCount>): boolean => TIERS.every((b) => withoutFinal[b] === 0 && TIERS.every((a) => matrix[b][a] === 0));
