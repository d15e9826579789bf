import fs from 'node:fs';
import path from 'node:path';
import { PersianCalendar, parseDate, toCalendar } from '@internationalized/date';
import { describe, expect, test } from 'vitest';
import { addDays, addJalaliYears, daysBetween, isJalaliLeap, isoToJalali, jalaliText, jalaliToIso, tehran, weekday } from './jalali.ts';

const VECTOR = path.resolve(import.meta.dirname, '../../../tests/data/jalali-1300-1500.csv');
const FIRST_DAY = '1921-03-21';
const DAYS = 73_414;

describe('conversion', () => {
  test.runIf(fs.existsSync(VECTOR))('agrees with the vector shared with the server on every day it names from 1300 to 1500, both ways', () => {
    const rows = fs.readFileSync(VECTOR, 'utf8').split(/\r?\n/).filter((line) => /^\d/.test(line)).map((line) => line.split(','));
    // The first day of every month of 201 years at the least.
    expect(rows.length).toBeGreaterThanOrEqual(2_412);
    const wrong = rows.filter(([iso = '', jalali = '']) => {
      const date = isoToJalali(iso);
      return jalaliText(date) !== jalali || jalaliToIso(date) !== iso;
    });
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('agrees with the calendar the date field uses, on every day of 1300 to 1500', () => {
    const persian = new PersianCalendar();
    const wrong: string[] = [];
    for (let i = 0; i < DAYS; i += 1) {
      const iso = addDays(FIRST_DAY, i);
      const theirs = toCalendar(parseDate(iso), persian);
      const ours = isoToJalali(iso);
      if (jalaliText(ours) !== jalaliText(theirs) || jalaliToIso(ours) !== iso) wrong.push(iso);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test('knows the leap years and refuses days that do not exist', () => {
    expect([1399, 1403, 1408, 1412].every(isJalaliLeap)).toBe(true);
    expect([1400, 1404, 1405].some(isJalaliLeap)).toBe(false);
    expect(jalaliToIso({ year: 1403, month: 12, day: 30 })).toBe('2025-03-20');
    expect(jalaliToIso({ year: 1404, month: 12, day: 30 })).toBeNull();
    expect(jalaliToIso({ year: 1405, month: 7, day: 31 })).toBeNull();
    expect(jalaliToIso({ year: 1405, month: 13, day: 1 })).toBeNull();
  });
});

test('a year of aid ends on the same Jalali day a year later; 30 Esfand becomes 29', () => {
  expect(jalaliText(isoToJalali(addJalaliYears('2026-11-22', 1)))).toBe('1406-09-01');
  expect(jalaliText(isoToJalali(addJalaliYears('2025-03-20', 1)))).toBe('1404-12-29');
});

test('days between and the day of the week', () => {
  expect(daysBetween('2026-11-22', '2026-12-01')).toBe(9);
  expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
  expect(weekday('2026-11-22')).toBe(0);
});

describe('Tehran time', () => {
  test('is +03:30 all year from 1401-07-01, whatever the browser believes', () => {
    expect(tehran(new Date('2026-07-01T20:45:00Z'))).toEqual({ iso: '2026-07-02', hour: 0, minute: 15 });
    expect(tehran(new Date('2026-11-22T10:35:00Z'))).toEqual({ iso: '2026-11-22', hour: 14, minute: 5 });
  });

  test('had summer time until then', () => {
    expect(tehran(new Date('2021-07-01T12:00:00Z'))).toEqual({ iso: '2021-07-01', hour: 16, minute: 30 });
    expect(tehran(new Date('2021-12-01T12:00:00Z'))).toEqual({ iso: '2021-12-01', hour: 15, minute: 30 });
  });
});
