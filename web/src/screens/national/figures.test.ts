import { expect, test } from 'vitest';
import { codeOf, thousandths } from './figures.ts';

test('a code is Latin, and what is typed is brought to it where it can be', () => {
  expect(codeOf(' Training Workshops ')).toBe('training_workshops');
  expect(codeOf('quarter-۲')).toBe('quarter_2');
  expect(codeOf('کارگاه')).toBeNull();
  expect(codeOf('2nd')).toBeNull();
});

test('figures are kept in thousandths without the fractions of binary numbers', () => {
  expect(thousandths(12.7)).toBe(12_700);
  expect(thousandths(1.005)).toBe(1005);
  expect(thousandths(null)).toBeNull();
});
