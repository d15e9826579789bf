import { useNavigate, useParams } from '@tanstack/react-router';
import { DOMAINS, useApi, useCommand, type Domain } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, today } from '@/lib/dates.ts';
import { uuid7 } from '@/lib/uuid7.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Chip, ChoiceField, ComboField, Disclosure, Form, LinkButton, Loaded, Notice, Page, TextArea, errorsOf, toast, type FieldErrors } from '@/ui/index.ts';
import { Restored } from '../family/Restored.tsx';
import { NotFound } from '../common/Lost.tsx';
import { optionsOf } from '../family/options.ts';
import { useDraft } from '../family/useDraft.ts';
import type { AgencyCard } from '../places/types.ts';
import { Quorum } from './Attendance.tsx';
import { UrgencyChip, WaitClock } from './CaseRow.tsx';
import { hasQuorum, presenterPresent, useAgenda } from './data.ts';
import type { AgendaCase, AgendaSession, Commission, Outcome, VoteKind } from './types.ts';

type Row = { key: string; title: string; domain: Domain; kind: 'agency' | 'caseworker'; agency: string | null; due: string | null; expected: string };
type Responsible = { kind: 'agency'; agency_id: string } | { kind: 'caseworker'; caseworker_id: string };
type TaskBody = { title: string; domain: Domain; responsible: Responsible; due_on: string; expected: string | null };
type DecideBody = { referral_id: string; outcome: Outcome | null; reason: string; tasks: TaskBody[]; votes: VoteBody[] };
type VoteBody = { person_id: string; vote: VoteKind; dissent: string | null };
type Votes = Record<string, { vote: VoteKind | null; dissent: string }>;

const OUTCOMES: readonly Outcome[] = ['tasks', 'more_information', 'no_action'];
const REASON_LENGTH_MAX = 2000;
const TITLE_LENGTH_MAX = 300;

const emptyRow = (domain: Domain): Row => ({ key: uuid7(), title: '', domain, kind: 'agency', agency: null, due: null, expected: '' });

type RowProps = { n: number; row: Row; agencies: readonly AgencyCard[]; caseworker: AgendaCase['caseworker']; onChange: (row: Row) => void; onRemove: (() => void) | null };

/** One task: what, in which domain, who answers for it, until when. */
function TaskRow({ n, row, agencies, caseworker, onChange, onRemove }: RowProps) {
  const at = `tasks[${n}]`;
  return (
    <fieldset className="card task-row">
      <legend className="visually-hidden">{t.commission.task(num(n + 1))}</legend>
      <div className="card-head">
        <h3 aria-hidden="true">{t.commission.task(num(n + 1))}</h3>
        {onRemove ? <Button small variant="quiet" icon="close" aria-label={t.commission.removeTask(num(n + 1))} onPress={onRemove}>{t.common.remove}</Button> : null}
      </div>
      <TextArea name={`${at}.title`} label={t.commission.taskTitle} value={row.title} onChange={(title) => onChange({ ...row, title })} rows={2} maxLength={TITLE_LENGTH_MAX} />
      <ChoiceField name={`${at}.domain`} label={t.commission.domain} inline options={DOMAINS.map((value) => ({ value, label: t.words.domain[value] }))} value={row.domain} onChange={(domain) => onChange({ ...row, domain })} />
      <div className="form-row top">
        {caseworker ? (
          <ChoiceField
            name={`${at}.responsible`}
            label={t.commission.responsible}
            options={[{ value: 'agency', label: t.commission.agency }, { value: 'caseworker', label: t.commission.caseworkerChoice(caseworker.name ?? t.commission.unnamed) }]}
            value={row.kind}
            onChange={(kind) => onChange({ ...row, kind })}
          />
        ) : null}
        <div>
          {row.kind === 'agency' ? (
            <ComboField name={`${at}.responsible.agency_id`} label={caseworker ? t.commission.whichAgency : t.commission.responsible} options={agencies.map((a) => ({ value: a.id, label: a.name, help: t.words.agencyLevel[a.level] }))} value={row.agency} onChange={(agency) => onChange({ ...row, agency })} />
          ) : null}
          <DateField name={`${at}.due_on`} label={t.commission.dueOn} value={row.due} onChange={(due) => onChange({ ...row, due })} min={today()} />
        </div>
      </div>
      <TextArea name={`${at}.expected`} label={t.sitting.expected} help={t.sitting.expectedHelp} optional value={row.expected} onChange={(expected) => onChange({ ...row, expected })} rows={2} maxLength={1000} />
    </fieldset>
  );
}

function DecideForm({ commission, session, one, ready }: { commission: Commission; session: AgendaSession; one: AgendaCase; /** Quorum and presenter are there; without them the server would put the case off. */ ready: boolean }) {
  const navigate = useNavigate();
  const agencies = useApi<{ items: AgencyCard[] }>('/agencies', { streams: ['agency'] });
  const draft = useDraft<{ outcome: Outcome | null; reason: string; rows: Row[]; votes: Votes }>(`decide:${session.id}:${one.referral_id}`, { outcome: null, reason: '', rows: [emptyRow(commission.domain)], votes: {} });
  const { outcome, reason, rows, votes } = draft.value;
  const voters = commission.participants.filter((p) => session.present.some((one) => one.person_id === p.id) && !one.conflicts.includes(p.id));
  const setRows = (next: Row[]) => draft.set({ rows: next });
  const decide = useCommand<DecideBody>(`/commissions/${commission.id}/sessions/${session.id}/decide`, {
    onDone: () => {
      draft.clear();
      toast(t.commission.decided);
      void navigate({ to: '/commission/$id/sessions/$session', params: { id: commission.id, session: session.id } });
    },
  });
  const withTasks = outcome === 'tasks' || outcome === 'more_information';
  // More information may go without tasks: a row left wholly empty then says nothing.
  const untouched = (row: Row) => !row.title.trim() && !row.agency && !row.due;
  const used = withTasks ? rows.filter((row) => outcome === 'tasks' || !untouched(row)) : [];

  const change = (key: string) => (row: Row) => setRows(rows.map((r) => (r.key === key ? row : r)));
  const validate = (): FieldErrors => {
    const found: Record<string, string | false | null> = { outcome: ready ? !outcome && t.common.chooseOne : t.commission.cannotDecide, reason: !reason.trim() && t.common.required };
    for (const [n, row] of rows.entries()) {
      if (!used.includes(row)) continue;
      found[`tasks[${n}].title`] = !row.title.trim() && t.common.required;
      found[`tasks[${n}].responsible.agency_id`] = row.kind === 'agency' && !row.agency && t.common.chooseOne;
      found[`tasks[${n}].due_on`] = !row.due && t.common.dateMissing;
    }
    return errorsOf(found);
  };
  const body = (): DecideBody => ({
    referral_id: one.referral_id,
    outcome,
    reason: reason.trim(),
    tasks: used.map((row) => ({
      title: row.title.trim(),
      domain: row.domain,
      responsible: row.kind === 'caseworker' && one.caseworker ? { kind: 'caseworker', caseworker_id: one.caseworker.id } : { kind: 'agency', agency_id: row.agency ?? '' },
      due_on: row.due ?? '',
      expected: row.expected.trim() || null,
    })),
    votes: voters.flatMap((p) => {
      const cast = votes[p.id];
      return cast?.vote ? [{ person_id: p.id, vote: cast.vote, dissent: cast.vote === 'for' ? null : cast.dissent.trim() || null }] : [];
    }),
  });

  return (
    <Form label={t.commission.decideOn(digits(one.family.file_number))} submitLabel={t.commission.decideSave} pending={decide.pending} problem={decide.problem} fieldErrors={decide.fieldErrors} validate={validate} onSubmit={() => void decide.send(body())}>
      <Restored draft={draft} />
      <ChoiceField name="outcome" label={t.commission.outcome} options={OUTCOMES.map((value) => ({ value, label: t.words.outcome[value], help: t.commission.outcomeHelp[value] }))} value={outcome} onChange={(chosen) => draft.set({ outcome: chosen })} />
      <TextArea name="reason" label={t.commission.reason} help={t.commission.reasonHelp} value={reason} onChange={(text) => draft.set({ reason: text })} maxLength={REASON_LENGTH_MAX} />
      {withTasks ? (
        <section className="stack-tight" aria-labelledby="division">
          <h2 id="division">{t.commission.division}</h2>
          <p className="faint">{t.commission.divisionHelp}</p>
          {rows.map((row, n) => (
            <TaskRow key={row.key} n={n} row={row} agencies={agencies.data?.items ?? []} caseworker={one.caseworker} onChange={change(row.key)} onRemove={rows.length > 1 ? () => setRows(rows.filter((r) => r.key !== row.key)) : null} />
          ))}
          <div><Button small icon="add" onPress={() => setRows([...rows, emptyRow(commission.domain)])}>{t.commission.addTask}</Button></div>
        </section>
      ) : null}
      <Disclosure summary={t.sitting.votes}>
        <div className="stack-tight">
          <p className="faint">{t.sitting.votesHelp}</p>
          {voters.map((p) => {
            const cast = votes[p.id] ?? { vote: null, dissent: '' };
            const put = (next: Partial<typeof cast>) => draft.set({ votes: { ...votes, [p.id]: { ...cast, ...next } } });
            const name = p.name ?? t.commission.unnamed;
            return (
              <div key={p.id} className="stack-tight">
                <ChoiceField name={`vote-${p.id}`} label={t.sitting.voteOf(name)} inline optional options={optionsOf(t.sitting.vote)} value={cast.vote} onChange={(vote) => put({ vote })} />
                {cast.vote && cast.vote !== 'for' ? <TextArea name={`dissent-${p.id}`} label={t.sitting.dissentOf(name)} optional rows={2} value={cast.dissent} onChange={(dissent) => put({ dissent })} maxLength={4000} /> : null}
              </div>
            );
          })}
        </div>
      </Disclosure>
    </Form>
  );
}

export function Decide() {
  const { id, session: sessionId, referral } = useParams({ from: '/shell/commission/$id/sessions/$session/decide/$referral' });
  const agenda = useAgenda(id);
  return (
    <Loaded query={agenda}>
      {({ commission, sessions }) => {
        const session = sessions.find((s) => s.id === sessionId);
        const one = session?.cases.find((c) => c.referral_id === referral);
        if (!session || !one) return <NotFound />;
        const ready = session.state === 'open' && hasQuorum(commission, session.present, one.conflicts) && presenterPresent(one, session.present);
        return (
          <Page
            title={t.commission.decideOn(digits(one.family.file_number))}
            back={{ label: t.commission.openSession, to: '/commission/$id/sessions/$session', params: { id, session: sessionId } }}
            subtitle={<span className="cluster"><UrgencyChip urgency={one.urgency} /><WaitClock days={one.days_open} /></span>}
            actions={<LinkButton icon="document" to="/commission/$id/referrals/$referral" params={{ id, referral }}>{t.commission.openPacket}</LinkButton>}
          >
            <div className="columns">
              <Card>
                {one.state === 'decided' ? <Notice tone="good" title={t.commission.hasDecision} /> : <DecideForm commission={commission} session={session} one={one} ready={ready} />}
              </Card>
              <div className="stack">
                <Card title={t.commission.question}><p className="prose"><bdi>{one.question}</bdi></p></Card>
                <Card title={t.commission.quorum}>
                  <div className="stack">
                    <Quorum commission={commission} present={session.present} aside={one.conflicts} />
                    <p><Chip tone={presenterPresent(one, session.present) ? 'good' : 'warn'}>{one.caseworker ? (presenterPresent(one, session.present) ? t.commission.caseworkerPresent : t.commission.caseworkerMissing) : presenterPresent(one, session.present) ? t.commission.managerPresent : t.commission.managerMissing}</Chip></p>
                    {ready || one.state === 'decided' ? null : <Notice tone="warn"><p>{t.commission.cannotDecide}</p></Notice>}
                  </div>
                </Card>
              </div>
            </div>
          </Page>
        );
      }}
    </Loaded>
  );
}
