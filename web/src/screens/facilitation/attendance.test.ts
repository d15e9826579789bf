import { expect, test } from 'vitest';
import type { SittingView, TraineeView } from '@/screens/resilience/types.ts';
import { sentAttendance, stayed } from './attendance.ts';

const trainees = ['a', 'b', 'c'].map((id, n): TraineeView => ({ id, number: n + 1, facilitator: null, sex: null, hours: 0, before: null, after: null }));
const sitting: SittingView = {
  id: 's', held_on: { iso: '2018-08-01', jalali: '1397-05-10' }, hours: 4, topic: null, present: ['a', 'b'], persons: 2, person_hours: 7,
  attendance: [{ trainee_id: 'a', hours: 4 }, { trainee_id: 'b', hours: 3 }],
};

test('at a new sitting everybody was there until somebody says otherwise', () => {
  expect(sentAttendance(stayed(trainees, undefined), 4)).toEqual([{ trainee_id: 'a' }, { trainee_id: 'b' }, { trainee_id: 'c' }]);
});

test('a sitting that is put right opens as it stands: saved untouched, it says the same', () => {
  const stays = stayed(trainees, sitting);
  expect(stays.map((one) => [one.present, one.hours])).toEqual([[true, null], [true, 3], [false, null]]);
  expect(sentAttendance(stays, sitting.hours)).toEqual([{ trainee_id: 'a' }, { trainee_id: 'b', hours: 3 }]);
});

test('who came after all is there, and who stayed to the end stays as long as the sitting', () => {
  const stays = stayed(trainees, sitting).map((one) => (one.trainee_id === 'c' ? { ...one, present: true, hours: 1 } : { ...one, hours: 5 }));
  expect(sentAttendance(stays, 5)).toEqual([{ trainee_id: 'a' }, { trainee_id: 'b' }, { trainee_id: 'c', hours: 1 }]);
});
