import { expect, test } from 'vitest';
import { wantedProof } from './proof.ts';

test('a reading is marked where it is known less well than its indicator asks for', () => {
  expect(wantedProof('document', 'told')).toBe('document');
  expect(wantedProof('document', 'seen')).toBe('document');
  expect(wantedProof('seen', 'told')).toBe('seen');
  expect(wantedProof('seen', 'document')).toBeNull();
  expect(wantedProof('document', 'document')).toBeNull();
  expect(wantedProof(null, 'told')).toBeNull();
  expect(wantedProof(undefined, 'told')).toBeNull();
  expect(wantedProof('seen', null)).toBeNull();
});
