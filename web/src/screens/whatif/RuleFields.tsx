import { DOMAINS } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { titleOf } from '@/screens/family/data.ts';
import type { Indicator } from '@/screens/family/types.ts';
import { Chip, Disclosure, NumberField, SelectField, errorsOf, type FieldErrors } from '@/ui/index.ts';
import type { Bands, Rule, TriedIndicator } from './types.ts';
import './whatif.css';

const SCORE_MAX = 1000;
const WEIGHT_MAX = 10;
const READINGS_MAX = 100;
const NEVER = 'never';
const CRITICAL = ['0', '1', '2', '3'] as const;

export type EditedIndicator = Omit<TriedIndicator, 'weight'> & { weight: number | null };
export type EditedBands = { [K in keyof Bands]: Bands[K] | null };
export type EditedRule = { indicators: EditedIndicator[]; bands: EditedBands };

const outside = (value: number | null, min: number, max: number) => (value === null || value < min || value > max) && t.administrator.outOfRange(num(min), num(max));

/** What the rule asks of its numbers. */
export function faultsOf({ indicators, bands }: EditedRule): FieldErrors {
  const found: Record<string, string | false> = {
    'bands.harmed_below': outside(bands.harmed_below, 1, SCORE_MAX - 1),
    'bands.at_risk_below': (bands.at_risk_below === null || bands.at_risk_below > SCORE_MAX || bands.at_risk_below <= (bands.harmed_below ?? 0)) && t.setup.bandsOrder,
    'bands.readings_per_domain': outside(bands.readings_per_domain, 1, READINGS_MAX),
  };
  for (const [at, one] of indicators.entries()) found[`indicators[${at}].weight`] = outside(one.weight, 1, WEIGHT_MAX);
  return errorsOf(found);
}

/** The rule as it may be sent; only of what `faultsOf` finds no fault with. */
export function wholeRule({ indicators, bands }: EditedRule): Rule {
  return {
    indicators: indicators.map((one) => ({ ...one, weight: one.weight ?? 1 })),
    bands: { rule_version: bands.rule_version ?? 1, harmed_below: bands.harmed_below ?? 1, at_risk_below: bands.at_risk_below ?? SCORE_MAX, readings_per_domain: bands.readings_per_domain ?? 1 },
  };
}

type RuleFieldsProps = { rule: EditedRule; /** The rule it began as, to mark what differs. */ base: Rule; named: readonly Indicator[]; onChange: (rule: EditedRule) => void };

/** Bands, and weight and critical level of each indicator; no wording. */
export function RuleFields({ rule, base, named, onChange }: RuleFieldsProps) {
  const { indicators, bands } = rule;
  const band = (name: 'harmed_below' | 'at_risk_below' | 'readings_per_domain', label: string) => (
    <NumberField name={`bands.${name}`} label={label} value={bands[name]} onChange={(value) => onChange({ ...rule, bands: { ...bands, [name]: value } })} />
  );
  const change = (at: number, part: Partial<EditedIndicator>) => onChange({ ...rule, indicators: indicators.map((one, n) => (n === at ? { ...one, ...part } : one)) });
  const differs = (one: EditedIndicator) => {
    const before = base.indicators.find(({ code }) => code === one.code);
    return before?.weight !== one.weight || before.critical_at !== one.critical_at;
  };
  return (
    <div className="stack">
      <div className="form-row">
        {band('harmed_below', t.administrator.harmedBelow)}
        {band('at_risk_below', t.administrator.atRiskBelow)}
        {band('readings_per_domain', t.administrator.readingsPerDomain)}
      </div>
      {DOMAINS.map((domain) => {
        const own = indicators.filter((one) => one.domain === domain);
        const changed = own.filter(differs).length;
        return (
          <Disclosure key={domain} summary={<span className="cluster">{t.words.domain[domain]}<Chip>{t.administrator.indicatorsCount(num(own.length))}</Chip>{changed > 0 ? <Chip tone="info">{t.whatIf.changed(num(changed))}</Chip> : null}</span>}>
            <ul className="list rule-rows">
              {indicators.map((one, at) => {
                if (one.domain !== domain) return null;
                const indicator = named.find(({ code }) => code === one.code);
                return (
                  <li key={one.code} className="rule-row">
                    <span className="cluster"><bdi className="strong">{indicator ? titleOf(indicator.title) : one.code}</bdi>{differs(one) ? <Chip tone="info">{t.setup.changed}</Chip> : null}</span>
                    <NumberField name={`indicators[${at}].weight`} label={t.administrator.weight} stepper min={1} max={WEIGHT_MAX} value={one.weight} onChange={(weight) => change(at, { weight })} />
                    <SelectField
                      name={`indicators[${at}].critical_at`}
                      label={t.setup.criticalAtField}
                      options={[{ value: NEVER, label: t.whatIf.neverCritical }, ...CRITICAL.map((step) => ({ value: step, label: num(Number(step)), ...(indicator?.steps[Number(step)] ? { help: titleOf(indicator.steps[Number(step)] ?? { fa: '', en: '' }) } : {}) }))]}
                      value={one.critical_at === null ? NEVER : (CRITICAL[one.critical_at] ?? NEVER)}
                      onChange={(step) => change(at, { critical_at: step === NEVER ? null : Number(step) })}
                    />
                  </li>
                );
              })}
            </ul>
          </Disclosure>
        );
      })}
    </div>
  );
}
