import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import { HandoverState } from '@/screens/family/Handover.tsx';
import { familyTitle } from '@/screens/family/data.ts';
import { written } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, Chip, Empty, Form, Loaded, Notice, Page, SelectField, TextArea, errorsOf, toast } from '@/ui/index.ts';
import { useCaseloads, useHandover, useSuggestions, taken, type Caseload, type HandedOver, type HandoverFamily, type HandoverPlan } from './data.ts';

const NOBODY = 'nobody';
type Body = { moves: { family_id: string; caseworker_id: string }[]; note: string | null; transferred_on: string | null };

type OneProps = { family: HandoverFamily; from: string; caseloads: readonly Caseload[]; chosen: Record<string, string>; onChoose: (to: string) => void };

/** One family: what is open, what is ready, and who takes it. The suggestion stands on top of the list; nobody is chosen by it. */
function One({ family, from, caseloads, chosen, onChoose }: OneProps) {
  const suggestions = useSuggestions(family.id).data?.items ?? [];
  const given = (id: string): number => Object.values(chosen).filter((to) => to === id).length;
  const score = (id: string): number => suggestions.find((one) => one.caseworker.id === id)?.score ?? 0;
  const others = sorted(caseloads.filter((one) => one.caseworker.id !== from && !one.left && one.accredited), (a, b) => score(b.caseworker.id) - score(a.caseworker.id));
  const options = others.map((one) => ({
    value: one.caseworker.id,
    label: one.caseworker.name ?? t.family.nameErased,
    help: [t.manager.suits(num(score(one.caseworker.id))), t.family.outOf(num(taken(one) + given(one.caseworker.id)), num(one.max)), one.on_leave ? t.manager.onLeave : ''].filter(Boolean).join(' · '),
  }));
  return (
    <Card title={familyTitle(family)}>
      <div className="stack-tight">
        <p className="soft">{digits(family.file_number)}{family.year_ends ? ` · ${t.manager.yearEndsOn(formatDate(family.year_ends))}` : ''} · {t.manager.openWork(num(family.open_entries), num(family.open_tasks))}</p>
        {family.overdue > 0 ? <p><Chip tone="bad" icon="alert">{t.caseworker.overdueCount(num(family.overdue))}</Chip></p> : null}
        <HandoverState done={family.done} />
        <SelectField name={`to-${family.id}`} label={t.manager.goesTo} options={[{ value: NOBODY, label: t.manager.stays }, ...options]} value={chosen[family.id] ?? NOBODY} onChange={onChoose} />
      </div>
    </Card>
  );
}

function HandoverForm({ plan }: { plan: HandoverPlan }) {
  const caseloads = useCaseloads().data?.items ?? [];
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [note, setNote] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [refused, setRefused] = useState<HandedOver['families']>([]);
  const hand = useCommand<Body, HandedOver>(`/caseworkers/${plan.caseworker.id}/handover`, {
    onDone: (answer) => {
      const moved = answer.families.filter((one) => one.moved).length;
      setRefused(answer.families.filter((one) => !one.moved));
      setChosen({});
      toast(t.manager.handedOver(num(moved)));
    },
  });
  const moves = Object.entries(chosen).filter(([, to]) => to !== NOBODY).map(([family_id, caseworker_id]) => ({ family_id, caseworker_id }));
  const nameOf = (id: string): string => {
    const family = plan.families.find((one) => one.id === id);
    return family ? familyTitle(family) : digits(id);
  };
  if (plan.families.length === 0) return <Empty icon="check" title={t.manager.nothingToHandOver} />;
  return (
    <Form
      label={t.manager.handOver}
      submitLabel={t.manager.handOverCount(num(moves.length))}
      pending={hand.pending}
      problem={hand.problem}
      fieldErrors={hand.fieldErrors}
      validate={() => errorsOf({ moves: moves.length === 0 && t.common.chooseOne, transferred_on: !on && t.common.dateMissing })}
      onSubmit={() => void hand.send({ moves, note: written(note), transferred_on: on })}
    >
      {refused.length > 0 ? (
        <Notice tone="warn" title={t.manager.notHandedOver}>
          <ul>{refused.map((one) => <li key={one.family_id}><bdi>{nameOf(one.family_id)}</bdi>: {t.problems.byCode[one.code ?? '']?.({}) ?? t.common.unknown}</li>)}</ul>
        </Notice>
      ) : null}
      <p className="soft">{t.manager.handOverHelp}</p>
      <div className="columns even">
        {plan.families.map((family) => <One key={family.id} family={family} from={plan.caseworker.id} caseloads={caseloads} chosen={chosen} onChoose={(to) => setChosen((before) => ({ ...before, [family.id]: to }))} />)}
      </div>
      <TextArea name="note" label={t.family.reason} optional rows={2} value={note} onChange={setNote} />
      <DateField name="transferred_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
    </Form>
  );
}

/** A whole caseload, family by family, to the next caseworkers. */
export function Handover() {
  const { id } = useParams({ from: '/shell/center/caseworkers/$id/handover' });
  const plan = useHandover(id);
  return (
    <Page title={t.manager.handOver} back={{ label: t.words.caseworker, to: '/center/caseworkers/$id', params: { id } }} {...(plan.data?.caseworker.name ? { subtitle: <bdi>{plan.data.caseworker.name}</bdi> } : {})}>
      <Loaded query={plan} rows={6}>{(found) => <HandoverForm plan={found} />}</Loaded>
    </Page>
  );
}
