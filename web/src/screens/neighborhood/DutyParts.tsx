import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Chip, ChoiceField, ComboField, Dialog, Empty, Form, Row, Table, TextArea, TextField, errorsOf, toast, type Tone } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';
import type { DutyRow, DutyState, Utility, UtilityAnswer, UtilityRow } from './types.ts';

const TONES: Record<DutyState, Tone> = { not_begun: 'quiet', underway: 'info', done: 'good', hindered: 'bad' };
const ANSWER_TONES: Record<UtilityAnswer, Tone> = { accepted: 'info', connected: 'good', refused: 'bad' };

const DutyChip = ({ state }: { state: DutyState | null }) => (state ? <Chip tone={TONES[state]}>{t.neighborhood.dutyState[state]}</Chip> : <Chip>{t.neighborhood.noReport}</Chip>);
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

/** A report of the own agency against one of its duties. */
export function ReportForm({ neighborhood, row, onClose }: { neighborhood: string; row: DutyRow; onClose: () => void }) {
  const words = t.neighborhood;
  const [state, setState] = useState<DutyState | null>(row.state);
  const [text, setText] = useState('');
  const [evidence, setEvidence] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${neighborhood}/duty-reports`, { onDone: () => { toast(words.reported); onClose(); } });
  return (
    <Dialog title={words.reportOf(num(row.number))} open onClose={onClose} wide>
      <Form
        label={words.report}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ state: !state && t.common.chooseOne, text: !text.trim() && t.common.required, reported_on: !on && t.common.dateMissing })}
        onSubmit={() => void send.send({ duty: row.number, state, text: text.trim(), ...(evidence.trim() ? { evidence: evidence.trim() } : {}), reported_on: on })}
        actions={cancel(onClose)}
      >
        <p className="soft"><bdi>{digits(row.duty)}</bdi></p>
        <ChoiceField name="state" label={words.stateField} inline options={optionsOf(words.dutyState)} value={state} onChange={setState} />
        <TextArea name="text" label={words.reportText} help={words.noteHelp} rows={4} maxLength={4000} value={text} onChange={setText} />
        <TextField name="evidence" label={words.evidence} help={words.evidenceHelp} optional maxLength={200} value={evidence} onChange={setEvidence} />
        <DateField name="reported_on" label={t.neighborhood.onDay} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

/** A request of the office to a utility company. */
export function RequestForm({ neighborhood, onClose }: { neighborhood: string; onClose: () => void }) {
  const words = t.neighborhood;
  const agencies = useApi<Paged<AgencyCard>>('/agencies', { streams: ['agency'] });
  const [agency, setAgency] = useState<string | null>(null);
  const [utility, setUtility] = useState<Utility | null>(null);
  const [text, setText] = useState('');
  const [agreed, setAgreed] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const send = useCommand<object>(`/neighborhoods/${neighborhood}/utility-requests`, { onDone: () => { toast(words.requested); onClose(); } });
  return (
    <Dialog title={words.request} open onClose={onClose} wide>
      <Form
        label={words.request}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ agency_id: !agency && t.common.chooseOne, utility: !utility && t.common.chooseOne, text: !text.trim() && t.common.required, requested_on: !on && t.common.dateMissing })}
        onSubmit={() => void send.send({ agency_id: agency, utility, text: text.trim(), ...(agreed ? { municipality_agreed_on: agreed } : {}), requested_on: on })}
        actions={cancel(onClose)}
      >
        <p className="faint">{words.turnHelp}</p>
        <ComboField name="agency_id" label={words.agency} options={(agencies.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} value={agency} onChange={setAgency} />
        <ChoiceField name="utility" label={words.utilityField} inline options={optionsOf(words.utility)} value={utility} onChange={setUtility} />
        <TextArea name="text" label={words.requestText} help={words.requestHelp} rows={3} maxLength={4000} value={text} onChange={setText} />
        <div className="form-row">
          <DateField name="municipality_agreed_on" label={words.municipality} optional value={agreed} onChange={setAgreed} max={today()} />
          <DateField name="requested_on" label={t.neighborhood.onDay} value={on} onChange={setOn} max={today()} />
        </div>
      </Form>
    </Dialog>
  );
}

function AnswerForm({ row, onClose }: { row: UtilityRow; onClose: () => void }) {
  const words = t.neighborhood;
  const [answer, setAnswer] = useState<UtilityAnswer | null>(row.answer);
  const [text, setText] = useState('');
  const send = useCommand<object>(`/neighborhoods/${row.neighborhood.id}/utility-requests/${row.id}/answer`, { onDone: () => { toast(words.answered); onClose(); } });
  return (
    <Dialog title={words.answer} open onClose={onClose}>
      <Form label={words.answer} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ answer: !answer && t.common.chooseOne, text: !text.trim() && t.common.required })} onSubmit={() => void send.send({ answer, text: text.trim() })} actions={cancel(onClose)}>
        <p className="soft"><bdi>{row.text}</bdi></p>
        <ChoiceField name="answer" label={words.answer} inline options={optionsOf(words.answers)} value={answer} onChange={setAnswer} />
        <TextArea name="text" label={words.answerText} rows={3} maxLength={4000} value={text} onChange={setText} />
      </Form>
    </Dialog>
  );
}

/** Duties with their last report; the own agency's can be reported on. */
export function DutyTable({ rows, reportFor, across = false }: { rows: readonly DutyRow[]; reportFor: string | null; /** Tells the neighborhood of each row. */ across?: boolean }) {
  const words = t.neighborhood;
  const [reporting, setReporting] = useState<DutyRow | null>(null);
  const own = (row: DutyRow) => row.agency.id === reportFor;
  return (
    <>
      <Table<DutyRow>
        caption={words.dutiesTitle}
        rows={rows}
        rowKey={(row) => `${row.agency.id}/${row.number}/${row.neighborhood.id}`}
        columns={[
          { key: 'duty', label: words.duty, header: true, cell: (row) => <bdi>{num(row.number)}. {digits(row.duty)}</bdi> },
          { key: 'agency', label: words.agency, cell: (row) => <Link to="/agencies/$id" params={{ id: row.agency.id }}>{row.agency.name}</Link> },
          ...(across ? [{ key: 'neighborhood', label: words.name, cell: (row: DutyRow) => <Link to="/neighborhoods/$id" params={{ id: row.neighborhood.id }} search={{ tab: 'duties' as const }}>{digits(row.neighborhood.name ?? '')}</Link> }] : []),
          { key: 'state', label: words.stateField, cell: (row) => <DutyChip state={row.state} /> },
          { key: 'last', label: words.lastReport, cell: (row) => (row.text ? <span><bdi>{row.text}</bdi>{row.evidence ? <small className="soft"> · <bdi>{row.evidence}</bdi></small> : null}{row.reported_on ? <small className="soft"> · {formatDate(row.reported_on)}</small> : null}</span> : null) },
          ...(reportFor ? [{ key: 'act', label: words.report, cell: (row: DutyRow) => (own(row) ? <Button small onPress={() => setReporting(row)}>{words.report}</Button> : null) }] : []),
        ]}
      />
      {reporting ? <ReportForm neighborhood={reporting.neighborhood.id} row={reporting} onClose={() => setReporting(null)} /> : null}
    </>
  );
}

/** Requests to utility companies; the own company's can be answered. */
export function Requests({ rows, across = false }: { rows: readonly UtilityRow[]; across?: boolean }) {
  const words = t.neighborhood;
  const agency = useUser().agency_id;
  const [answering, setAnswering] = useState<UtilityRow | null>(null);
  if (rows.length === 0) return <Empty icon="send" title={words.noRequests} />;
  return (
    <>
      <ul className="cards two">
        {rows.map((row) => (
          <li key={row.id}>
            <Row
              who={`${words.utility[row.utility]} · ${row.agency.name ?? ''}`}
              what={row.text}
              aside={<>{row.answer ? <Chip tone={ANSWER_TONES[row.answer]}>{words.answers[row.answer]}</Chip> : <Chip>{words.waiting}</Chip>}</>}
              foot={<span className="cluster">{row.out_of_turn ? <Chip tone="warn" icon="flag">{words.outOfTurn}</Chip> : <Chip>{words.inTurn}</Chip>}<small className="soft">{[across ? row.neighborhood.name : null, formatDate(row.requested_on), row.municipality_agreed_on ? words.agreed(formatDate(row.municipality_agreed_on)) : null, row.answer_text].filter(Boolean).join(' · ')}</small>{agency === row.agency.id ? <Button small onPress={() => setAnswering(row)}>{words.answer}</Button> : null}</span>}
            />
          </li>
        ))}
      </ul>
      {answering ? <AnswerForm row={answering} onClose={() => setAnswering(null)} /> : null}
    </>
  );
}
