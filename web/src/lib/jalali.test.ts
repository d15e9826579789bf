import { PersianCalendar, parseDate, toCalendar } from '@internationalized/date';
import { expect, test } from 'vitest';
import { addDays, isJalaliLeap, isoToJalali, jalaliText, jalaliToIso } from './jalali';

test('every day of 1300 to 1500 agrees with @internationalized/date, both ways', () => {
  const persian = new PersianCalendar();
  let iso = '1921-03-21';
  const wrong: string[] = [];
  for (let i = 0; i < 73_414; i += 1) {
    const theirs = toCalendar(parseDate(iso), persian);
    const ours = isoToJalali(iso);
    if (jalaliText(ours) !== jalaliText(theirs) || jalaliToIso(ours) !== iso) wrong.push(`${iso} ${jalaliText(ours)} ${jalaliText(theirs)}`);
    iso = addDays(iso, 1);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(iso).toBe('2122-03-21');
});
test('leap years', () => expect([1399, 1403, 1408, 1412, 1404].map(isJalaliLeap)).toEqual([true, true, true, true, false]));
