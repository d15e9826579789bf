import { useState } from 'react';
import { useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Disclosure, Empty, Facts, Table, type Tone } from '@/ui/index.ts';
import { ActForm, type ActField } from './ActForm.tsx';
import { asOptions, nameOf, optionsFrom, useHands, useProgram } from './data.ts';
import type { ActionPlan, OfficeView, PlanState } from './types.ts';

const TONES: Record<PlanState, Tone> = { drafted: 'info', returned: 'warn', approved: 'good', begun: 'info', done: 'good', dropped: 'quiet' };
type Act = 'plan' | 'change' | 'judge' | 'progress';
const PATHS: Record<Act, string> = { plan: 'plans', change: 'plans/change', judge: 'plans/judge', progress: 'plans/progress' };
const SHEET = ['title', 'domain', 'measures', 'scale', 'beneficiaries', 'persons', 'people_role', 'groups_role', 'institutions_role', 'agency_ids'];

/** The identity sheet is a part of its own. */
function shape(values: Record<string, unknown>): Record<string, unknown> {
  if (!('people_role' in values)) return values;
  const all = Object.entries(values);
  return { ...Object.fromEntries(all.filter(([name]) => !SHEET.includes(name))), sheet: Object.fromEntries(all.filter(([name]) => SHEET.includes(name))) };
}

function useFields(office: OfficeView) {
  const words = t.offices;
  const measures = useProgram()?.measures ?? [];
  return (act: Act, of: ActionPlan | null) => (values: Record<string, unknown>): readonly ActField[] => {
    if (act === 'judge') return [
      { name: 'outcome', label: words.opinion, kind: 'choice', options: optionsFrom(words.outcome) },
      { name: 'reason', label: words.reason, help: words.reasonHelp, kind: 'words', optional: true },
      { name: 'judged_on', label: words.day, kind: 'day' },
    ];
    if (act === 'progress') return [
      { name: 'state', label: words.taskState, kind: 'choice', options: optionsFrom(words.planMove, of?.state === 'begun' ? ['done', 'dropped'] : of?.state === 'approved' ? ['begun', 'dropped'] : ['dropped']) },
      { name: 'evidence', label: words.evidence, help: words.evidenceHelp, kind: 'words' },
      { name: 'progressed_on', label: words.day, kind: 'day' },
    ];
    const domain = values['domain'] ?? of?.domain;
    return [
      ...(of ? [] : [{ name: 'neighborhood_id', label: words.neighborhood, kind: 'choice' as const, options: asOptions(office.neighborhoods), initial: office.neighborhoods[0]?.id ?? null }]),
      { name: 'title', label: words.title, kind: 'line', initial: of?.title ?? '' },
      { name: 'domain', label: words.domain, kind: 'choice', options: optionsFrom(words.planDomain), initial: of?.domain ?? null },
      ...(domain ? [{ name: 'measures', label: words.measures, kind: 'many' as const, optional: true, options: measures.filter((one) => one.domain === domain).map((one) => ({ value: one.code, label: one.text })), initial: of?.domain === domain ? of.measures : [] }] : []),
      { name: 'scale', label: words.scale, kind: 'line', initial: of?.scale ?? '' },
      { name: 'beneficiaries', label: words.beneficiaries, help: words.noNames, kind: 'line', initial: of?.beneficiaries ?? '' },
      { name: 'persons', label: words.planPersons, kind: 'number', optional: true, initial: of?.persons ?? null },
      { name: 'people_role', label: words.peopleRole, kind: 'words', initial: of?.people_role ?? '' },
      { name: 'groups_role', label: words.groupsRole, kind: 'words', initial: of?.groups_role ?? '' },
      { name: 'institutions_role', label: words.institutionsRole, kind: 'words', initial: of?.institutions_role ?? '' },
      { name: 'lines', label: words.lines, kind: 'money', ...(of ? { initial: of.lines } : {}) },
      { name: 'agency_ids', label: words.agencies, kind: 'agencies', initial: (of?.agencies ?? []).map((one) => one.agency.id) },
      { name: of ? 'changed_on' : 'drafted_on', label: words.day, kind: 'day' },
    ];
  };
}

function One({ plan, acts }: { plan: ActionPlan; acts: readonly { act: Act; go: () => void }[] }) {
  const words = t.offices;
  const measures = useProgram()?.measures ?? [];
  return (
    <Card title={<bdi>{plan.title}</bdi>} actions={<><Chip>{words.planDomain[plan.domain]}</Chip><Chip tone={TONES[plan.state]}>{words.planState[plan.state]}</Chip></>}>
      <div className="stack-tight">
        <p className="soft">{digits(nameOf(plan.neighborhood))} · {formatDate(plan.drafted_on)} · {words.total}: {words.rials(num(plan.total_rials))}</p>
        <ul className="list">
          {plan.agencies.map((one) => <li key={one.agency.id}><bdi>{nameOf(one.agency)}</bdi>: {one.outcome ? words.outcome[one.outcome] : words.waits}{one.on ? <> · {formatDate(one.on)}</> : null}{one.reason ? <> · <bdi>{one.reason}</bdi></> : null}</li>)}
        </ul>
        <Disclosure summary={words.sheet}>
          <div className="stack-tight">
            <Facts facts={[
              { term: words.scale, value: plan.scale }, { term: words.beneficiaries, value: plan.persons === null ? plan.beneficiaries : `${plan.beneficiaries} · ${words.personsOf(num(plan.persons))}` },
              { term: words.measures, value: plan.measures.map((code) => measures.find((one) => one.code === code)?.text ?? code).join(t.common.listComma) || null },
              { term: words.peopleRole, value: plan.people_role }, { term: words.groupsRole, value: plan.groups_role }, { term: words.institutionsRole, value: plan.institutions_role },
              plan.evidence && plan.progressed_on ? { term: words.evidence, value: `${plan.evidence} · ${formatDate(plan.progressed_on)}` } : null,
            ]} />
            <Table
              caption={words.lines}
              captionShown
              rows={plan.lines}
              rowKey={(row) => `${row.title}-${row.source}-${row.amount_rials}`}
              columns={[
                { key: 'title', label: words.lineTitle, header: true, cell: (row) => <bdi>{row.title}</bdi> },
                { key: 'amount', label: words.amount, numeric: true, cell: (row) => num(row.amount_rials) },
                { key: 'source', label: words.source, cell: (row) => <bdi>{row.source}</bdi> },
              ]}
            />
          </div>
        </Disclosure>
        {acts.length > 0 ? <div className="cluster">{acts.map(({ act, go }) => <Button key={act} small onPress={go}>{words.act[act]}</Button>)}</div> : null}
      </div>
    </Card>
  );
}

/** Action plans with identity sheet, money plan and what each agency says. */
export function Plans({ office }: { office: OfficeView }) {
  const words = t.offices;
  const user = useUser();
  const { keeper, agency } = useHands(office);
  const fields = useFields(office);
  const [doing, setDoing] = useState<{ act: Act; of: ActionPlan | null } | null>(null);
  const { plans } = office.file;
  const may = (one: ActionPlan): Act[] => {
    const over = one.state === 'done' || one.state === 'dropped';
    const asked = agency && one.state !== 'begun' && one.agencies.some((said) => said.agency.id === user.agency_id);
    return over ? [] : [...(asked ? ['judge' as const] : []), ...(keeper ? ['progress' as const] : []), ...(keeper && one.state !== 'begun' ? ['change' as const] : [])];
  };
  return (
    <div className="stack">
      {keeper ? <div className="cluster"><Button small icon="add" onPress={() => setDoing({ act: 'plan', of: null })}>{words.act.plan}</Button></div> : null}
      {plans.length === 0 ? <Empty icon="task" title={words.noPlans} /> : plans.map((one) => <One key={one.plan_id} plan={one} acts={may(one).map((act) => ({ act, go: () => setDoing({ act, of: one }) }))} />)}
      {doing ? <ActForm title={words.act[doing.act]} path={`/offices/${office.id}/${PATHS[doing.act]}`} fixed={doing.of ? { plan_id: doing.of.plan_id } : {}} fields={fields(doing.act, doing.of)} shape={shape} onClose={() => setDoing(null)} /> : null}
    </div>
  );
}
