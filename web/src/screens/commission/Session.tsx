import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatWeekday, num } from '@/lib/dates.ts';
import { Button, Card, Chip, ChoiceField, Confirm, Count, Dialog, Empty, Form, LinkButton, Loaded, Notice, Page, ProblemNote, errorsOf, toast } from '@/ui/index.ts';
import { NotFound } from '../common/Lost.tsx';
import { Attendance, Quorum } from './Attendance.tsx';
import { Aside, Discussion, Place, StandAside } from './CaseActions.tsx';
import { CaseRow, WaitClock } from './CaseRow.tsx';
import { hasQuorum, presenterPresent, useAgenda } from './data.ts';
import type { AdjournReason, AgendaCase, AgendaSession, CaseState, Commission } from './types.ts';

const CASE_TONE: Record<CaseState, 'good' | 'warn' | 'bad' | 'quiet' | 'info'> = { waiting: 'info', decided: 'good', adjourned: 'warn', voided: 'bad', withdrawn: 'quiet' };
const REASONS = Object.keys(t.words.adjournReason) as AdjournReason[];

function Adjourn({ commission, session, one, onClose }: { commission: Commission; session: AgendaSession; one: AgendaCase; onClose: () => void }) {
  const likely: AdjournReason | null = presenterPresent(one, session.present) ? null : 'caseworker_absent';
  const [reason, setReason] = useState<AdjournReason | null>(session.state === 'open' ? likely : null);
  const adjourn = useCommand<{ referral_id: string; reason: AdjournReason | null }>(`/commissions/${commission.id}/sessions/${session.id}/adjourn`, {
    onDone: () => {
      toast(t.commission.adjourned);
      onClose();
    },
  });
  return (
    <Dialog title={t.commission.adjournTitle(digits(one.family.file_number))} open onClose={onClose}>
      <Form
        label={t.commission.adjourn}
        submitLabel={t.commission.adjourn}
        pending={adjourn.pending}
        problem={adjourn.problem}
        fieldErrors={adjourn.fieldErrors}
        validate={() => errorsOf({ reason: !reason && t.common.chooseOne })}
        onSubmit={() => void adjourn.send({ referral_id: one.referral_id, reason })}
      >
        <ChoiceField name="reason" label={t.commission.adjournReason} options={REASONS.map((value) => ({ value, label: t.words.adjournReason[value] }))} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}

/** Whether the one who must present the case is there. */
function PresenterChip({ one, session }: { one: AgendaCase; session: AgendaSession }) {
  if (session.state !== 'open' || one.state !== 'waiting') return null;
  const there = presenterPresent(one, session.present);
  const word = one.caseworker ? (there ? t.commission.caseworkerPresent : t.commission.caseworkerMissing) : there ? t.commission.managerPresent : t.commission.managerMissing;
  return <Chip tone={there ? 'good' : 'warn'} icon={there ? 'check' : 'alert'}>{word}</Chip>;
}

type CasesProps = { commission: Commission; session: AgendaSession; runs: boolean; onAdjourn: (one: AgendaCase) => void; onAside: (one: AgendaCase) => void; onDiscuss: (one: AgendaCase) => void };

function Cases({ commission, session, runs, onAdjourn, onAside, onDiscuss }: CasesProps) {
  const audits = hasRole(useUser(), 'auditor');
  if (session.cases.length === 0) return <Empty icon="document" title={t.common.empty}><p>{t.commission.noCases}</p></Empty>;
    return (
    <ul className="cards">
      {session.cases.map((one) => {
        const waits = one.state === 'waiting' && (session.state === 'open' || session.state === 'called');
        const decidable = waits && session.state === 'open' && hasQuorum(commission, session.present, one.conflicts) && presenterPresent(one, session.present);
        const file = digits(one.family.file_number);
        return (
          <li key={one.referral_id}>
            <CaseRow
              one={one}
              chips={
                <>
                  {one.state === 'waiting' ? <WaitClock days={one.days_open} /> : <Chip tone={CASE_TONE[one.state]}>{t.words.caseState[one.state]}</Chip>}
                  {one.reason ? <small>{t.words.adjournReason[one.reason as AdjournReason] ?? one.reason}</small> : null}
                  <PresenterChip one={one} session={session} />
                  <Aside commission={commission} session={session} one={one} runs={runs} />
                </>
              }
              actions={
                <>
                  {runs && decidable ? (
                    <LinkButton small variant="primary" to="/commission/$id/sessions/$session/decide/$referral" params={{ id: commission.id, session: session.id, referral: one.referral_id }} aria-label={t.commission.decideOn(file)}>{t.commission.decide}</LinkButton>
                  ) : null}
                  {one.state === 'waiting' || runs ? (
                    <LinkButton small variant="quiet" icon="document" to="/commission/$id/referrals/$referral" params={{ id: commission.id, referral: one.referral_id }} aria-label={`${t.commission.openPacket}: ${file}`}>{t.commission.openPacket}</LinkButton>
                  ) : null}
                  {audits ? <LinkButton small variant="quiet" icon="audit" to="/audit/referrals/$referral" params={{ referral: one.referral_id }} aria-label={`${t.commission.whatTheyHad} ${file}`}>{t.commission.whatTheyHad}</LinkButton> : null}
                  {runs && waits ? <Button small variant="quiet" aria-label={`${t.sitting.aside}: ${file}`} onPress={() => onAside(one)}>{t.sitting.aside}</Button> : null}
                  {runs && session.state === 'open' ? <Button small variant="quiet" icon="edit" aria-label={`${t.sitting.discussion}: ${file}`} onPress={() => onDiscuss(one)}>{t.sitting.discussion}</Button> : null}
                  {runs && (session.state === 'open' || session.state === 'called') && session.cases.length > 1 ? <Place commission={commission} session={session} one={one} /> : null}
                  {runs && waits ? <Button small variant="quiet" aria-label={`${t.commission.adjourn}: ${file}`} onPress={() => onAdjourn(one)}>{t.commission.adjourn}</Button> : null}
                </>
              }
            />
          </li>
        );
      })}
    </ul>
  );
}

type Ending = 'close' | 'cancel';

function End({ ending, commission, session, onClose }: { ending: Ending; commission: Commission; session: AgendaSession; onClose: () => void }) {
  const waiting = session.cases.filter((c) => c.state === 'waiting').length;
  const words = ending === 'close' ? { title: t.commission.closeTitle, text: t.commission.closeText, label: t.commission.close, done: t.commission.closed } : { title: t.commission.cancelTitle, text: t.commission.cancelText, label: t.commission.cancelSession, done: t.commission.cancelled };
  const end = useCommand<object>(`/commissions/${commission.id}/sessions/${session.id}/${ending}`, {
    onDone: () => {
      toast(words.done);
      onClose();
    },
  });
  return (
    <Confirm title={words.title} open danger={ending === 'cancel'} confirmLabel={words.label} pending={end.pending} onConfirm={() => void end.send({})} onClose={onClose}>
      <div className="stack-tight">
        <p>{words.text}</p>
        {ending === 'close' && waiting > 0 ? <Notice tone="warn"><p>{t.commission.closeWaiting(num(waiting))}</p></Notice> : null}
        <ProblemNote problem={end.problem} />
      </div>
    </Confirm>
  );
}

function OneSession({ commission, session }: { commission: Commission; session: AgendaSession }) {
  const runs = hasRole(useUser(), 'commission_member');
  const [adjourning, setAdjourning] = useState<AgendaCase | null>(null);
  const [aside, setAside] = useState<AgendaCase | null>(null);
  const [discussing, setDiscussing] = useState<AgendaCase | null>(null);
  const [ending, setEnding] = useState<Ending | null>(null);
  const [changing, setChanging] = useState(false);
  const names = new Map([...commission.participants.map((p) => [p.id, p.name] as const), ...session.cases.flatMap((c) => (c.caseworker ? [[c.caseworker.id, c.caseworker.name] as const] : []))]);
  return (
    <Page
      title={t.commission.sessionOf(formatDate(session.held_on))}
      back={{ label: t.commission.toAgenda, to: '/commission/agenda' }}
      subtitle={<span className="cluster"><bdi>{commission.name}</bdi> · {formatWeekday(session.held_on)} · {t.commission.startsAt(digits(session.starts_at))} <Chip tone={session.state === 'open' ? 'good' : 'quiet'}>{t.words.sessionState[session.state]}</Chip></span>}
      actions={
        <>
          {session.state === 'cancelled' || session.state === 'called' ? null : <LinkButton icon="document" to="/commission/$id/sessions/$session/minutes" params={{ id: commission.id, session: session.id }}>{t.sitting.minutes}</LinkButton>}
          {runs && session.state === 'open' ? <Button onPress={() => setEnding('close')}>{t.commission.close}</Button> : runs && session.state === 'called' ? <Button variant="quiet" onPress={() => setEnding('cancel')}>{t.commission.cancelSession}</Button> : null}
        </>
      }
    >
      <div className="columns">
        <section className="stack" aria-labelledby="cases">
          <div className="group-head"><h2 id="cases">{t.commission.agenda}</h2><Count n={session.cases.length} /></div>
          <Cases commission={commission} session={session} runs={runs} onAdjourn={setAdjourning} onAside={setAside} onDiscuss={setDiscussing} />
        </section>
        {session.state === 'called' && runs ? (
          <Card title={t.commission.open}>
            <div className="stack">
              <p className="soft">{t.commission.openHelp}</p>
              <Attendance commission={commission} session={session} submitLabel={t.commission.open} done={t.commission.opened} />
            </div>
          </Card>
        ) : session.state === 'cancelled' ? null : (
          <Card title={t.commission.presentNow} actions={runs && session.state === 'open' ? <Button small variant="quiet" icon="edit" onPress={() => setChanging(true)}>{t.commission.changePresent}</Button> : null}>
            <div className="stack">
              <Quorum commission={commission} present={session.present} />
              <ul className="cluster list" aria-label={t.commission.presentNow}>
                {session.present.map((p) => <li key={p.person_id}><Chip><bdi>{names.get(p.person_id) ?? t.commission.unnamed}</bdi> · {t.words.participant[p.kind]}{session.remote.includes(p.person_id) ? ` · ${t.sitting.remote}` : ''}</Chip></li>)}
              </ul>
              {session.absent.length > 0 ? (
                <>
                  <h3 id="absent">{t.sitting.absentees}</h3>
                  <ul className="cluster list" aria-labelledby="absent">
                    {session.absent.map((p) => <li key={p.person_id}><Chip><bdi>{names.get(p.person_id) ?? t.commission.unnamed}</bdi> · {p.notice ? t.sitting.withNotice : t.sitting.withoutNotice}</Chip></li>)}
                  </ul>
                </>
              ) : null}
            </div>
          </Card>
        )}
      </div>
      {adjourning ? <Adjourn commission={commission} session={session} one={adjourning} onClose={() => setAdjourning(null)} /> : null}
      {aside ? <StandAside commission={commission} session={session} one={aside} onClose={() => setAside(null)} /> : null}
      {discussing ? <Discussion commission={commission} session={session} one={discussing} onClose={() => setDiscussing(null)} /> : null}
      {ending ? <End ending={ending} commission={commission} session={session} onClose={() => setEnding(null)} /> : null}
      <Dialog title={t.commission.changePresent} open={changing} onClose={() => setChanging(false)}>
        <Attendance commission={commission} session={session} submitLabel={t.commission.savePresent} done={t.commission.presentSaved} onDone={() => setChanging(false)} />
      </Dialog>
    </Page>
  );
}

export function Session() {
  const { id, session } = useParams({ from: '/shell/commission/$id/sessions/$session' });
  const agenda = useAgenda(id);
  return (
    <Loaded query={agenda}>
      {({ commission, sessions }) => {
        const found = sessions.find((s) => s.id === session);
        return found ? <OneSession commission={commission} session={found} /> : <NotFound />;
      }}
    </Loaded>
  );
}
