import { expect, test } from 'vitest';
import type { QueueItem } from './calendar/types.ts';
import { fits, grouped } from './todayWork.ts';

const day = { iso: '2026-11-22', jalali: '1405-09-01' };

function work(name: string, change: Partial<QueueItem> = {}): QueueItem {
  return {
    kind: 'visit_due', family: { id: name, file_number: 'M12-1405-0007', family_name: name, neighborhood: { id: 'n1', name: 'منبع آب' } }, member: null, title: { fa: 'بازدید', en: 'Visit' }, domain: null, window_from: null, due: day, state: 'later', days: 3,
    entry_id: null, task_id: null, missed: false, remind_on: null, days_left_of_year: null, urgent: [], ...change,
  };
}

test('work is found by family, member, title or place, in any spelling, and narrowed by kind, place and lateness', () => {
  const item = work('کریمی', { member: { id: 'm', name: 'ژینوس' } });
  for (const wanted of ['', 'كريمي', 'ژین', 'منبع آب', 'کریمی منبع', '۱۴۰۵-۰۰۰۷', 'بازدید']) expect(fits(item, {}, wanted), wanted).toBe(true);
  for (const wanted of ['رحیمی', 'کریمی رحیمی', '0008']) expect(fits(item, {}, wanted), wanted).toBe(false);
  expect(fits(item, { kind: 'visit_due', area: 'n1' }, '')).toBe(true);
  expect(fits(item, { kind: 'task' }, '')).toBe(false);
  expect(fits(item, { area: 'n2' }, '')).toBe(false);
  expect(fits(item, { late: true }, '')).toBe(false);
  expect(fits({ ...item, state: 'overdue' }, { late: true }, '')).toBe(true);
});

test('groups stand in the order of their first piece', () => {
  const items = [work('ب'), work('الف'), work('ب', { kind: 'task' })];
  expect(grouped(items, (item) => item.family.id).map(([id, all]) => [id, all.length])).toEqual([['ب', 2], ['الف', 1]]);
});
