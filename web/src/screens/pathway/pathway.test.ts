import { expect, test } from 'vitest';
import { mayEnroll, readPathwaySearch, type Eligibility } from './pathway.ts';

const CRITERIA: Eligibility[] = [
  { code: 'heads_household', needed: true, met: true },
  { code: 'wishes_to_take_part', needed: true, met: null },
  { code: 'low_income', needed: false, met: null },
  { code: 'has_dependents', needed: false, met: true },
];

test('all needed criteria and one of the others make a woman eligible', () => {
  expect(mayEnroll(CRITERIA, ['heads_household', 'wishes_to_take_part', 'low_income'])).toBe(true);
  expect(mayEnroll(CRITERIA, ['heads_household', 'low_income'])).toBe(false);
  expect(mayEnroll(CRITERIA, ['heads_household', 'wishes_to_take_part'])).toBe(false);
});

test('an address says only what the report knows', () => {
  expect(readPathwaySearch({ year: '1404', by: 'agency', number: 'step', step: 'training', of: 'reached', group: 1404 })).toMatchObject({ year: 1404, by: 'agency', number: 'step', step: 'training', of: 'reached', group: '1404' });
  expect(readPathwaySearch({ year: 5, by: 'name', number: 'x', step: 'y' })).toMatchObject({ year: undefined, by: undefined, number: undefined, step: undefined });
});
