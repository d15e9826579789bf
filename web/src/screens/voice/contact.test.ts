import { describe, expect, test } from 'vitest';
import { isSafeNow, tehranNow } from './contact.ts';

describe('the safe hour', () => {
  // Saturday, 28 November 2026, 10:15 in Tehran.
  const saturday = new Date('2026-11-28T06:45:00Z');

  test('is told by the clock in Tehran', () => {
    expect(tehranNow(saturday)).toEqual({ hour: '10:15', day: 0 });
    // Past midnight in Tehran it is the next day.
    expect(tehranNow(new Date('2026-11-27T21:00:00Z'))).toEqual({ hour: '00:30', day: 0 });
  });

  test('holds within its hours and on its days alone', () => {
    const window = { way: 'call', from: '09:00', until: '10:15', may_leave_message: false } as const;
    expect(isSafeNow(window, saturday)).toBe(true);
    expect(isSafeNow({ ...window, until: '10:14' }, saturday)).toBe(false);
    expect(isSafeNow({ ...window, days: [1] }, saturday)).toBe(false);
    expect(isSafeNow({ way: 'visit', may_leave_message: true }, saturday)).toBe(true);
  });
});
