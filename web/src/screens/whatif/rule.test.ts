import { expect, test } from 'vitest';
import { faultsOf, wholeRule, type EditedRule } from './RuleFields.tsx';
import { ruleOf } from './types.ts';

const title = { fa: 'درآمد', en: 'Income' };
const set = { indicators: [{ code: 'income', domain: 'economic' as const, title, steps: [title], weight: 8 }], bands: { rule_version: 1, harmed_below: 400, at_risk_below: 650, readings_per_domain: 3 } };

test('a rule begins as the version says, without its words', () => {
  expect(ruleOf(set)).toEqual({ indicators: [{ code: 'income', domain: 'economic', weight: 8, critical_at: null }], bands: set.bands });
  expect(wholeRule(ruleOf(set))).toEqual(ruleOf(set));
});

test('every number out of its range is told by its field', () => {
  const rule: EditedRule = { indicators: [{ code: 'income', domain: 'economic', weight: 11, critical_at: null }], bands: { rule_version: 1, harmed_below: null, at_risk_below: 300, readings_per_domain: 0 } };
  expect(Object.keys(faultsOf(rule)).toSorted()).toEqual(['bands.harmed_below', 'bands.readings_per_domain', 'indicators[0].weight']);
  expect(Object.keys(faultsOf({ ...rule, bands: { ...rule.bands, harmed_below: 300, readings_per_domain: 3 } })).toSorted()).toEqual(['bands.at_risk_below', 'indicators[0].weight']);
  expect(faultsOf(ruleOf(set))).toEqual({});
});
