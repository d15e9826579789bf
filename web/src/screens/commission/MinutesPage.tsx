import { useParams } from '@tanstack/react-router';
import { hasRole, useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatWeekday, num } from '@/lib/dates.ts';
import { Button, Card, Chip, Facts, Loaded, Notice, Page, PaperHead, PrintButton, ProblemNote, Table, toast } from '@/ui/index.ts';
import type { Minutes, MinutesCase, MinutesDecision, MinutesPerson, MinutesTask } from './types.ts';
import './minutes.css';

const named = (one: { name: string | null }) => one.name ?? t.commission.unnamed;
const personText = (one: MinutesPerson) => `${named(one)} · ${t.words.participant[one.kind]}${one.remote ? ` · ${t.sitting.remote}` : ''}`;

function Votes({ decision }: { decision: MinutesDecision }) {
  if (decision.votes.length === 0) return null;
  const count = (kind: 'for' | 'against' | 'abstained') => num(decision.votes.filter((v) => v.vote === kind).length);
  return (
    <div className="stack-tight">
      <p><span className="strong">{t.sitting.votes}:</span> {t.sitting.tally(count('for'), count('against'), count('abstained'))}</p>
      <ul className="list">
        {decision.votes.map((v) => <li key={v.person_id}><bdi>{named(v)}</bdi>: {t.sitting.vote[v.vote]}{v.dissent ? <> · {t.sitting.dissent}: <bdi>{v.dissent}</bdi></> : null}</li>)}
      </ul>
    </div>
  );
}

function OneCase({ one, n }: { one: MinutesCase; n: number }) {
  const { decision } = one;
  return (
    <section className="minutes-case stack-tight" aria-labelledby={`case-${one.referral_id}`}>
      <h2 id={`case-${one.referral_id}`}>{t.sitting.case(num(n), digits(one.family.file_number))}</h2>
      {one.question === null ? <p className="faint">{t.sitting.hiddenWords}</p> : <Facts facts={[{ term: t.commission.question, value: one.question }, { term: t.sitting.discussion, value: one.discussion }]} />}
      {one.aside.length > 0 ? <p>{t.sitting.whoAside}: <bdi>{one.aside.map(named).join(t.common.listComma)}</bdi></p> : null}
      {one.state === 'adjourned' ? <p className="strong">{t.sitting.adjournedTo(one.adjourned_because ? t.words.adjournReason[one.adjourned_because] : '')}</p> : null}
      {decision ? (
        <>
          <p className="strong">{t.words.decision}: {t.words.outcome[decision.outcome]}{decision.reason ? <> · <bdi>{decision.reason}</bdi></> : null}</p>
          <Votes decision={decision} />
          {decision.tasks.length > 0 ? (
            <Table<MinutesTask>
              caption={t.sitting.division}
              rows={decision.tasks}
              rowKey={(task) => `${task.responsible.id}-${task.due_on.iso}-${task.title ?? ''}`}
              columns={[
                { key: 'task', label: t.commission.taskTitle, header: true, cell: (task) => <bdi>{task.title ?? t.words.task}</bdi> },
                { key: 'who', label: t.commission.responsible, cell: (task) => <bdi>{named(task.responsible)}</bdi> },
                { key: 'due', label: t.commission.dueOn, cell: (task) => formatDate(task.due_on) },
                { key: 'expected', label: t.sitting.expectedShort, cell: (task) => <bdi>{task.expected}</bdi> },
              ]}
            />
          ) : null}
        </>
      ) : one.state === 'waiting' || one.state === 'voided' ? <p className="soft">{one.state === 'voided' ? t.words.caseState.voided : t.sitting.noDecision}</p> : null}
    </section>
  );
}

function Signatures({ minutes }: { minutes: Minutes }) {
  const user = useUser();
  const runs = hasRole(user, 'commission_member');
  const sign = useCommand<{ person_id: string; way: 'account' | 'paper' }>(`/commissions/${minutes.commission_id}/sessions/${minutes.session_id}/signatures`, { onDone: () => toast(t.sitting.signed) });
  return (
    <Card title={t.sitting.signatures}>
      <div className="stack-tight">
        <ProblemNote problem={sign.problem} />
        <ul className="list signatures">
          {minutes.present.map((one) => {
            const signature = minutes.signatures.find((s) => s.person_id === one.person_id);
            return (
              <li key={one.person_id} className="signature">
                <bdi>{personText(one)}</bdi>
                {signature ? (
                  <span className="cluster"><Chip tone="good" icon="check">{t.sitting.signedOn(formatDate(signature.signed_on))} · {t.sitting.way[signature.way]}</Chip>{signature.changed_since ? <Chip tone="warn" icon="alert">{t.sitting.changedSince}</Chip> : null}</span>
                ) : (
                  <span className="cluster">
                    <span className="soft line">{t.sitting.notSigned}</span>
                    {runs && minutes.state === 'closed' && one.account_id === user.id ? <Button small variant="primary" onPress={() => void sign.send({ person_id: one.person_id, way: 'account' })}>{t.sitting.sign}</Button> : null}
                    {runs && minutes.state === 'closed' && one.account_id !== user.id ? <Button small variant="quiet" aria-label={t.sitting.signPaper(named(one))} onPress={() => void sign.send({ person_id: one.person_id, way: 'paper' })}>{t.sitting.paperShort}</Button> : null}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Card>
  );
}

/** The minutes of a session, for paper and for signing. */
export function MinutesPage() {
  const { id, session } = useParams({ from: '/shell/commission/$id/sessions/$session/minutes' });
  const found = useApi<Minutes>(`/commissions/${id}/sessions/${session}/minutes`, { streams: ['commission', 'family'] });
  return (
    <Loaded query={found}>
      {(minutes) => (
        <Page
          title={t.sitting.minutesOf(minutes.held_on ? formatDate(minutes.held_on) : '')}
          back={{ label: t.commission.openSession, to: '/commission/$id/sessions/$session', params: { id, session } }}
          subtitle={<span className="cluster"><bdi>{minutes.commission}</bdi>{minutes.held_on ? ` · ${formatWeekday(minutes.held_on)}` : ''} · {t.commission.startsAt(digits(minutes.starts_at))}</span>}
          actions={<PrintButton main label={t.sitting.print} />}
        >
          <PaperHead what={[t.sitting.minutes, minutes.commission, minutes.held_on ? formatDate(minutes.held_on) : null].filter(Boolean).join(' · ')} />
          {minutes.state === 'closed' ? null : <Notice tone="warn"><p>{t.sitting.draftMinutes}</p></Notice>}
          <article className="minutes paper stack">
            <Facts
              facts={[
                { term: t.sitting.presentTitle, value: minutes.present.map(personText).join(t.common.listComma) || null },
                { term: t.sitting.absentees, value: minutes.absent.map((one) => `${personText(one)} (${one.notice ? t.sitting.withNotice : t.sitting.withoutNotice})`).join(t.common.listComma) || null },
                { term: t.commission.quorum, value: num(minutes.quorum) },
              ]}
            />
            {minutes.cases.map((one, n) => <OneCase key={one.referral_id} one={one} n={n + 1} />)}
            <Signatures minutes={minutes} />
          </article>
        </Page>
      )}
    </Loaded>
  );
}
