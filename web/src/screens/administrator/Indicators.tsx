import { useSearch } from '@tanstack/react-router';
import { DOMAINS, hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Chip, Disclosure, Facts, LinkButton, Loaded, Notice, Page } from '@/ui/index.ts';
import { titleOf } from '../family/data.ts';
import { VersionChip, Versions, versionPath, type PublishedSet } from './Versions.tsx';

/** What a version measures, how steps read, and how tiers follow. */
function Contents({ set: { indicators, bands } }: { set: PublishedSet }) {
  return (
    <>
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
    </>
  );
}

/** The indicator set in force, or one version of it: an old one as assessments still stand on it, a coming one before its day. */
export function Indicators() {
  const { version } = useSearch({ from: '/shell/indicators' });
  const current = useApi<PublishedSet>('/indicator-sets/current', { streams: ['indicator_set'] });
  const asked = version !== undefined && current.data !== undefined && version !== current.data.version;
  const other = useApi<PublishedSet>(asked ? versionPath(current.data.set_id, version) : '', { enabled: asked, streams: ['indicator_set'] });
  const publishes = hasRole(useUser(), 'administrator');
  return (
    <Loaded query={current}>
      {(now) => (
        <Loaded query={asked ? other : current}>
          {(set) => (
            <Page title={t.administrator.indicatorsTitle} subtitle={<span className="cluster"><bdi>{titleOf(set.title)}</bdi><Chip>{t.administrator.setVersion(num(set.version))}</Chip><VersionChip version={set.version} current={now.version} from={set.effective_from} /></span>} actions={publishes ? <LinkButton icon="edit" to="/indicators/new">{t.setup.newVersion}</LinkButton> : null}>
              {asked ? <Notice title={t.administrator.notInForce} actions={<LinkButton small to="/indicators" search={{}}>{t.administrator.toCurrent}</LinkButton>} /> : null}
              <Versions current={now} shown={set.version} />
              <Contents set={set} />
            </Page>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}
