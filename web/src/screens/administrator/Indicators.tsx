import { DOMAINS, hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, type ServerDate } from '@/lib/dates.ts';
import { Card, Chip, Disclosure, Facts, LinkButton, Loaded, Page } from '@/ui/index.ts';
import { titleOf } from '../family/data.ts';
import type { IndicatorSet } from '../family/types.ts';

/** The indicator set in force: what is measured, how steps read, and how tiers follow. */
export function Indicators() {
  const set = useApi<IndicatorSet & { effective_from: ServerDate }>('/indicator-sets/current', { streams: ['indicator_set'] });
  const publishes = hasRole(useUser(), 'administrator');
  return (
    <Loaded query={set}>
      {({ title, version, indicators, bands, effective_from }) => (
        <Page title={t.administrator.indicatorsTitle} subtitle={<span className="cluster"><bdi>{titleOf(title)}</bdi><Chip>{t.administrator.setVersion(num(version))}</Chip><Chip>{t.administrator.inForce(formatDate(effective_from))}</Chip></span>} actions={publishes ? <LinkButton icon="edit" to="/indicators/new">{t.setup.newVersion}</LinkButton> : null}>
          <Card title={t.administrator.bands} actions={<Chip>{t.administrator.ruleVersion(num(bands.rule_version))}</Chip>}>
            <Facts
              facts={[
                { term: t.administrator.harmedBelow, value: num(bands.harmed_below) },
                { term: t.administrator.atRiskBelow, value: num(bands.at_risk_below) },
                { term: t.administrator.readingsPerDomain, value: num(bands.readings_per_domain) },
              ]}
            />
            <p className="faint">{t.administrator.indicatorsHelp}</p>
          </Card>
          {DOMAINS.map((domain) => {
            const own = indicators.filter((one) => one.domain === domain);
            return (
              <Card key={domain} title={t.words.domain[domain]} actions={<Chip>{t.administrator.indicatorsCount(num(own.length))}</Chip>}>
                {own.map((one) => (
                  <Disclosure key={one.code} summary={<span className="cluster">{titleOf(one.title)}<Chip>{t.administrator.weightOf(num(one.weight))}</Chip>{one.critical_at === null || one.critical_at === undefined ? null : <Chip tone="warn">{t.administrator.criticalAt(num(one.critical_at))}</Chip>}{one.known_by ? <Chip>{t.family.proofAsked(t.family.howKnown[one.known_by])}</Chip> : null}</span>}>
                    <p className="faint">{t.administrator.steps}</p>
                    <dl className="facts">
                      {one.steps.map((step, n) => <div key={step.fa}><dt className="figure">{num(n)}</dt><dd>{titleOf(step)}</dd></div>)}
                    </dl>
                  </Disclosure>
                ))}
              </Card>
            );
          })}
        </Page>
      )}
    </Loaded>
  );
}
