import { expect, test } from 'vitest';
import { readDutiesSearch } from './search.ts';

test('which duties are listed stands in the address; what was reported is not written, and other words are not read', () => {
  expect(readDutiesSearch({ rows: 'unreported', agency: 'a', place: 'p' })).toEqual({ rows: 'unreported', agency: 'a', place: 'p' });
  expect(readDutiesSearch({ rows: 'reported' })).toEqual({});
  expect(readDutiesSearch({ rows: 'anything', agency: '' })).toEqual({});
});
