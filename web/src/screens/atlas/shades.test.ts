import { expect, test } from 'vitest';
import { runsOf, scaleOf, shadeOf } from './shades.ts';
import type { Counts, Panel, Row } from './types.ts';

const counts = (served: number | null): Counts => ({ neighborhoods: 1, families: null, tiers: [], harms: [], services: [], served, priorities: { first: 0, second: 0, third: 0, none: 1 } });
const row = (id: string, served: number | null): Row => ({ id, name: id, level: null, boundary: null, counts: counts(served) });
const panel: Panel = { key: 'served', title: 'x', total: null, value: (one) => one.served };

test('shades go by thirds of the largest value that is told', () => {
  const scale = scaleOf([panel], [row('a', 90), row('b', 30), row('c', null)]);
  expect([0, 30, 31, 60, 61, null].map((value) => shadeOf(value, scale))).toEqual(['shade-0', 'shade-1', 'shade-2', 'shade-2', 'shade-3', 'shade-hidden']);
});

test('nothing told at all has one shade', () => {
  const scale = scaleOf([panel], [row('a', null)]);
  expect(shadeOf(null, scale)).toBe('shade-hidden');
  expect(shadeOf(0, scale)).toBe('shade-0');
});

test('a line breaks where nothing is told', () => {
  expect(runsOf([5, null, 10, 15, null])).toEqual([[0], [2, 3]]);
  expect(runsOf([null, null])).toEqual([]);
});
