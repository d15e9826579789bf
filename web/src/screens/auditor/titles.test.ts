import { expect, test } from 'vitest';
import type { IndicatorSet } from '../family/types.ts';
import { namedIn, titleIn } from './titles.ts';

const set = (version: number, titles: Record<string, string>) => ({ set_id: 's', version, indicators: Object.entries(titles).map(([code, fa]) => ({ code, title: { fa, en: fa } })) }) as unknown as IndicatorSet;
const first = set(1, { income: 'درآمد', debt: 'بدهی' });
const second = set(2, { income: 'درآمد و دارایی' });

test('what an event says of its version is found, and the codes in it', () => {
  expect(namedIn({ type: 'assessment_recorded', set: { set_id: 's', version: 1 }, readings: [{ indicator: 'income', value: 2 }], harms: ['debt'] })).toEqual({ sets: [{ set_id: 's', version: 1 }], codes: ['income', 'debt'] });
  // A whole file: every version once, the newest first.
  expect(namedIn({ tiers: [{ set: { set_id: 's', version: 1 } }, { set: { set_id: 's', version: 2 } }], assessments: [{ set: { set_id: 's', version: 1 } }] }).sets.map((one) => one.version)).toEqual([2, 1]);
  expect(namedIn([{ path: '/goals/g/indicator', before: null, after: 'debt' }, { path: '/tiers/t/harms', before: null, after: ['income'] }, { path: '/address', before: 'کوچه', after: null }]).codes).toEqual(['debt', 'income']);
  expect(namedIn({ note: 'متن' })).toEqual({ sets: [], codes: [] });
});

test('an indicator is called as its own version called it, and a removed one as it was called last', () => {
  expect([titleIn([first, second], 'income'), titleIn([second, first], 'income'), titleIn([second, first], 'debt'), titleIn([second], 'debt')]).toEqual(['درآمد', 'درآمد و دارایی', 'بدهی', null]);
});
