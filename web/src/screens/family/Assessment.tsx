import { Link, useParams } from '@tanstack/react-router';
import { DOMAINS, type Domain } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { Card, Chip, Empty, Facts, RowLink, TierChip } from '@/ui/index.ts';
import { FamilyScreen } from './FamilyForm.tsx';
import { Codes } from './Why.tsx';
import { useVocabulary, type Vocabulary } from './data.ts';
import { wantedProof } from './proof.ts';
import type { FamilyFile, FileAssessment, FileReading } from './types.ts';

const BEST_VALUE = 4;

function ReadingList({ readings, words }: { readings: readonly FileReading[]; words: Vocabulary }) {
  return (
    <ul className="list readings">
      {readings.map((one) => {
        const indicator = words.indicators.find(({ code }) => code === one.indicator);
        const wanted = wantedProof(indicator?.known_by, one.how_known);
        const critical = typeof indicator?.critical_at === 'number' && one.value <= indicator.critical_at;
        return (
          <li key={one.indicator}>
            <span className="spread">
              <span>{words.indicator(one.indicator)}</span>
              <span className="cluster">
                {critical ? <Chip tone="bad" icon="alert">{t.family.critical}</Chip> : null}
                <span className="strong figure">{t.family.outOf(num(one.value), num(BEST_VALUE))}</span>
              </span>
            </span>
            <span>{words.step(one.indicator, one.value)}</span>
            {wanted ? <span><Chip tone="warn">{t.family.proofWanted(t.family.howKnown[wanted])}</Chip></span> : null}
            <span className="faint">{t.family.howKnown[one.how_known]}</span>
            {one.note ? <span className="soft"><bdi>{one.note}</bdi></span> : null}
          </li>
        );
      })}
    </ul>
  );
}

/** What was read of one domain, and what was not. */
function DomainCard({ domain, assessment, words }: { domain: Domain; assessment: FileAssessment; words: Vocabulary }) {
  const own = words.indicators.filter((one) => one.domain === domain);
  const read = assessment.readings.filter((one) => own.some(({ code }) => code === one.indicator));
  const unread = own.filter(({ code }) => !read.some((one) => one.indicator === code));
  const needed = words.bands?.readings_per_domain ?? 0;
  return (
    <Card title={t.words.domain[domain]} actions={read.length < needed ? <Chip tone="warn">{t.family.assessment.partial(num(read.length), num(needed))}</Chip> : <Chip>{t.family.outOf(num(read.length), num(own.length))}</Chip>}>
      {read.length > 0 ? <ReadingList readings={read} words={words} /> : <p className="soft">{t.family.notRead}</p>}
      {read.length > 0 && unread.length > 0 ? <p className="soft">{t.family.assessment.unread}: {unread.map((one) => words.indicator(one.code)).join(t.common.listComma)}</p> : null}
    </Card>
  );
}

function AssessmentView({ file, assessment }: { file: FamilyFile; assessment: FileAssessment }) {
  // In the words it was read by, whatever the set says today.
  const words = useVocabulary(assessment.set);
  const visit = file.visits.find((one) => one.id === assessment.visit_id);
  const tier = file.tiers.find((one) => one.assessment_id === assessment.id) ?? file.tiers.find((one) => one.readings.some((used) => used.assessment_id === assessment.id));
  const known = new Set(words.indicators.map((one) => one.code));
  const others = assessment.readings.filter((one) => !known.has(one.indicator));
  return (
    <div className="stack">
      <Card title={t.words.assessment[assessment.moment]}>
        <Facts facts={[
          { term: t.family.assessment.on, value: formatDate(assessment.assessed_on) },
          { term: t.family.assessment.by, value: assessment.by.name ?? t.family.system },
          { term: t.words.visit, value: visit ? t.family.atVisit(formatDate(visit.visited_on), visit.caseworker?.name ?? t.common.unknown) : null },
          { term: t.family.readings, value: t.family.readingsCount(num(assessment.readings.length)) },
          { term: t.family.assessment.version, value: num(assessment.set.version) },
          { term: t.family.assessment.tier, value: tier ? <span className="cluster"><TierChip tier={tier.tier} /><Link to="/families/$id" params={{ id: file.id }} search={{ tab: 'why' }}>{t.family.tabs.why}</Link></span> : t.family.assessment.noTier },
        ]} />
      </Card>
      {words.indicators.length > 0 ? DOMAINS.map((domain) => <DomainCard key={domain} domain={domain} assessment={assessment} words={words} />) : null}
      {others.length > 0 ? <Card title={t.family.readings}><ReadingList readings={others} words={words} /></Card> : null}
      {assessment.harms.length + assessment.strengths.length > 0 ? (
        <Card>
          <div className="stack">
            <Codes title={t.family.harms} codes={assessment.harms} words={words} tone="bad" />
            <Codes title={t.family.strengths} codes={assessment.strengths} words={words} tone="good" />
          </div>
        </Card>
      ) : null}
    </div>
  );
}

/** One assessment by itself: what was read, how it is known, by whom. */
export function Assessment() {
  const { id, assessmentId } = useParams({ from: '/shell/families/$id/assessments/$assessmentId' });
  return (
    <FamilyScreen id={id} title={t.family.assessment.one} open={false}>
      {(file) => {
        const assessment = file.assessments.find((one) => one.id === assessmentId);
        return assessment ? <AssessmentView file={file} assessment={assessment} /> : <Empty icon="chart" title={t.shell.notFoundTitle} />;
      }}
    </FamilyScreen>
  );
}

/** An assessment in a list; whether it is partial is told by its own version. */
function AssessmentRow({ file, assessment }: { file: FamilyFile; assessment: FileAssessment }) {
  const { bands, indicators } = useVocabulary(assessment.set);
  const count = (domain: Domain) => assessment.readings.filter((one) => indicators.find(({ code }) => code === one.indicator)?.domain === domain).length;
  const partial = bands !== null && DOMAINS.some((domain) => count(domain) < bands.readings_per_domain);
  return (
    <RowLink
      to="/families/$id/assessments/$assessmentId"
      params={{ id: file.id, assessmentId: assessment.id }}
      who={t.words.assessment[assessment.moment]}
      what={[formatDate(assessment.assessed_on), t.family.readingsCount(num(assessment.readings.length)), assessment.by.name ? t.family.writtenBy(assessment.by.name) : null].filter(Boolean).join(' · ')}
      aside={partial ? <Chip tone="warn">{t.family.assessment.isPartial}</Chip> : null}
    />
  );
}

/** Every assessment of the family, the newest first; each opens by itself. */
export function AssessmentList({ file }: { file: FamilyFile }) {
  if (file.assessments.length === 0) return null;
  return (
    <Card title={t.family.assessments}>
      <ul className="cards">{newestFirst(file.assessments).map((one) => <li key={one.id}><AssessmentRow file={file} assessment={one} /></li>)}</ul>
    </Card>
  );
}
