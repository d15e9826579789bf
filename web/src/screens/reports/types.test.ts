import { expect, test } from 'vitest';
import { readReportSearch } from './types.ts';

test('the address keeps what it understands and drops the rest', () => {
  expect(readReportSearch({ year: '1404', domain: 'social', household_type: 'tall', from: 'harmed', to: 'none', by: 'center', x: 1 })).toEqual({
    year: 1404, domain: 'social', from: 'harmed', to: 'none', by: 'center',
  });
  expect(readReportSearch({ year: 'x' })).toEqual({});
});
