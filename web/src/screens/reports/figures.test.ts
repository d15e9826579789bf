import { expect, test } from 'vitest';
import { cellsIn, cellsOf, isEmpty } from './figures.ts';

const nothing = { stable: 0, at_risk: 0, harmed: 0 };

test('a year with only hidden counts is not empty', () => {
  const matrix = { stable: nothing, at_risk: nothing, harmed: nothing };
  expect(isEmpty(matrix, nothing)).toBe(true);
  expect(isEmpty(matrix, { ...nothing, harmed: null })).toBe(false);
});

test('a sum opens the cells it is made of', () => {
  expect(cellsOf('better')).toEqual([{ from: 'at_risk', to: 'stable' }, { from: 'harmed', to: 'stable' }, { from: 'harmed', to: 'at_risk' }]);
  expect(cellsOf('once')).toHaveLength(3);
  expect(cellsOf('twice')).toHaveLength(9);
  expect(cellsOf('all')).toHaveLength(12);
  expect(cellsIn({ from: 'harmed' }).map((cell) => cell.to)).toEqual(['stable', 'at_risk', 'harmed', 'none']);
  expect(cellsIn({ to: 'stable' })).toHaveLength(3);
  expect(cellsIn({ from: 'harmed', to: 'none' })).toEqual([{ from: 'harmed', to: 'none' }]);
});
