// The published rule from readings to tiers (version 1), as the server computes it
// (services/domain/src/indicator_set/compute.rs), so that a form can show where its
// answers lead before anything is recorded. What the server computes is what holds.
import { DOMAINS, TIERS, type Tier } from '@/api/types.ts';
import type { DomainScore, IndicatorSet } from './types.ts';

/** The best value of every indicator. */
export const BEST = 4;
/** The rule this file knows; another one is left to the server. */
const KNOWN_RULE = 1;

export type Estimate = { tier: Tier; domains: DomainScore[]; /** Domains with fewer readings than a baseline or final tier needs. */ lacking: { domain: DomainScore['domain']; readings: number }[] };

export function estimate(set: IndicatorSet, values: Readonly<Record<string, number>>): Estimate | null {
  if (set.bands.rule_version !== KNOWN_RULE) return null;
  const domains: DomainScore[] = [];
  const lacking: Estimate['lacking'] = [];
  for (const domain of DOMAINS) {
    const used = set.indicators.filter((one) => one.domain === domain && values[one.code] !== undefined);
    if (used.length < set.bands.readings_per_domain) lacking.push({ domain, readings: used.length });
    if (used.length === 0) continue;
    let sum = 0;
    let best = 0;
    const critical: string[] = [];
    for (const one of used) {
      const value = Math.min(BEST, values[one.code] ?? 0);
      sum += one.weight * value;
      best += one.weight * BEST;
      if (typeof one.critical_at === 'number' && value <= one.critical_at) critical.push(one.code);
    }
    const score = Math.floor((sum * 1000) / best);
    const tier: Tier = critical.length > 0 || score < set.bands.harmed_below ? 'harmed' : score < set.bands.at_risk_below ? 'at_risk' : 'stable';
    domains.push({ domain, score, tier, critical });
  }
  if (domains.length === 0) return null;
  const worst = Math.max(...domains.map((d) => TIERS.indexOf(d.tier)));
  return { tier: TIERS[worst] ?? 'stable', domains, lacking };
}
