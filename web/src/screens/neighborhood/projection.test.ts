import { expect, test } from 'vitest';
import { extentOf, middleOf, pathOf, projection } from './projection.ts';
import type { Polygons } from './types.ts';

const square: Polygons = [[[[59.6, 36.3], [59.61, 36.3], [59.61, 36.31], [59.6, 36.31], [59.6, 36.3]]]];

test('north is up and east to the right, and everything lies inside the drawing', () => {
  const extent = extentOf([square]);
  expect(extent).toEqual([59.6, 36.3, 59.61, 36.31]);
  const project = projection(extent ?? [0, 0, 1, 1], 600, 400);
  const [west, north] = project([59.6, 36.31]);
  const [east, south] = project([59.61, 36.3]);
  expect(east).toBeGreaterThan(west);
  expect(south).toBeGreaterThan(north);
  for (const [value, max] of [[west, 600], [east, 600], [north, 400], [south, 400]] as const) {
    expect(value).toBeGreaterThanOrEqual(12 - 1e-6);
    expect(value).toBeLessThanOrEqual(max - 12 + 1e-6);
  }
});

test('a degree of longitude is shorter than one of latitude', () => {
  const project = projection([59, 36, 60, 37], 1000, 1000);
  const [x0, y0] = project([59, 36]);
  const [x1, y1] = project([60, 37]);
  expect((x1 - x0) / (y0 - y1)).toBeCloseTo(Math.cos((36.5 * Math.PI) / 180), 5);
});

test('paths are closed and the middle lies inside', () => {
  const project = projection([59.6, 36.3, 59.61, 36.31], 100, 100, 0);
  expect(pathOf(square, project)).toMatch(/^M[\d.]+ [\d.]+(L-?[\d.]+ -?[\d.]+){4}Z$/);
  const [x, y] = middleOf(square, project);
  expect([Math.round(x), Math.round(y)]).toEqual([50, 50]);
  expect(extentOf([])).toBeNull();
});
