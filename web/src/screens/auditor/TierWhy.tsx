import { useParams } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Card, Chip, Count, Facts, LinkButton, Loaded, Meter, Notice, Page, Table, TierChip } from '@/ui/index.ts';
import { titleOf as inWords } from '../family/data.ts';
import { LateChip } from './EventCard.tsx';
import { PrintHead } from './PrintHead.tsx';
import { wantedProof } from '../family/proof.ts';
import type { AssessmentGrounds, DomainGrounds, IndicatorGrounds, TierGrounds, VisitGrounds } from './types.ts';
import { happenedWords } from './words.ts';
import './auditor.css';

const BEST_SCORE = 1000;
const BEST_VALUE = 4;
const TONES = { stable: 'good', at_risk: 'warn', harmed: 'bad' } as const;

/** The way to the replay at an event of the family. */
function ToEvent({ family, sequence }: { family: string; sequence: number }) {
  return <LinkButton small variant="quiet" icon="replay" className="no-print" to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family }} search={{ at: sequence }}>{t.audit.toEvent} {num(sequence)}</LinkButton>;
}

/** How it is known, and what the indicator asks for where that is more. */
function How({ reading: { how_known: known, known_by: asked } }: { reading: IndicatorGrounds }) {
  const wanted = wantedProof(asked, known);
  return <span className="stack-tight"><span>{known ? t.family.howKnown[known] : null}</span>{wanted ? <Chip tone="warn">{t.family.proofWanted(t.family.howKnown[wanted])}</Chip> : null}</span>;
}

function Given({ grounds }: { grounds: TierGrounds }) {
  const { event, overridden, computed_tier: computed } = grounds;
  return (
    <Card title={t.audit.given} actions={<TierChip tier={grounds.tier} big short={false} />}>
      <div className="stack">
        <p className="prose">{inWords(grounds.explanation)}</p>
        {overridden ? (
          <Notice tone="warn" title={t.audit.overrideTitle}>
            <p className="cluster">{t.audit.computed}: <TierChip tier={computed} /> {t.audit.given}: <TierChip tier={grounds.tier} /> <span>{t.audit.overrideText}</span></p>
            <p><bdi>{grounds.override_reason ?? t.audit.reasonErased}</bdi></p>
          </Notice>
        ) : null}
        <Facts
          facts={[
            { term: t.auditor.actor, value: actorName(event.actor) },
            { term: t.auditor.happened, value: happenedWords(event.happened_at) },
            { term: t.auditor.recorded, value: <span className="cluster">{formatInstant(event.recorded_at)} <LateChip happened={event.happened_at} recorded={event.recorded_at} /></span> },
            { term: t.auditor.position, value: num(event.position) },
          ]}
        />
        <div><ToEvent family={grounds.family_id} sequence={event.sequence} /></div>
      </div>
    </Card>
  );
}

function Rule({ rule }: { rule: NonNullable<TierGrounds['rule']> }) {
  const { bands } = rule;
  return (
    <Card title={t.audit.rule}>
      <div className="stack-tight">
        <p>{t.audit.ruleVersion(num(bands.rule_version), num(rule.set_version))}</p>
        <p>{t.audit.bands(num(bands.harmed_below), num(bands.at_risk_below))}</p>
        <p className="soft">{t.audit.worst}</p>
        {rule.recomputes ? <Notice tone="good">{t.audit.recomputes}</Notice> : <Notice tone="bad">{t.audit.doesNotRecompute}</Notice>}
      </div>
    </Card>
  );
}

function Domain({ domain, family, assessments }: { domain: DomainGrounds; family: string; assessments: readonly AssessmentGrounds[] }) {
  const sequenceOf = (id: string) => assessments.find((one) => one.id === id)?.event.sequence;
  return (
    <Card title={<span className="cluster">{t.words.domain[domain.domain]} <TierChip tier={domain.tier} /></span>} flush>
      <div className="stack-tight card-pad">
        <Meter label={t.family.scoreWord} value={domain.score} max={BEST_SCORE} tone={TONES[domain.tier]} text={t.family.score(num(domain.score))} />
        <p className="cluster"><span className="figure">{t.audit.formula(num(domain.sum), num(domain.best), num(domain.score))}</span>{domain.because ? <span className="soft">{domain.because === 'critical' ? t.audit.becauseCritical : t.audit.becauseScore}</span> : null}</p>
      </div>
      <Table<IndicatorGrounds>
        caption={t.words.domain[domain.domain]}
        rows={domain.indicators}
        rowKey={(one) => one.indicator}
        changed={(one) => one.critical}
        columns={[
          { key: 'indicator', label: t.audit.indicator, header: true, cell: (one) => <span className="stack-tight"><span>{inWords(one.title)}</span>{one.critical && one.critical_at !== null ? <Chip tone="bad" icon="alert">{t.audit.criticalAt(num(one.critical_at))}</Chip> : null}</span> },
          { key: 'reading', label: t.audit.reading, cell: (one) => <span><span className="strong figure">{t.family.outOf(num(one.value), num(BEST_VALUE))}</span>{one.step ? <> · {inWords(one.step)}</> : null}{one.note ? <><br /><small className="soft"><bdi>{one.note}</bdi></small></> : null}</span> },
          { key: 'weight', label: t.audit.weight, numeric: true, cell: (one) => num(one.weight) },
          { key: 'part', label: t.audit.part, numeric: true, cell: (one) => `${num(one.weight * one.value)} / ${num(one.weight * BEST_VALUE)}` },
          { key: 'how', label: t.audit.howKnown, cell: (one) => <How reading={one} /> },
          { key: 'event', label: t.auditor.event, cell: (one) => { const sequence = sequenceOf(one.assessment_id); return sequence === undefined ? null : <ToEvent family={family} sequence={sequence} />; } },
        ]}
      />
    </Card>
  );
}

function Visit({ visit, family }: { visit: VisitGrounds; family: string }) {
  const met = visit.present.map((one) => one.name ?? t.auditor.erased).join(t.common.listComma);
  return (
    <div className="stack-tight">
      <p className="cluster"><span className="strong">{t.audit.visit}</span><ToEvent family={family} sequence={visit.event.sequence} /></p>
      {visit.voided ? <Notice tone="bad">{t.audit.voidedSince}</Notice> : visit.corrected ? <Notice tone="warn">{t.audit.correctedSince}</Notice> : null}
      <Facts
        facts={[
          { term: t.auditor.happened, value: `${formatDate(visit.visited_on)} · ${t.family.place[visit.place]}` },
          { term: t.audit.visitBy, value: visit.caseworker?.name ?? t.common.nobody },
          { term: t.audit.met, value: met || t.audit.nobodyMet },
          { term: t.audit.visitRecordedBy, value: actorName(visit.event.actor) },
          { term: t.auditor.recorded, value: <span className="cluster">{formatInstant(visit.event.recorded_at)} <LateChip happened={visit.event.happened_at} recorded={visit.event.recorded_at} /></span> },
        ]}
      />
    </div>
  );
}

function Assessment({ one, family }: { one: AssessmentGrounds; family: string }) {
  return (
    <Card title={t.words.assessment[one.moment]} actions={<Chip>{t.audit.usedReadings(num(one.readings_used))}</Chip>}>
      <div className="stack">
        <Facts
          facts={[
            { term: t.audit.assessedBy, value: actorName(one.event.actor) },
            { term: t.auditor.happened, value: formatDate(one.assessed_on) },
            { term: t.auditor.recorded, value: <span className="cluster">{formatInstant(one.event.recorded_at)} <LateChip happened={one.event.happened_at} recorded={one.event.recorded_at} /></span> },
            { term: t.auditor.device, value: one.event.device ?? <span className="faint">{t.auditor.noDevice}</span> },
          ]}
        />
        <div><ToEvent family={family} sequence={one.event.sequence} /></div>
        {one.visit ? <Visit visit={one.visit} family={family} /> : <p className="faint">{t.audit.noVisit}</p>}
      </div>
    </Card>
  );
}

/** From the tier to the rule, to each reading, to the people and the visit. */
export function TierWhy() {
  const { family, sequence } = useParams({ from: '/shell/audit/tiers/$family/$sequence' });
  const grounds = useApi<TierGrounds>(`/audit/families/${family}/tiers/${sequence}`);
  return (
    <Loaded query={grounds}>
      {(found) => (
        <Page
          title={t.audit.tierTitle(digits(found.file_number))}
          back={{ label: t.auditor.replayTitle(digits(found.file_number)), to: '/audit/replay/$stream/$id', params: { stream: 'family', id: family } }}
          actions={<Button icon="print" className="no-print" onPress={() => window.print()}>{t.common.print}</Button>}
        >
          <PrintHead position={found.event.position} />
          <div className="columns even">
            <Given grounds={found} />
            {found.rule ? <Rule rule={found.rule} /> : <Notice>{t.audit.preliminaryText}</Notice>}
          </div>
          {found.domains.map((domain) => <Domain key={domain.domain} domain={domain} family={family} assessments={found.assessments} />)}
          {found.assessments.length > 0 ? (
            <section className="stack" aria-labelledby="assessments">
              <h2 id="assessments" className="cluster">{t.audit.assessments} <Count n={found.assessments.length} /></h2>
              <div className="columns even">{found.assessments.map((one) => <Assessment key={one.id} one={one} family={family} />)}</div>
            </section>
          ) : null}
        </Page>
      )}
    </Loaded>
  );
}
