import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { DOMAINS, api, useCommand, type ApiProblem, type Domain, type Title } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import type { HowKnown, Indicator, IndicatorSet } from '@/screens/family/types.ts';
import { titleOf } from '@/screens/family/data.ts';
import { Outcome } from '@/screens/whatif/Outcome.tsx';
import { faultsOf as ruleFaults, wholeRule, type EditedRule } from '@/screens/whatif/RuleFields.tsx';
import { useTrial } from '@/screens/whatif/useTrial.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Form, Loaded, Notice, NumberField, Page, ProblemNote, SelectField, TextField, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';

const WORDS_LENGTH_MAX = 300;
const SCORE_MAX = 1000;
const WEIGHT_MAX = 10;
/** The best step alone never harms. */
const CRITICAL_MAX = 3;
const READINGS_MAX = 100;

type Draft = { based_on: number | null; title: Title; indicators: Indicator[]; bands: IndicatorSet['bands'] };
type DraftView = { set_id: string; newest: number; draft: Draft | null; sequence: number };
/** The newest version, also one that is not in force yet, and what was written of the next. */
type Begun = { newest: IndicatorSet; draft: Draft | null; sequence: number };
type Bands = IndicatorSet['bands'];
type EditedBands = { [K in keyof Bands]: Bands[K] | null };
type EditedIndicator = Omit<Indicator, 'weight'> & { weight: number | null };
type Written = { title: Title; indicators: EditedIndicator[]; bands: EditedBands };
type Body = Written & { effective_from: string | null };

const STEPS = 5;
const NO_WORDS: Title = { fa: '', en: '' };
/** As the server reads a code. */
const CODE = /^[a-z][a-z0-9_]{1,39}$/;

async function begin(): Promise<Begun> {
  const { set_id: id } = await api.get<IndicatorSet>('/indicator-sets/current');
  const { draft, newest, sequence } = await api.get<DraftView>(`/indicator-sets/${id}/draft`);
  return { newest: await api.get<IndicatorSet>(`/indicator-sets/${id}/versions/${newest}`), draft, sequence };
}

type WordsProps = { name: string; fa: string; en: string; value: Title; onChange: (value: Title) => void };

/** One sentence in both languages. */
function BothLanguages({ name, fa, en, value, onChange }: WordsProps) {
  return (
    <div className="form-row">
      <TextField name={`${name}.fa`} label={fa} value={value.fa} onChange={(text) => onChange({ ...value, fa: text })} maxLength={WORDS_LENGTH_MAX} />
      <TextField name={`${name}.en`} label={en} value={value.en} onChange={(text) => onChange({ ...value, en: text })} maxLength={WORDS_LENGTH_MAX} ltr />
    </div>
  );
}

type IndicatorProps = { at: number; indicator: EditedIndicator; /** Its code is not in any version yet. */ isNew: boolean; onChange: (change: Partial<EditedIndicator>) => void; onRemove: () => void };

function IndicatorFields({ at, indicator, isNew, onChange, onRemove }: IndicatorProps) {
  const name = `indicators[${at}]`;
  return (
    <div className="stack">
      {isNew ? <TextField name={`${name}.code`} label={t.setup.code} help={t.setup.codeHelp} value={indicator.code} onChange={(code) => onChange({ code })} maxLength={40} ltr /> : null}
      <BothLanguages name={`${name}.title`} fa={t.setup.titleFa} en={t.setup.titleEn} value={indicator.title} onChange={(title) => onChange({ title })} />
      <div className="form-row">
        <NumberField name={`${name}.weight`} label={t.administrator.weight} value={indicator.weight} onChange={(weight) => onChange({ weight })} />
        <NumberField name={`${name}.critical_at`} label={t.setup.criticalAtField} help={t.setup.criticalAtHelp} optional value={indicator.critical_at ?? null} onChange={(critical_at) => onChange({ critical_at })} />
        <SelectField name={`${name}.known_by`} label={t.setup.knownByField} help={t.setup.knownByHelp} options={[{ value: 'any', label: t.setup.knownByAny }, ...optionsOf(t.family.howKnown, ['told'])]} value={indicator.known_by ?? 'any'} onChange={(known_by: HowKnown | 'any') => onChange({ known_by: known_by === 'any' ? null : known_by })} />
      </div>
      {indicator.steps.map((step, n) => (
        // The place of a step is what it is; its words change while they are typed.
        // oxlint-disable-next-line react/no-array-index-key
        <BothLanguages key={n} name={`${name}.steps[${n}]`} fa={t.setup.stepFa(num(n))} en={t.setup.stepEn(num(n))} value={step} onChange={(words) => onChange({ steps: indicator.steps.map((one, i) => (i === n ? words : one)) })} />
      ))}
      <div><Button small variant="danger" onPress={onRemove}>{t.setup.removeIndicator}</Button></div>
    </div>
  );
}

const outside = (value: number | null, min: number, max: number) => (value === null || value < min || value > max) && t.administrator.outOfRange(num(min), num(max));

/** What the rule asks of the numbers; words are looked at by the server as well. */
function faultsOf({ title, indicators, bands, effective_from }: Body, known: ReadonlySet<string>): FieldErrors {
  const found: Record<string, string | false> = {
    'title.fa': !title.fa.trim() && t.common.required,
    'title.en': !title.en.trim() && t.common.required,
    effective_from: !effective_from && t.common.dateMissing,
    'bands.harmed_below': outside(bands.harmed_below, 1, SCORE_MAX - 1),
    'bands.at_risk_below': (bands.at_risk_below === null || bands.at_risk_below > SCORE_MAX || bands.at_risk_below <= (bands.harmed_below ?? 0)) && t.setup.bandsOrder,
    'bands.readings_per_domain': outside(bands.readings_per_domain, 1, READINGS_MAX),
  };
  for (const [at, one] of indicators.entries()) {
    const name = `indicators[${at}]`;
    const twice = indicators.filter(({ code }) => code === one.code).length > 1;
    found[`${name}.code`] = !known.has(one.code) && ((!CODE.test(one.code) && t.setup.codeWrong) || (twice && t.setup.codeTwice));
    found[`${name}.title.fa`] = !one.title.fa.trim() && t.common.required;
    found[`${name}.title.en`] = !one.title.en.trim() && t.common.required;
    found[`${name}.weight`] = outside(one.weight, 1, WEIGHT_MAX);
    found[`${name}.critical_at`] = one.critical_at !== null && one.critical_at !== undefined && outside(one.critical_at, 0, CRITICAL_MAX);
    for (const [n, step] of one.steps.entries()) {
      found[`${name}.steps[${n}].fa`] = !step.fa.trim() && t.common.required;
      found[`${name}.steps[${n}].en`] = !step.en.trim() && t.common.required;
    }
  }
  return errorsOf(found);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function VersionForm({ begun: { newest, draft, sequence } }: { begun: Begun }) {
  const navigate = useNavigate();
  const from = draft ?? newest;
  const [title, setTitle] = useState(from.title);
  const [indicators, setIndicators] = useState<EditedIndicator[]>(from.indicators);
  const [bands, setBands] = useState<EditedBands>(from.bands);
  const [day, setDay] = useState<string | null>(today());
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [unchanged, setUnchanged] = useState(false);
  const [asked, setAsked] = useState<FieldErrors>({});
  const at = `/indicator-sets/${newest.set_id}`;
  const toList = (words: string, version?: number) => {
    toast(words);
    void navigate({ to: '/indicators', search: version === undefined ? {} : { version } });
  };
  // What counts from a later day is told with its day, and opened where it can be read before.
  const later = day !== null && day > today();
  const publish = useCommand<Body>(`${at}/versions`, { ifMatch: sequence, onDone: () => (later ? toList(t.setup.publishedFrom(num(newest.version + 1), formatDate(day)), newest.version + 1) : toList(t.setup.published)) });
  const keep = useCommand<Written & { copy_of: number }>(`${at}/draft`, { method: 'put', ifMatch: sequence, onDone: () => toast(t.setup.draftKept) });
  const discard = useCommand(`${at}/draft/discard`, { ifMatch: sequence, onDone: () => toList(t.setup.draftDiscarded) });
  const trial = useTrial();
  const known = new Set(newest.indicators.map(({ code }) => code));
  const written: Written = { title, indicators, bands };
  const body: Body = { ...written, effective_from: day };
  const edited = !same([title, indicators, bands], [newest.title, newest.indicators, newest.bands]);
  const unkept = !same([title, indicators, bands], [from.title, from.indicators, from.bands]);
  const change = (place: number, part: Partial<EditedIndicator>) => setIndicators((now) => now.map((one, i) => (i === place ? { ...one, ...part } : one)));
  const toggle = (place: number) => setOpen((now) => new Set(now.has(place) ? [...now].filter((one) => one !== place) : [...now, place]));
  const add = (domain: Domain) => {
    setOpen((now) => new Set([...now, indicators.length]));
    setIndicators((now) => [...now, { code: '', domain, title: NO_WORDS, steps: Array.from({ length: STEPS }, () => NO_WORDS), weight: 5, critical_at: null, known_by: null }]);
  };
  const remove = (place: number) => {
    // Places behind it move up.
    setOpen((now) => new Set([...now].filter((one) => one !== place).map((one) => (one > place ? one - 1 : one))));
    setIndicators((now) => now.filter((_, i) => i !== place));
  };
  const band = (name: 'harmed_below' | 'at_risk_below' | 'readings_per_domain', label: string) => (
    <NumberField name={`bands.${name}`} label={label} value={bands[name]} onChange={(value) => setBands((now) => ({ ...now, [name]: value }))} />
  );
  const faults = faultsOf(body, known);
  const fieldErrors = { ...publish.fieldErrors, ...keep.fieldErrors, ...trial.fieldErrors, ...asked };
  // An error must have its field on screen: what was found wrong opens by itself.
  const isOpen = (place: number) => open.has(place) || [...Object.keys(fieldErrors), ...Object.keys(faults)].some((field) => field.startsWith(`indicators[${place}]`));
  const rule: EditedRule = { indicators: indicators.map(({ code, domain, weight, critical_at }) => ({ code, domain, weight, critical_at: critical_at ?? null })), bands };
  const preview = () => {
    const wrong = ruleFaults(rule);
    setAsked(wrong);
    // An indicator that nobody was read on yet has no say in the past.
    if (Object.keys(wrong).length === 0) void trial.run(wholeRule({ ...rule, indicators: rule.indicators.filter(({ code }) => CODE.test(code)) }));
  };
  return (
    <>
      {draft ? <Notice title={t.setup.draftBegun(num(draft.based_on ?? newest.version))} actions={<Button small variant="quiet" pending={discard.pending} onPress={() => void discard.send({})}>{t.setup.discardDraft}</Button>} /> : null}
      <ProblemNote problem={discard.problem} />
      <Form
        label={t.setup.newVersionOf(num(newest.version + 1))}
        submitLabel={t.setup.publish}
        pending={publish.pending}
        problem={publish.problem ?? keep.problem ?? trial.problem}
        fieldErrors={fieldErrors}
        validate={() => faults}
        onSubmit={() => {
          setUnchanged(!edited);
          if (edited) void publish.send(body);
        }}
        actions={
          <>
            <Button pending={keep.pending} onPress={() => void keep.send({ ...written, copy_of: draft?.based_on ?? newest.version })}>{t.setup.keepDraft}</Button>
            <Button icon="eye" pending={trial.pending} onPress={preview}>{t.setup.preview}</Button>
          </>
        }
      >
        <Card title={t.administrator.bands}>
          <div className="stack">
            <BothLanguages name="title" fa={t.setup.setTitleFa} en={t.setup.setTitleEn} value={title} onChange={setTitle} />
            <div className="form-row">
              {band('harmed_below', t.administrator.harmedBelow)}
              {band('at_risk_below', t.administrator.atRiskBelow)}
              {band('readings_per_domain', t.administrator.readingsPerDomain)}
            </div>
          </div>
        </Card>
        {DOMAINS.map((domain) => (
          <Card key={domain} title={t.words.domain[domain]} actions={<Button small icon="add" onPress={() => add(domain)}>{t.setup.addIndicator}</Button>}>
            <ul className="list stack">
              {indicators.map((one, place) => {
                if (one.domain !== domain) return null;
                const name = titleOf(one.title) || t.setup.unnamed;
                return (
                  // A new one's code is typed while it stands there; its place is what it is.
                  // oxlint-disable-next-line react/no-array-index-key
                  <li key={known.has(one.code) ? one.code : `new-${place}`} className="stack-tight">
                    <div className="spread">
                      <span className="cluster">
                        <bdi className="strong">{name}</bdi>
                        {one.weight === null ? null : <Chip>{t.administrator.weightOf(num(one.weight))}</Chip>}
                        {!known.has(one.code) ? <Chip tone="good">{t.setup.isNew}</Chip> : same(one, newest.indicators.find(({ code }) => code === one.code)) ? null : <Chip tone="info">{t.setup.changed}</Chip>}
                      </span>
                      <Button small variant="quiet" icon="edit" aria-expanded={isOpen(place)} aria-label={`${t.setup.editIndicator}: ${name}`} onPress={() => toggle(place)}>{isOpen(place) ? t.setup.hideIndicator : t.setup.editIndicator}</Button>
                    </div>
                    {isOpen(place) ? <IndicatorFields at={place} indicator={one} isNew={!known.has(one.code)} onChange={(part) => change(place, part)} onRemove={() => remove(place)} /> : null}
                  </li>
                );
              })}
            </ul>
          </Card>
        ))}
        <DateField name="effective_from" label={t.setup.effectiveFrom} value={day} onChange={setDay} />
        {unchanged && !edited ? <p className="soft" role="status">{t.setup.noChange}</p> : null}
        {unkept ? <p className="soft">{t.setup.unkept}</p> : null}
      </Form>
      {trial.tried ? (
        <section className="stack-tight" aria-labelledby="preview">
          <h2 id="preview">{t.setup.previewTitle}</h2>
          <p className="soft">{t.setup.previewHelp}</p>
          <Outcome tried={trial.tried} />
        </section>
      ) : null}
    </>
  );
}

/** The next version of the indicator set: begun as a copy of the newest, kept as a draft, looked at over past families, published with its day. */
export function PublishIndicators() {
  const begun = useQuery<Begun, ApiProblem>({ queryKey: ['indicator-sets', 'draft'], queryFn: begin, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  return (
    <Page title={t.setup.newVersion} subtitle={t.setup.newVersionHelp} back={{ label: t.administrator.indicatorsTitle, to: '/indicators' }}>
      <Loaded query={begun}>{(found) => <VersionForm begun={found} />}</Loaded>
    </Page>
  );
}
