import { useNavigate, useSearch } from '@tanstack/react-router';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { ApiProblem, problemText } from '@/api/problem.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { ManyBody, ManyDone } from '@/screens/many/change.ts';
import { ShownOf } from '@/screens/reports/BehindPanel.tsx';
import { useCenters } from '@/screens/reports/Filters.tsx';
import '@/screens/reports/reports.css';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Card, Checkbox, ComboField, Disclosure, Empty, Form, Loaded, Notice, Page, SelectField, Stat, Table, TakeAway, TextField, errorsOf, toast, type Column } from '@/ui/index.ts';
import { AnswersFile } from './AnswersFile.tsx';
import { LISTS, type Answer, type List, type Phase, type SupportState, type Transfer, type TransfersAnswer, type TransfersSearch } from './transfers.ts';

const ANY = 'any';
const shown = (count: number | null): string => (count === null ? t.transfers.few : num(count));

/** One change to all those chosen, family by family; what was refused is told with its reason. */
function useForMany() {
  const send = useCommand<ManyBody, ManyDone>('/families/bulk');
  const [refused, setRefused] = useState<string[]>([]);
  const run = async (operation: string, rows: readonly Transfer[], command: Record<string, unknown>): Promise<boolean> => {
    const families = rows.map((one) => ({ family_id: one.family_id, ...(one.sending_id ? { part_id: one.sending_id } : {}) }));
    const answer = await send.send({ operation, families, command, try_only: false } as unknown as ManyBody);
    if (!answer) return false;
    const number = (id: string) => digits(rows.find((one) => one.family_id === id)?.file_number ?? '');
    setRefused(answer.items.filter((one) => one.outcome === 'refused').map((one) => `${number(one.family_id)}: ${problemText(new ApiProblem(one.problem?.status ?? 409, one.problem ?? {}))}`));
    if (answer.done > 0) toast(t.transfers.done(num(answer.done)));
    return true;
  };
  return { ...send, run, refused };
}

function Refused({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return <Notice tone="warn" title={t.transfers.notDone(num(lines.length))}><ul className="list">{lines.map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul></Notice>;
}

type ChosenProps = { agency: string; rows: readonly Transfer[]; onDone: () => void };

function SendForm({ agency, rows, onDone }: ChosenProps) {
  const words = t.transfers;
  const [on, setOn] = useState<string | null>(today());
  const many = useForMany();
  return (
    <Card>
      <Form label={words.send(num(rows.length))} submitLabel={words.send(num(rows.length))} pending={many.pending} problem={many.problem} fieldErrors={many.fieldErrors} validate={() => errorsOf({ rows: rows.length === 0 && words.noneChosen, sent_on: !on && t.common.dateMissing })} onSubmit={() => void many.run('send_to_agency', rows, { agency_id: agency, sent_on: on }).then((did) => did && onDone())}>
        <p className="soft">{words.sendHelp}</p>
        <DateField name="sent_on" label={words.sentOn} value={on} onChange={setOn} max={today()} />
      </Form>
      <Refused lines={many.refused} />
    </Card>
  );
}

function WordForm({ rows, onDone }: Omit<ChosenProps, 'agency'>) {
  const words = t.transfers;
  const [what, setWhat] = useState<'answer' | Phase>('answer');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [state, setState] = useState<SupportState | null>(null);
  const [reason, setReason] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const many = useForMany();
  const answers = what === 'answer';
  const go = () => (answers ? many.run('answer_sending', rows, { answer, reason: written(reason), answered_on: on }) : many.run('record_support_phase', rows, { phase: what, state, reached_on: on }));
  return (
    <Card title={words.typed}>
      <Form
        label={words.typed}
        submitLabel={t.common.save}
        pending={many.pending}
        problem={many.problem}
        fieldErrors={many.fieldErrors}
        validate={() => errorsOf({ rows: rows.length === 0 && words.noneChosen, answer: answers && !answer && t.common.chooseOne, reason: answers && answer === 'refused' && !reason.trim() && t.common.required, state: !answers && !state && t.common.chooseOne, on: !on && t.common.dateMissing })}
        onSubmit={() => void go().then((did) => did && onDone())}
      >
        <div className="form-row">
          <SelectField name="what" label={words.phase} options={[{ value: 'answer' as const, label: words.answer }, ...optionsOf(words.phases)]} value={what} onChange={setWhat} />
          {answers ? <SelectField name="answer" label={words.answer} options={optionsOf(words.answers)} value={answer} onChange={setAnswer} /> : <SelectField name="state" label={words.state} options={optionsOf(words.states)} value={state} onChange={setState} />}
          <DateField name="on" label={words.reachedOn} value={on} onChange={setOn} max={today()} />
        </div>
        {answers ? <TextField name="reason" label={words.reason} help={words.reasonHelp} optional={answer !== 'refused'} value={reason} onChange={setReason} /> : null}
      </Form>
      <Refused lines={many.refused} />
    </Card>
  );
}

function Households({ agency, list, search, own }: { agency: string; list: List; search: TransfersSearch; own: boolean }) {
  const words = t.transfers;
  const query = { agency_id: agency, center_id: search.center_id, list };
  const found = useApi<Paged<Transfer>>('/reports/transfers/households', { query, streams: ['family'] });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const choose = (id: string, yes: boolean) => setChosen((before) => new Set(yes ? [...before, id] : [...before].filter((one) => one !== id)));
  const chooses = own && list !== 'not_agreed';
  const stateOf = (state: SupportState | null) => (state ? words.states[state] : <span className="faint">{words.unknownState}</span>);
  return (
    <Loaded query={found} rows={4}>
      {(page) => {
        const rows = page.items.filter((one) => chosen.has(one.family_id));
        const columns: Column<Transfer>[] = [
          { key: 'file', label: words.fileNumber, header: true, cell: (row) => <span className="cluster">{chooses ? <Checkbox name={row.file_number} checked={chosen.has(row.family_id)} onChange={(yes) => choose(row.family_id, yes)}><span className="visually-hidden">{words.fileNumber} {digits(row.file_number)}</span></Checkbox> : null}{own ? <Link to="/families/$id" params={{ id: row.family_id }}><bdi>{digits(row.file_number)}</bdi></Link> : <bdi>{digits(row.file_number)}</bdi>}</span> },
          ...(list === 'sent' ? [
            { key: 'sent', label: words.sentOn, cell: (row: Transfer) => (row.sent_on ? formatDate(row.sent_on) : '') },
            { key: 'answer', label: words.answer, cell: (row: Transfer) => (row.answer ? <>{words.answers[row.answer]}{row.reason ? <> · <bdi>{row.reason}</bdi></> : null}</> : words.unanswered) },
            ...(['information', 'hygiene', 'livelihood'] as const).map((phase) => ({ key: phase, label: words.phases[phase], cell: (row: Transfer) => stateOf(row[phase]) })),
          ] : [{ key: 'asked', label: words.agree, cell: (row: Transfer) => (row.asked ? words.asked[row.asked] : '') }]),
        ];
        return (
          <div className="stack">
            <p className="soft">{words.listHelp[list]}</p>
            {page.items.length === 0 ? <Empty icon="families" title={words.empty} /> : (
              <>
                {chooses ? (
                  <div className="cluster">
                    <span aria-live="polite">{words.chosen(num(rows.length), num(page.items.length))}</span>
                    <Button small variant="quiet" onPress={() => setChosen(new Set(page.items.map((one) => one.family_id)))}>{words.all}</Button>
                    <Button small variant="quiet" onPress={() => setChosen(new Set())}>{words.nobody}</Button>
                  </div>
                ) : null}
                <Table caption={words.lists[list]} rows={page.items} rowKey={(row) => row.family_id} columns={columns} />
                <ShownOf page={page} />
                {chooses && list === 'agreed' ? <SendForm agency={agency} rows={rows} onDone={() => setChosen(new Set())} /> : null}
                {chooses && list === 'sent' ? <WordForm rows={rows} onDone={() => setChosen(new Set())} /> : null}
                {own && list === 'sent' ? <Card title={words.importTitle}><AnswersFile sent={page.items} /></Card> : null}
              </>
            )}
            <TakeAway what="transfers" query={query} />
          </div>
        );
      }}
    </Loaded>
  );
}

function Counts({ report }: { report: TransfersAnswer }) {
  const words = t.transfers;
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <div className="tiles">
        <Stat name={words.lists.sent} value={shown(report.sent)} />
        <Stat name={words.answers.accepted} value={shown(report.accepted)} />
        <Stat name={words.answers.refused} value={shown(report.refused)} />
        <Stat name={words.unanswered} value={shown(report.unanswered)} />
        <Stat name={words.lists.agreed} value={shown(report.agreed)} />
        <Stat name={words.lists.not_agreed} value={shown(report.not_agreed)} />
      </div>
      <Disclosure summary={words.recordPhase.replace(/^\S+ /, '')} >
        <Table
          caption={words.phase}
          rows={report.phases}
          rowKey={(row) => row.phase}
          columns={[
            { key: 'phase', label: words.phase, header: true, cell: (row) => words.phases[row.phase] },
            { key: 'delivered', label: words.states.delivered, numeric: true, cell: (row) => shown(row.delivered) },
            { key: 'under_way', label: words.states.under_way, numeric: true, cell: (row) => shown(row.under_way) },
            { key: 'not_delivered', label: words.states.not_delivered, numeric: true, cell: (row) => shown(row.not_delivered) },
            { key: 'unknown', label: words.unknownState, numeric: true, cell: (row) => shown(row.unknown) },
          ]}
        />
      </Disclosure>
    </div>
  );
}

/** Households that went to one body outside: who was asked, what it answered, how far its support came. */
export function TransfersReport() {
  const words = t.transfers;
  const search = useSearch({ from: '/shell/reports/transfers' });
  const navigate = useNavigate();
  const user = useUser();
  const own = hasRole(user, 'center_manager');
  const lists = hasRole(user, 'center_manager', 'auditor');
  const centers = useCenters(hasRole(user, 'auditor'));
  const agencies = useApi<Paged<{ id: string; name: string; enforcement: boolean }>>('/agencies');
  const agency = search.agency_id;
  const list = search.list ?? 'sent';
  const change = (next: TransfersSearch) => void navigate({ to: '/reports/transfers', search: { ...search, ...next }, replace: true, resetScroll: false });
  const report = useApi<TransfersAnswer>('/reports/transfers', { query: { agency_id: agency, center_id: search.center_id }, streams: ['family'], enabled: agency !== undefined, keepPrevious: true });
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <Loaded query={agencies} rows={1}>{({ items }) => <ComboField name="agency_id" label={words.agency} options={items.filter((one) => !one.enforcement).map((one) => ({ value: one.id, label: one.name }))} value={agency ?? null} onChange={(id) => change({ agency_id: id ?? undefined })} />}</Loaded>
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        {agency === undefined ? <Empty icon="send" title={words.chooseAgency}>{words.chooseText}</Empty> : (
          <>
            <Loaded query={report} rows={3}>{(found) => <Counts report={found} />}</Loaded>
            {lists ? (
              <>
                <div className="cluster" role="group" aria-label={words.title}>
                  {LISTS.map((one) => <Button key={one} small variant={one === list ? 'primary' : 'quiet'} aria-pressed={one === list} onPress={() => change({ list: one })}>{words.lists[one]}</Button>)}
                </div>
                <Households key={`${agency} ${list}`} agency={agency} list={list} search={search} own={own} />
              </>
            ) : null}
          </>
        )}
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
      </div>
    </Page>
  );
}
