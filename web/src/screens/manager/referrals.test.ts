import { expect, test } from 'vitest';
import { REFERRAL_NUMBERS, isCounted } from './referrals.ts';

const one = { state: 'open', answer_by: { iso: '2026-11-28', jalali: '' }, reception: 'waiting', long_silent: false } as const;
const counted = (change: Partial<Parameters<typeof isCounted>[0]>, on = '2026-11-29') => REFERRAL_NUMBERS.filter((of) => isCounted({ ...one, ...change }, of, on));

test('each number of the report on answers leads to the referrals it counts', () => {
  expect(counted({})).toEqual(['waiting', 'late', 'silent']);
  // On the last day itself it is not late.
  expect(counted({}, '2026-11-28')).toEqual(['waiting']);
  expect(counted({ reception: 'accepted' })).toEqual(['waiting', 'late']);
  expect(counted({ long_silent: true })).toEqual(['waiting', 'late', 'silent', 'long']);
  expect(counted({ answer_by: null })).toEqual(['waiting']);
  // What a commission declined waits in the list and is in none of the numbers.
  expect(counted({ state: 'declined' })).toEqual([]);
});
