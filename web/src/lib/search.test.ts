import { expect, test } from 'vitest';
import { strictly } from './search.ts';

test('a value that was turned down is not there, though the address holds it', () => {
  const read = strictly(({ day }): { day?: string } => (day === '2026-11-28' ? { day } : {}));
  const address = { day: 'abc', other: '1' };
  expect({ ...address, ...read(address) }).toEqual({ day: undefined, other: undefined });
  expect(read({ day: '2026-11-28' })).toEqual({ day: '2026-11-28' });
});
