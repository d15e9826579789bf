import { expect, test } from 'vitest';
import { both, money, rialsOf } from './money.ts';

test('milliards stay readable and no rial is rounded away', () => {
  expect(money(7_000_000_000_000)).toBe('۷۰۰ میلیارد تومان');
  expect(money(15_500_000_000)).toBe('۱٫۵۵ میلیارد تومان');
  expect(money(365_000_000)).toBe('۳۶٫۵ میلیون تومان');
  expect(money(10_000_000_010)).toBe('۱٬۰۰۰٬۰۰۰٬۰۰۱ تومان');
  expect(money(1_234_567)).toBe('۱٬۲۳۴٬۵۶۷ ریال');
  expect(both(10_000_000_000)).toBe('۱ میلیارد تومان · ۱۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال');
});

test('what was typed becomes whole rials', () => {
  expect(rialsOf(700, 'milliard')).toBe(7_000_000_000_000);
  expect(rialsOf(1.55, 'milliard')).toBe(15_500_000_000);
  expect(rialsOf(12, 'toman')).toBe(120);
  expect(rialsOf(7, 'rial')).toBe(7);
  expect(rialsOf(null, 'million')).toBeNull();
});
