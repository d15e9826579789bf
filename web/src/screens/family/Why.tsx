import type { ReactNode } from 'react';
import { DOMAINS, type Domain } from '@/api/types.ts';
import { BeforeAfterBars, TierHistory } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { Card, Chip, Disclosure, Empty, Facts, Meter, TierChip } from '@/ui/index.ts';
import { titleOf, useVocabulary, type Vocabulary } from './data.ts';
import { wantedProof } from './proof.ts';
import type { DomainScore, FamilyFile, FileTier, HowKnown as HowKnownWay, UsedReading } from './types.ts';

const BEST_SCORE = 1000;
const BEST_VALUE = 4;

const TONES = { stable: 'good', at_risk: 'warn', harmed: 'bad' } as const;

/** Where a reading comes from: how it became known, on what day, at which visit, by whom. */
function Source({ reading, file, asked }: { reading: UsedReading; file: FamilyFile; /** The least way in which it is to be known. */ asked: HowKnownWay | null | undefined }) {
  const assessment = file.assessments.find((one) => one.id === reading.assessment_id);
  const read = assessment?.readings.find((one) => one.indicator === reading.indicator);
  if (!assessment || !read) return null;
  const visit = file.visits.find((one) => one.id === assessment.visit_id);
  const parts = [
    t.family.howKnown[read.how_known],
    t.family.readOn(formatDate(assessment.assessed_on)),
    visit ? t.family.atVisit(formatDate(visit.visited_on), visit.caseworker?.name ?? t.common.unknown) : null,
    assessment.by.name ? t.family.writtenBy(assessment.by.name) : null,
  ];
  const wanted = wantedProof(asked, read.how_known);
  return (
    <>
      {wanted ? <span><Chip tone="warn">{t.family.proofWanted(t.family.howKnown[wanted])}</Chip></span> : null}
      <span className="faint">{parts.filter((part) => part !== null).join(' · ')}</span>
      {read.note ? <span className="soft"><bdi>{read.note}</bdi></span> : null}
    </>
  );
}

/** How many of the readings were told, seen, or stand in a document. */
function HowKnown({ readings, file }: { readings: readonly UsedReading[]; file: FamilyFile }) {
  const known = readings.flatMap((one) => file.assessments.find(({ id }) => id === one.assessment_id)?.readings.find(({ indicator }) => indicator === one.indicator)?.how_known ?? []);
  if (known.length === 0) return null;
  const count = (way: 'told' | 'seen' | 'document') => known.filter((one) => one === way).length;
  return (
    <span className="cluster">
      {(['document', 'seen', 'told'] as const).map((way) => (count(way) > 0 ? <Chip key={way}>{t.family.knownBy(t.family.howKnown[way], num(count(way)))}</Chip> : null))}
    </span>
  );
}

function Readings({ readings, words, critical, file }: { readings: readonly UsedReading[]; words: Vocabulary; critical: readonly string[]; file?: FamilyFile | undefined }) {
  return (
    <ul className="list readings">
      {readings.map((r) => (
        <li key={r.indicator}>
          <span className="spread">
            <span>{words.indicator(r.indicator)}</span>
            <span className="cluster">
              {critical.includes(r.indicator) ? <Chip tone="bad" icon="alert">{t.family.critical}</Chip> : null}
              <span className="strong figure">{t.family.outOf(num(r.value), num(BEST_VALUE))}</span>
            </span>
          </span>
          <span>{words.step(r.indicator, r.value)}</span>
          {file ? <Source reading={r} file={file} asked={words.indicators.find((one) => one.code === r.indicator)?.known_by} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Score, tier and readings of each domain. */
export function DomainScores({ domains, readings, words, file }: { domains: readonly DomainScore[]; readings: readonly UsedReading[]; words: Vocabulary; /** Says of each reading where it comes from. */ file?: FamilyFile | undefined }) {
  const inDomain = (domain: Domain) => readings.filter((r) => words.indicators.find((i) => i.code === r.indicator)?.domain === domain);
  return (
    <div className="domain-scores">
      {DOMAINS.map((domain) => {
        const found = domains.find((d) => d.domain === domain);
        const used = inDomain(domain);
        return (
          <div key={domain} className="card stack-tight">
            <div className="spread"><h3>{t.words.domain[domain]}</h3>{found ? <TierChip tier={found.tier} /> : <Chip>{t.family.notRead}</Chip>}</div>
            {found ? <Meter label={t.family.scoreWord} value={found.score} max={BEST_SCORE} tone={TONES[found.tier]} text={t.family.score(num(found.score))} /> : null}
            {used.length > 0 ? <Disclosure summary={t.family.readingsCount(num(used.length))}><div className="stack-tight">{file ? <HowKnown readings={used} file={file} /> : null}<Readings readings={used} words={words} critical={found?.critical ?? []} file={file} /></div></Disclosure> : null}
          </div>
        );
      })}
    </div>
  );
}

export function Codes({ title, codes, words, tone }: { title: string; codes: readonly string[]; words: Vocabulary; tone: 'good' | 'bad' }) {
  if (codes.length === 0) return null;
  return (
    <div className="stack-tight">
      <h3>{title}</h3>
      <ul className="list cluster long-chips">{codes.map((code) => <li key={code}><Chip tone={tone}>{words.indicator(code)}</Chip></li>)}</ul>
    </div>
  );
}

/** One tier and everything it rests on. */
export function TierExplained({ tier, file }: { tier: FileTier; file?: FamilyFile | undefined }) {
  // A tier of long ago speaks in the words of its own version, whatever the set says today.
  const words = useVocabulary(tier.set);
  return (
    <div className="stack">
      <div className="cluster">
        <TierChip tier={tier.tier} big short={false} />
        <span>{t.words.moment[tier.moment]}</span>
        <span className="soft">{formatDate(tier.assigned_on)}</span>
      </div>
      <p className="prose">{titleOf(tier.explanation)}</p>
      {tier.overridden ? (
        <div className="notice warn">
          <span aria-hidden="true" />
          <div className="stack-tight">
            <p className="cluster">{t.family.computed}: <TierChip tier={tier.computed_tier} /> {t.family.givenByHand}: <TierChip tier={tier.tier} /></p>
            <p>{t.family.overrideReason}: <bdi>{tier.override_reason ?? t.family.nameErased}</bdi></p>
          </div>
        </div>
      ) : null}
      {tier.domains.length > 0 ? <DomainScores domains={tier.domains} readings={tier.readings} words={words} file={file} /> : null}
      <Codes title={t.family.harms} codes={tier.harms} words={words} tone="bad" />
      <Codes title={t.family.strengths} codes={tier.strengths} words={words} tone="good" />
      <Facts facts={[
        { term: t.family.outsideInformation, value: tier.outside_information ? t.family.informationSource[tier.outside_information] : null },
        { term: t.family.byWhom, value: tier.by.name ?? t.family.system },
        { term: t.family.rule, value: tier.set && tier.rule_version ? t.family.ruleVersion(num(tier.set.version), num(tier.rule_version)) : null },
        { term: t.family.bands, value: words.bands ? t.family.bandsOf(num(words.bands.harmed_below), num(words.bands.at_risk_below)) : null },
      ]} />
    </div>
  );
}

/** The first and the last tier of the running cycle, domain by domain. */
function BeforeAfter({ tiers }: { tiers: readonly FileTier[] }) {
  const cycle = tiers.at(-1)?.cycle ?? 0;
  const scored = tiers.filter((one) => one.cycle === cycle && one.domains.length > 0);
  const before = scored.find((one) => one.moment === 'baseline');
  const after = scored.at(-1);
  if (!before || !after || before === after) return null;
  const scoreIn = (tier: FileTier, domain: Domain) => tier.domains.find((d) => d.domain === domain)?.score ?? null;
  return (
    <Card title={t.family.beforeAfter}>
      <BeforeAfterBars max={BEST_SCORE} moreIsBetter items={DOMAINS.map((domain) => ({ key: domain, label: t.words.domain[domain], before: scoreIn(before, domain), after: scoreIn(after, domain) }))} />
    </Card>
  );
}

/** «چرا این سطح؟»: the tier that holds, its scores, readings and sentence; then every tier before it. */
export function WhyPart({ file, actions, proposals }: { file: FamilyFile; actions?: ReactNode; /** Tiers that were proposed. */ proposals?: ReactNode }) {
  const now = file.tiers.at(-1);
  if (!now) return <Card><Empty icon="chart" title={t.family.noTier}><p>{t.family.noTierHelp}</p>{actions ? <div className="cluster">{actions}</div> : null}</Empty></Card>;
  const earlier = newestFirst(file.tiers.slice(0, -1));
  return (
    <div className="stack">
      {actions ? <div className="cluster">{actions}</div> : null}
      {proposals}
      {file.tiers.length > 1 ? (
        <Card title={t.family.history}>
          <TierHistory steps={file.tiers.map((one) => ({ key: String(one.sequence), tier: one.tier, moment: t.words.moment[one.moment], at: one.assigned_on, ...(one.overridden ? { note: t.family.givenByHand } : {}) }))} />
        </Card>
      ) : null}
      <Card title={t.family.holds}><TierExplained tier={now} file={file} /></Card>
      <BeforeAfter tiers={file.tiers} />
      <p className="soft prose">{t.family.ruleExplained}</p>
      {earlier.map((one) => (
        <Card key={one.sequence}>
          <Disclosure folded summary={`${t.words.moment[one.moment]} · ${t.words.tierShort[one.tier]} · ${formatDate(one.assigned_on)}`}><TierExplained tier={one} file={file} /></Disclosure>
        </Card>
      ))}
    </div>
  );
}
