import { expect, test } from 'vitest';
import { uuid7 } from './uuid7.ts';

test('is a version 7 UUID that carries its time', () => {
  const id = uuid7(0x0192_3456_789a);
  expect(id).toMatch(/^01923456-789a-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(uuid7() === uuid7()).toBe(false);
});

test('made later, sorts later', () => expect(uuid7(1_800_000_000_000) < uuid7(1_800_000_000_001)).toBe(true));
