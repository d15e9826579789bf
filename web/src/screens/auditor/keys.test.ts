import { expect, test } from 'vitest';
import { pageOf, stepOf } from './keys.ts';

test('the left arrow is later in Persian and earlier in English', () => {
  expect(stepOf('ArrowLeft', 5, 40, true)).toBe(6);
  expect(stepOf('ArrowLeft', 5, 40, false)).toBe(4);
});

test('no key leads out of the history', () => {
  expect(stepOf('ArrowRight', 1, 40, true)).toBe(1);
  expect(stepOf('PageUp', 39, 40, true)).toBe(40);
  expect(stepOf('PageDown', 2, 40, true)).toBe(1);
  expect([stepOf('Home', 9, 40, true), stepOf('End', 9, 40, true), stepOf('a', 9, 40, true)]).toEqual([1, 40, null]);
});

test('a page is a tenth of the history and never nothing', () => {
  expect([pageOf(1), pageOf(11), pageOf(1001)]).toEqual([1, 1, 100]);
});
