import { expect, test } from 'vitest';
import { PARENTS_OF } from './levels.ts';
import type { PlaceLevel } from './types.ts';

const above = (level: PlaceLevel): PlaceLevel[] => PARENTS_OF[level].flatMap((parent) => [parent, ...above(parent)]);

test('every level but the country lies below it, and none below itself', () => {
  for (const level of Object.keys(PARENTS_OF) as PlaceLevel[]) {
    expect(above(level)).not.toContain(level);
    if (level !== 'country') expect(above(level)).toContain('country');
  }
});
