import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { DOMAINS, useApi, type Domain } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import type { Row } from '@/offline/types.ts';
import { ForRow } from '@/screens/phone/ForRow.tsx';
import { useRowCommand } from '@/screens/phone/rowForm.ts';
import { FamilyScreen, useFamilyCommand, type Done } from '@/screens/family/FamilyForm.tsx';
import { titleOf, useIndicatorSet } from '@/screens/family/data.ts';
import { wantedProof } from '@/screens/family/proof.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { AssessmentMoment, FamilyFile, HowKnown, Indicator, IndicatorSet } from '@/screens/family/types.ts';
import { useDraft, type Draft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, ChoiceField, Disclosure, Empty, Form, Loaded, Meter, SelectField, TextField, errorsOf } from '@/ui/index.ts';
import { AssessReview } from './AssessReview.tsx';
import { assessmentOfRow } from './ofRow.ts';
import { Restored } from '@/screens/family/Restored.tsx';
import { isFinished } from './nextStep.ts';

export type Answer = { value: number; how_known: HowKnown; note: string };
export type Answers = Record<string, Answer>;
/** The opening questions, one step a domain, the review. */
type Step = 'start' | Domain | 'review';
const STEPS: readonly Step[] = ['start', ...DOMAINS, 'review'];
export type AssessmentFields = { step: Step; moment: AssessmentMoment; assessed_on: string | null; how_known: HowKnown; answers: Answers };
export type AssessmentBody = { moment: AssessmentMoment; assessed_on: string | null; readings: { indicator: string; value: number; how_known: HowKnown; note: string | null }[]; set: { set_id: string; version: number } };

const FINAL_NOTICE_DAYS = 45;

/** Which assessment the family's year asks for now. */
export function momentOf(file: FamilyFile): AssessmentMoment {
  if (!file.baseline_tier || isFinished(file)) return 'baseline';
  const left = file.assignment?.days_left;
  return left !== null && left !== undefined && left <= FINAL_NOTICE_DAYS ? 'final' : 'interim';
}

function IndicatorField({ indicator, answer, onValue, onChange }: { indicator: Indicator; answer: Answer | undefined; onValue: (value: number) => void; onChange: (change: Partial<Answer>) => void }) {
  const critical = typeof indicator.critical_at === 'number' ? indicator.critical_at : -1;
  const asked = indicator.known_by;
  const wanted = wantedProof(asked, answer?.how_known);
  return (
    <Card className="indicator">
      <ChoiceField
        name={`readings.${indicator.code}`}
        label={titleOf(indicator.title)}
        help={asked ? t.family.proofAsked(t.family.howKnown[asked]) : undefined}
        options={indicator.steps.map((step, value) => ({ value: String(value), label: `${num(value)} · ${titleOf(step)}`, ...(value <= critical ? { help: t.family.critical } : {}) }))}
        value={answer ? String(answer.value) : null}
        onChange={(value) => onValue(Number(value))}
      />
      {answer ? (
        <Disclosure summary={<span className="cluster">{t.caseworker.howKnownAndNote}<Chip>{t.family.howKnown[answer.how_known]}</Chip>{wanted ? <Chip tone="warn">{t.family.proofWanted(t.family.howKnown[wanted])}</Chip> : null}</span>} open={answer.note !== ''}>
          <div className="form-row">
            <SelectField name={`how.${indicator.code}`} label={t.caseworker.howKnown} options={optionsOf(t.family.howKnown)} value={answer.how_known} onChange={(how_known) => onChange({ how_known })} />
            <TextField name={`note.${indicator.code}`} label={t.caseworker.remark} optional value={answer.note} onChange={(note) => onChange({ note })} />
          </div>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function StepHead({ set, fields, go }: { set: IndicatorSet; fields: AssessmentFields; go: (step: Step) => void }) {
  return (
    <nav aria-label={t.caseworker.assessSteps}>
      <ol className="list steps">
        {STEPS.map((step) => {
          const domain = DOMAINS.find((one) => one === step);
          const all = set.indicators.filter((one) => one.domain === domain);
          const read = all.filter((one) => fields.answers[one.code]).length;
          const label = domain ? t.words.domain[domain] : step === 'start' ? t.caseworker.assessStart : t.caseworker.assessReview;
          return (
            <li key={step}>
              <Button small variant={step === fields.step ? 'primary' : 'quiet'} onPress={() => go(step)} {...(step === fields.step ? { 'aria-current': 'step' as const } : {})}>
                {label}
                {domain ? <span className="figure">{t.family.outOf(num(read), num(all.length))}</span> : null}
              </Button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function DomainStep({ set, domain, fields, draft }: { set: IndicatorSet; domain: Domain; fields: AssessmentFields; draft: Draft<AssessmentFields> }) {
  const indicators = set.indicators.filter((one) => one.domain === domain);
  const read = indicators.filter((one) => fields.answers[one.code]).length;
  const change = (code: string, part: Partial<Answer>) => {
    const before = fields.answers[code] ?? { value: 0, how_known: fields.how_known, note: '' };
    draft.set({ answers: { ...fields.answers, [code]: { ...before, ...part } } });
  };
  return (
    <>
      <Meter label={t.caseworker.readOf(t.words.domain[domain])} value={read} max={indicators.length} tone={read >= set.bands.readings_per_domain ? 'good' : 'warn'} text={t.family.outOf(num(read), num(indicators.length))} />
      {read < set.bands.readings_per_domain ? <p className="soft">{t.caseworker.needAtLeast(num(set.bands.readings_per_domain))}</p> : null}
      {indicators.map((one) => (
        <IndicatorField key={one.code} indicator={one} answer={fields.answers[one.code]} onValue={(value) => change(one.code, { value })} onChange={(part) => change(one.code, part)} />
      ))}
    </>
  );
}

function AssessForm({ file, set, row }: { file: FamilyFile; set: IndicatorSet; row: Row | null }) {
  const navigate = useNavigate();
  const draft = useDraft<AssessmentFields>(row ? `assess:${file.id}:${row.id}` : `assess:${file.id}:${set.version}`, row ? assessmentOfRow(row) : { step: 'start', moment: momentOf(file), assessed_on: today(), how_known: 'told', answers: {} });
  const fields = draft.value;
  const { clear } = draft;
  const done = useCallback(
    (answer: Done) => {
      clear();
      if (answer.kept || answer.parked) {
        // The tier needs the server; it is given once the assessment is there.
        void navigate({ to: '/families/$id', params: { id: file.id }, search: {} });
        return;
      }
      const assessment = answer.ids?.['assessment_id'];
      void navigate({ to: '/families/$id/tier', params: { id: file.id }, search: { assessment } });
    },
    [clear, navigate, file.id],
  );
  const record = useFamilyCommand<AssessmentBody>(file, '/assessments', { onDone: done, backTo: null, said: t.caseworker.assessSaved });
  const assess = useRowCommand(record, row, clear);
  const at = STEPS.indexOf(fields.step);
  const top = useRef<HTMLDivElement>(null);
  const shown = useRef<Step>(fields.step);
  const go = (step: Step) => draft.set({ step });
  const next = STEPS[at + 1];
  const previous = STEPS[at - 1];
  const answered = set.indicators.filter((one) => fields.answers[one.code]);

  // Each step begins at its beginning, for the eye and for the keyboard.
  useEffect(() => {
    if (shown.current !== fields.step) top.current?.focus();
    shown.current = fields.step;
  }, [fields.step]);

  const domain = DOMAINS.find((one) => one === fields.step);
  return (
    <div className="stack" ref={top} tabIndex={-1} role="group" aria-label={domain ? t.words.domain[domain] : t.caseworker.assess}>
      <Restored draft={draft} />
      <StepHead set={set} fields={fields} go={go} />
      <Form
        label={t.caseworker.assess}
        submitLabel={next ? t.common.next : row ? t.phone.outbox.save : t.caseworker.recordAssessment}
        pending={assess.pending}
        problem={next ? null : assess.problem}
        fieldErrors={next ? {} : assess.fieldErrors}
        validate={() => (fields.step === 'start' ? errorsOf({ assessed_on: !fields.assessed_on && t.common.dateMissing }) : next ? {} : errorsOf({ readings: answered.length === 0 && t.caseworker.noAnswers }))}
        onSubmit={() => {
          if (next) return go(next);
          return void assess.send({
            moment: fields.moment,
            assessed_on: fields.assessed_on,
            set: { set_id: set.set_id, version: set.version },
            readings: answered.map((one) => {
              const { value, how_known, note } = fields.answers[one.code] ?? { value: 0, how_known: fields.how_known, note: '' };
              return { indicator: one.code, value, how_known, note: written(note) };
            }),
          });
        }}
        actions={previous ? <Button variant="quiet" onPress={() => go(previous)}>{t.common.previous}</Button> : undefined}
      >
        {fields.step === 'start' ? (
          <Card>
            <ChoiceField name="moment" label={t.caseworker.whichAssessment} options={optionsOf(t.words.assessment).map((o) => ({ ...o, help: t.caseworker.momentHelp[o.value] }))} value={fields.moment} onChange={(moment) => draft.set({ moment })} />
            <DateField name="assessed_on" label={t.caseworker.assessedOn} value={fields.assessed_on} onChange={(assessed_on) => draft.set({ assessed_on })} max={today()} />
            <ChoiceField name="how_known" label={t.caseworker.howKnownMostly} help={t.caseworker.howKnownMostlyHelp} inline options={optionsOf(t.family.howKnown)} value={fields.how_known} onChange={(how_known) => draft.set({ how_known })} />
            <p className="soft">{t.caseworker.scaleHelp}</p>
          </Card>
        ) : domain ? (
          <DomainStep set={set} domain={domain} fields={fields} draft={draft} />
        ) : (
          <AssessReview set={set} answers={fields.answers} moment={fields.moment} />
        )}
      </Form>
    </div>
  );
}

/** By today's version; what waits in the outbox by the version it was written by. */
function AssessBy({ file, row }: { file: FamilyFile; row: Row | null }) {
  const own = row ? (row.work.command as unknown as AssessmentBody).set : null;
  const current = useIndicatorSet(own === null);
  const version = useApi<IndicatorSet>(own ? `/indicator-sets/${own.set_id}/versions/${own.version}` : '', { enabled: own !== null });
  return <Loaded query={own ? version : current}>{(found) => <AssessForm file={file} set={found} row={row} />}</Loaded>;
}

/** Read the indicators, domain by domain, and see where they lead before anything is recorded. */
export function Assess() {
  const { id } = useParams({ from: '/shell/families/$id/assess' });
  const { row } = useSearch({ from: '/shell/families/$id/assess' });
  return (
    <FamilyScreen id={id} title={t.caseworker.assess}>
      {(file) => (file.consent === 'given' ? <ForRow id={row} operation="record_assessment" family={file.id}>{(found) => <AssessBy file={file} row={found} />}</ForRow> : <Empty icon="alert" title={t.problems.byCode['consent_not_asked']?.({}) ?? ''} />)}
    </FamilyScreen>
  );
}
