import { expect, test } from 'vitest';
import { readReportSearch } from './types.ts';

test('the address keeps what it understands and drops the rest', () => {
  expect(readReportSearch({ year: '1404', domain: 'social', household_type: 'tall', from: 'harmed', to: 'none', by: 'center', split: 'service_kind', margin: '100', x: 1 })).toEqual({
    year: 1404, domain: 'social', from: 'harmed', to: 'none', by: 'center', split: 'service_kind', margin: 100,
  });
  expect(readReportSearch({ year: 'x', margin: '999' })).toEqual({});
});
