import { expect, test } from 'vitest';
import { hasWords } from './folded.ts';

test('words are found in any order, in letters and digits of either keyboard, with or without joiners', () => {
  expect(hasWords('کارگاه گفت‌وگوی خانواده ۱۴۰۵', 'خانواده گفت وگو')).toBe(true);
  expect(hasWords('کارگاه گفت‌وگوی خانواده ۱۴۰۵', 'كارگاه 1405')).toBe(true);
  expect(hasWords('کارگاه گفت‌وگو', 'همایش')).toBe(false);
  expect(hasWords('کارگاه گفت‌وگو', '  ')).toBe(true);
});
