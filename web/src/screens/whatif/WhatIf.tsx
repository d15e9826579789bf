import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, hasRole, useApi, useUser, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import type { IndicatorSet } from '@/screens/family/types.ts';
import { useCenters } from '@/screens/reports/Filters.tsx';
import { Button, Card, Form, Loaded, Page, SelectField, TextField } from '@/ui/index.ts';
import { Outcome } from './Outcome.tsx';
import { RuleFields, faultsOf, wholeRule, type EditedRule } from './RuleFields.tsx';
import { ruleOf } from './types.ts';
import { useTrial } from './useTrial.ts';

const ANY = 'any';

type TryProps = { set: IndicatorSet; versions: number; onVersion: (version: number) => void };

/** A rule to be tried, begun as a published version. Mounted anew for each version (`key`). */
function TryRule({ set, versions, onVersion }: TryProps) {
  const base = ruleOf(set);
  const [rule, setRule] = useState<EditedRule>(base);
  const [year, setYear] = useState('');
  const [center, setCenter] = useState(ANY);
  const choosesCenter = hasRole(useUser(), 'auditor');
  const centers = useCenters(choosesCenter);
  const { run, tried, pending, problem, fieldErrors } = useTrial();
  const asked = toLatinDigits(year.trim());
  return (
    <>
      <Card title={t.whatIf.ruleTitle} actions={<Button small variant="quiet" icon="replay" onPress={() => setRule(base)}>{t.whatIf.reset}</Button>}>
        <Form
          label={t.whatIf.ruleTitle}
          submitLabel={t.whatIf.run}
          pending={pending}
          problem={problem}
          fieldErrors={fieldErrors}
          validate={() => ({ ...faultsOf(rule), ...(asked !== '' && !/^1[345]\d\d$/.test(asked) ? { year: t.whatIf.yearWrong } : {}) })}
          onSubmit={() => void run({ ...wholeRule(rule), ...(asked === '' ? {} : { year: Number(asked) }), ...(center === ANY ? {} : { center_id: center }) })}
        >
          <div className="form-row">
            <SelectField name="set.version" label={t.whatIf.basedOn} options={Array.from({ length: versions }, (_, n) => ({ value: String(n + 1), label: t.administrator.setVersion(num(n + 1)) }))} value={String(set.version)} onChange={(version) => onVersion(Number(version))} />
            <TextField name="year" label={t.whatIf.yearField} help={t.whatIf.yearHelp} optional inputMode="numeric" maxLength={4} value={digits(year)} onChange={setYear} />
            {choosesCenter ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((one) => ({ value: one.id, label: digits(one.name) }))]} value={center} onChange={setCenter} /> : null}
          </div>
          <RuleFields rule={rule} base={base} named={set.indicators} onChange={setRule} />
        </Form>
      </Card>
      {tried ? <Outcome tried={tried} /> : null}
    </>
  );
}

function Version({ current }: { current: IndicatorSet }) {
  const [version, setVersion] = useState(current.version);
  const found = useQuery<IndicatorSet, ApiProblem>({
    queryKey: [`/indicator-sets/${current.set_id}/versions/${version}`],
    queryFn: () => api.get<IndicatorSet>(`/indicator-sets/${current.set_id}/versions/${version}`),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return <Loaded query={found}>{(set) => <TryRule key={set.version} set={set} versions={current.version} onVersion={setVersion} />}</Loaded>;
}

/** What another rule would have said of what was read; nothing is stored. */
export function WhatIf() {
  const current = useApi<IndicatorSet>('/indicator-sets/current', { streams: ['indicator_set'] });
  return (
    <Page title={t.whatIf.title} subtitle={t.whatIf.subtitle}>
      <Loaded query={current}>{(set) => <Version current={set} />}</Loaded>
    </Page>
  );
}
