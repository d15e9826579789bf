import { expect, test } from 'vitest';
import type { Domain } from '@/api/types.ts';
import { estimate } from './estimate.ts';
import type { Indicator, IndicatorSet } from './types.ts';

const indicator = (code: string, domain: Domain, weight: number, critical_at?: number): Indicator => ({ code, domain, weight, title: { fa: code, en: code }, steps: [], ...(critical_at === undefined ? {} : { critical_at }) });
const set: IndicatorSet = {
  set_id: 's', version: 1, title: { fa: '', en: '' },
  indicators: [indicator('safety', 'social', 3, 0), indicator('school', 'social', 1), indicator('income', 'economic', 2), indicator('trust', 'cultural', 1)],
  bands: { rule_version: 1, harmed_below: 400, at_risk_below: 650, readings_per_domain: 1 },
};

test('a domain has the weighted share of the best possible, rounded down', () => {
  expect(estimate(set, { safety: 3, school: 2, income: 3, trust: 4 })?.domains.map((d) => d.score)).toEqual([687, 750, 1000]);
});

test('the family has the tier of its weakest domain', () => {
  expect(estimate(set, { safety: 4, school: 4, income: 2, trust: 4 })?.tier).toBe('at_risk');
  expect(estimate(set, { safety: 4, school: 4, income: 1, trust: 4 })?.tier).toBe('harmed');
});

test('a critical reading alone makes the family harmed', () => {
  const found = estimate(set, { safety: 0, school: 4, income: 4, trust: 4 });
  expect(found?.tier).toBe('harmed');
  expect(found?.domains[0]?.critical).toEqual(['safety']);
});

test('a domain without enough readings is named', () => {
  expect(estimate(set, { safety: 4, income: 4 })?.lacking).toEqual([{ domain: 'cultural', readings: 0 }]);
});

test('nothing read, or a rule it does not know: no guess', () => {
  expect(estimate(set, {})).toBeNull();
  expect(estimate({ ...set, bands: { ...set.bands, rule_version: 2 } }, { safety: 4 })).toBeNull();
});
