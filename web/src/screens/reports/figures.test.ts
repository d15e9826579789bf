import { expect, test } from 'vitest';
import { cellsOf, isEmpty, movement } from './figures.ts';

const nothing = { stable: 0, at_risk: 0, harmed: 0 };

test('moving towards stable is better; a hidden count hides the sum it belongs to, and only that', () => {
  const matrix = { stable: { stable: 9, at_risk: 6, harmed: 0 }, at_risk: { stable: 7, at_risk: 8, harmed: null }, harmed: { stable: 10, at_risk: 11, harmed: 12 } };
  expect(movement(matrix)).toEqual({ better: 28, same: 29, worse: null });
});

test('a year with only hidden counts is not empty', () => {
  const matrix = { stable: nothing, at_risk: nothing, harmed: nothing };
  expect(isEmpty(matrix, nothing)).toBe(true);
  expect(isEmpty(matrix, { ...nothing, harmed: null })).toBe(false);
});

test('a sum opens the cells it is made of', () => {
  expect(cellsOf('better')).toEqual([{ from: 'at_risk', to: 'stable' }, { from: 'harmed', to: 'stable' }, { from: 'harmed', to: 'at_risk' }]);
  expect(cellsOf('once')).toHaveLength(3);
  expect(cellsOf('twice')).toHaveLength(9);
});
