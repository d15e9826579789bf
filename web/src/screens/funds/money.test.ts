import { expect, test } from 'vitest';
import { money, signed, toRials } from './money.ts';

test('rials are told in tomans, and a single rial is not rounded away', () => {
  expect(money(60_000_000)).toBe('۶٬۰۰۰٬۰۰۰ تومان');
  expect(money(1_666_667)).toBe('۱۶۶٬۶۶۶٫۷ تومان');
  expect(signed(-50)).toBe('− ۵ تومان');
  expect(toRials(166_666.7)).toBe(1_666_667);
  expect(toRials(null)).toBeNull();
});
