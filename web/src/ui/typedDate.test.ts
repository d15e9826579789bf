import { expect, test } from 'vitest';
import { t } from '@/i18n/index.ts';
import { faultOf } from './typedDate.ts';

test('a day of the calendar, and an empty field, have no fault', () => {
  expect(faultOf({ year: 1405, month: 9, day: 30 })).toBeNull();
  expect(faultOf({ year: 1403, month: 12, day: 30 })).toBeNull();
  expect(faultOf({ year: null, month: null, day: null })).toBeNull();
});

test('a day that the month has not is called so, with the days it has', () => {
  expect(faultOf({ year: 1405, month: 9, day: 31 })).toBe('آذر ۱۴۰۵ از روز ۱ تا ۳۰ است.');
  expect(faultOf({ year: 1404, month: 12, day: 30 })).toBe('اسفند ۱۴۰۴ از روز ۱ تا ۲۹ است.');
  expect(faultOf({ year: 1405, month: 9, day: 0 })).toBe('آذر ۱۴۰۵ از روز ۱ تا ۳۰ است.');
});

test('a month that is none, a short year and a missing part are called by their own words', () => {
  expect(faultOf({ year: 1405, month: 13, day: 1 })).toBe('ماه از ۱ تا ۱۲ است.');
  expect(faultOf({ year: 1405, month: 0, day: 1 })).toBe('ماه از ۱ تا ۱۲ است.');
  expect(faultOf({ year: 99, month: 9, day: 1 })).toBe(t.common.yearOf);
  expect(faultOf({ year: 1405, month: null, day: 1 })).toBe(t.common.dateIncomplete);
});
