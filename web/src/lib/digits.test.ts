import { expect, test } from 'vitest';
import { isNationalId, parseNumber, toLatinDigits, toPersianDigits } from './digits.ts';

test('Persian, Arabic and Latin digits are read alike', () => {
  expect(toLatinDigits('۱۲٣4')).toBe('1234');
  expect(parseNumber('۷٬۵۰۰٬۰۰۰')).toBe(7_500_000);
  expect(parseNumber('٧٫٥')).toBe(7.5);
  expect(parseNumber(' 1,200 ')).toBe(1200);
  expect(parseNumber('۱۲ نفر')).toBeNull();
  expect(parseNumber('')).toBeNull();
});

test('digits are shown as Persian readers write them, Arabic ones too', () => expect(toPersianDigits('1405/٠9')).toBe('۱۴۰۵/۰۹'));

test('a national id passes its checksum or is refused', () => {
  // Made for the test: the checksum is right, the person does not exist.
  expect(isNationalId('۰۰۰۰۰۰۰۰۱۹')).toBe(true);
  expect(isNationalId('0000000018')).toBe(false);
  expect(isNationalId('1111111111')).toBe(false);
  expect(isNationalId('123')).toBe(false);
});
