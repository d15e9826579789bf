import { expect, test } from 'vitest';
import { fieldOf, meaningful, pathWords, plainValue, valueLines } from './words.ts';

const untitled = () => null;
const ID = '0192f0c1-0000-7000-8000-000000000001';

test('a path is said in words, and an id by the name of what it stands for', () => {
  expect(pathWords(`/members/${ID}/phone`, new Map([[ID, 'مریم']]))).toBe('اعضا › مریم › تلفن');
  expect(fieldOf(`/visits/${ID}/visited_on/iso`)).toBe('visited_on');
});

test('values read as people write them', () => {
  expect(plainValue('tier', 'harmed', untitled)).toBe('آسیب‌دیده');
  expect(plainValue('visited_on', { iso: '2026-11-22', jalali: '1405-09-01' }, untitled)).toBe('۱ آذر ۱۴۰۵');
  expect(plainValue('caseworker', { id: ID, name: 'رضا' }, untitled)).toBe('رضا');
  expect(plainValue('members', ID, untitled)).toBeNull();
});

test('a new thing is told part by part, without ids and without what is empty', () => {
  const lines = valueLines('visits', { id: ID, visited_on: { iso: '2026-11-22', jalali: '1405-09-01' }, place: 'home', note: null, present: [], voided: false }, untitled);
  expect(lines).toEqual([{ term: 'روز بازدید', text: '۱ آذر ۱۴۰۵' }, { term: 'جا', text: 'در منزل' }]);
});

test('a date changes once, and what only counts from today is no change', () => {
  const change = (path: string) => ({ path, before: null, after: 1 });
  expect(meaningful([change('/year_ends/iso'), change('/year_ends/jalali'), change('/overdue'), change('/tier')]).map((c) => c.path)).toEqual(['/year_ends/iso', '/tier']);
});
