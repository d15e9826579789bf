import { expect, test } from 'vitest';
import { partsOf } from './parts.ts';
import type { MapItem } from './types.ts';

/** A neighborhood half a kilometer wide. */
function at(id: string, city: string, x: number, y: number): MapItem {
  const ring: [number, number][] = [[x, y], [x + 0.005, y], [x + 0.005, y + 0.005], [x, y + 0.005], [x, y]];
  return { id, name: id, city: { id: city, name: city }, zone: null, boundary: { type: 'MultiPolygon', coordinates: [[ring]] }, level: null, families: { total: 0, stable: 0, at_risk: 0, harmed: 0 }, served: 0 };
}

test('one city is one part, however many neighborhoods it has', () => {
  const items = [at('a', 'one', 59.6, 36.3), at('b', 'one', 59.61, 36.31), at('c', 'one', 59.65, 36.35)];
  expect(partsOf(items).map((part) => part.items.length)).toEqual([3]);
  expect(partsOf([])).toEqual([]);
});

test('cities that lie far apart are parts of their own, the largest first, and neighbors stay together', () => {
  const far = [at('d', 'three', 50, 36.2), at('e', 'two', 49.96, 36.24), at('f', 'two', 49.97, 36.24)];
  const near = [at('a', 'one', 59.6, 36.3), at('b', 'one', 59.61, 36.31), at('c', 'one', 59.65, 36.35), at('g', 'one', 59.7, 36.3)];
  const parts = partsOf([...far, ...near]);
  expect(parts.map((part) => [part.cities, part.items.map((one) => one.id).toSorted()])).toEqual([
    [['one'], ['a', 'b', 'c', 'g']],
    [['two', 'three'], ['d', 'e', 'f']],
  ]);
});

test('what has no boundary is in no part', () => {
  expect(partsOf([{ ...at('a', 'one', 59.6, 36.3), boundary: null }])).toEqual([]);
});
