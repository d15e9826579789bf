import { expect, test } from 'vitest';
import { differences, notesOnlyIn } from './compare.ts';
import type { ProfileVersion } from './types.ts';

const day = { iso: '2026-11-01', jalali: '1405-08-10' };
const counted = (indicator: string, value: number) => ({ indicator, value, value_thousandths: value * 1000, method: 'field_count' as const, counted_on: day });
const declared = (indicator: string, value: number, source = '002') => ({ indicator, value, value_thousandths: value * 1000, qualifier: 'exact' as const, unit: '', period: null, source, quote: null });
const version = (n: number, part: Partial<ProfileVersion>): ProfileVersion => ({ version: n, as_of: day, recorded_at: day, figures: [], counted: [], notes: [], ...part });

test('two versions differ by what changed, came and went, counted and declared apart', () => {
  const older = version(1, { counted: [counted('population', 4000), counted('households', 900)], figures: [declared('population', 5000)] });
  const newer = version(2, { counted: [counted('population', 4100), counted('elderly', 60)], figures: [declared('population', 5000)] });
  expect(differences(older, newer)).toEqual([
    { indicator: 'population', counted: true, source: null, before: 4000, after: 4100 },
    { indicator: 'households', counted: true, source: null, before: 900, after: null },
    { indicator: 'elderly', counted: true, source: null, before: null, after: 60 },
  ]);
  expect(differences(older, older)).toEqual([]);
});

test('the same figure of two sources is two figures', () => {
  const one = version(1, { figures: [declared('population', 5000, 'a')] });
  const two = version(2, { figures: [declared('population', 5000, 'a'), declared('population', 7000, 'b')] });
  expect(differences(one, two)).toEqual([{ indicator: 'population', counted: false, source: 'b', before: null, after: 7000 }]);
});

test('notes that came and notes that went are told apart', () => {
  const note = (text: string) => ({ kind: 'need', text, source: 'office' });
  const [one, two] = [version(1, { notes: [note('درمانگاه')] }), version(2, { notes: [note('کتابخانه')] })];
  expect(notesOnlyIn(two, one).map((n) => n.text)).toEqual(['کتابخانه']);
  expect(notesOnlyIn(one, two).map((n) => n.text)).toEqual(['درمانگاه']);
});
