import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiProblem, DOMAINS, api, useCommand, type Title } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import type { Indicator, IndicatorSet } from '@/screens/family/types.ts';
import { titleOf } from '@/screens/family/data.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, Form, Loaded, NumberField, Page, TextField, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';

const WORDS_LENGTH_MAX = 300;
const SCORE_MAX = 1000;
const WEIGHT_MAX = 10;
/** The best step alone never harms. */
const CRITICAL_MAX = 3;
const READINGS_MAX = 100;

type Published = IndicatorSet & { sequence: number };
type Bands = IndicatorSet['bands'];
type EditedBands = { [K in keyof Bands]: Bands[K] | null };
type EditedIndicator = Omit<Indicator, 'weight'> & { weight: number | null };
type Body = { title: Title; indicators: EditedIndicator[]; bands: EditedBands; effective_from: string | null };

/** The newest version, also one that is not in force yet: the next one follows it. */
async function newestVersion(): Promise<Published> {
  let found = await api.get<Published>('/indicator-sets/current');
  for (;;) {
    try {
      // Each asks for the one after the last found.
      // oxlint-disable-next-line no-await-in-loop
      found = await api.get<Published>(`/indicator-sets/${found.set_id}/versions/${found.version + 1}`);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 404) return found;
      throw error;
    }
  }
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

type IndicatorProps = { at: number; indicator: EditedIndicator; onChange: (change: Partial<EditedIndicator>) => void };

function IndicatorFields({ at, indicator, onChange }: IndicatorProps) {
  const name = `indicators[${at}]`;
  return (
    <div className="stack">
      <BothLanguages name={`${name}.title`} fa={t.setup.titleFa} en={t.setup.titleEn} value={indicator.title} onChange={(title) => onChange({ title })} />
      <div className="form-row">
        <NumberField name={`${name}.weight`} label={t.administrator.weight} value={indicator.weight} onChange={(weight) => onChange({ weight })} />
        <NumberField name={`${name}.critical_at`} label={t.setup.criticalAtField} help={t.setup.criticalAtHelp} optional value={indicator.critical_at ?? null} onChange={(critical_at) => onChange({ critical_at })} />
      </div>
      {indicator.steps.map((step, n) => (
        // The place of a step is what it is; its words change while they are typed.
        // oxlint-disable-next-line react/no-array-index-key
        <BothLanguages key={n} name={`${name}.steps[${n}]`} fa={t.setup.stepFa(num(n))} en={t.setup.stepEn(num(n))} value={step} onChange={(words) => onChange({ steps: indicator.steps.map((one, i) => (i === n ? words : one)) })} />
      ))}
    </div>
  );
}

const outside = (value: number | null, min: number, max: number) => (value === null || value < min || value > max) && t.administrator.outOfRange(num(min), num(max));

/** What the rule asks of the numbers; words are looked at by the server as well. */
function faultsOf({ title, indicators, bands, effective_from }: Body): FieldErrors {
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

function VersionForm({ newest }: { newest: Published }) {
  const navigate = useNavigate();
  const [title, setTitle] = useState(newest.title);
  const [indicators, setIndicators] = useState<EditedIndicator[]>(newest.indicators);
  const [bands, setBands] = useState<EditedBands>(newest.bands);
  const [from, setFrom] = useState<string | null>(today());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [unchanged, setUnchanged] = useState(false);
  const publish = useCommand<Body>(`/indicator-sets/${newest.set_id}/versions`, {
    ifMatch: newest.sequence,
    onDone: () => {
      toast(t.setup.published);
      void navigate({ to: '/indicators' });
    },
  });
  const body: Body = { title, indicators, bands, effective_from: from };
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const edited = !same([title, indicators, bands], [newest.title, newest.indicators, newest.bands]);
  const change = (at: number, part: Partial<EditedIndicator>) => setIndicators((now) => now.map((one, i) => (i === at ? { ...one, ...part } : one)));
  const toggle = (code: string) => setOpen((now) => new Set(now.has(code) ? [...now].filter((one) => one !== code) : [...now, code]));
  const band = (name: 'harmed_below' | 'at_risk_below' | 'readings_per_domain', label: string) => (
    <NumberField name={`bands.${name}`} label={label} value={bands[name]} onChange={(value) => setBands((now) => ({ ...now, [name]: value }))} />
  );
  const faults = faultsOf(body);
  // An error must have its field on screen: what was found wrong opens by itself.
  const isOpen = (at: number, code: string) => open.has(code) || [...Object.keys(publish.fieldErrors), ...Object.keys(faults)].some((field) => field.startsWith(`indicators[${at}]`));
  return (
    <Form
      label={t.setup.newVersionOf(num(newest.version + 1))}
      submitLabel={t.setup.publish}
      pending={publish.pending}
      problem={publish.problem}
      fieldErrors={publish.fieldErrors}
      validate={() => faults}
      onSubmit={() => {
        setUnchanged(!edited);
        if (edited) void publish.send(body);
      }}
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
        <Card key={domain} title={t.words.domain[domain]}>
          <ul className="list stack">
            {indicators.map((one, at) => one.domain !== domain ? null : (
              <li key={one.code} className="stack-tight">
                <div className="spread">
                  <span className="cluster">
                    <bdi className="strong">{titleOf(one.title)}</bdi>
                    {one.weight === null ? null : <Chip>{t.administrator.weightOf(num(one.weight))}</Chip>}
                    {same(one, newest.indicators[at]) ? null : <Chip tone="info">{t.setup.changed}</Chip>}
                  </span>
                  <Button small variant="quiet" icon="edit" aria-expanded={isOpen(at, one.code)} aria-label={`${t.setup.editIndicator}: ${titleOf(one.title)}`} onPress={() => toggle(one.code)}>{isOpen(at, one.code) ? t.setup.hideIndicator : t.setup.editIndicator}</Button>
                </div>
                {isOpen(at, one.code) ? <IndicatorFields at={at} indicator={one} onChange={(part) => change(at, part)} /> : null}
              </li>
            ))}
          </ul>
        </Card>
      ))}
      <DateField name="effective_from" label={t.setup.effectiveFrom} value={from} onChange={setFrom} />
      {unchanged && !edited ? <p className="soft" role="status">{t.setup.noChange}</p> : null}
    </Form>
  );
}

/** The next version of the indicator set, begun as a copy of the newest one. */
export function PublishIndicators() {
  const newest = useQuery<Published, ApiProblem>({ queryKey: ['indicator-sets', 'newest'], queryFn: newestVersion, staleTime: Number.POSITIVE_INFINITY, gcTime: 0 });
  return (
    <Page title={t.setup.newVersion} subtitle={t.setup.newVersionHelp} back={{ label: t.administrator.indicatorsTitle, to: '/indicators' }}>
      <Loaded query={newest}>{(found) => <VersionForm newest={found} />}</Loaded>
    </Page>
  );
}
