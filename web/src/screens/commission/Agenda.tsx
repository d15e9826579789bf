import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatWeekday, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Count, Disclosure, DomainChip, Empty, LinkButton, Loaded, Page, RowLink, SelectField, TakeAway } from '@/ui/index.ts';
import { CallSession } from './CallSession.tsx';
import { CaseRow, WaitClock } from './CaseRow.tsx';
import { isLive, useAgenda, useCommissions } from './data.ts';
import { Members } from './Members.tsx';
import { AnswerBy, ReceptionChip } from '../family/Reception.tsx';
import { PutOnAgenda } from './PutOnAgenda.tsx';
import { Receive } from './Receive.tsx';
import type { AgendaSession, WaitingReferral } from './types.ts';

const STATE_TONE = { called: 'info', open: 'good', closed: 'quiet', cancelled: 'quiet' } as const;

function SessionRow({ commission, session }: { commission: string; session: AgendaSession }) {
  const decided = session.cases.filter((c) => c.state === 'decided').length;
  return (
    <RowLink
      to="/commission/$id/sessions/$session"
      params={{ id: commission, session: session.id }}
      who={formatWeekday(session.held_on)}
      what={`${t.commission.startsAt(digits(session.starts_at))} · ${decided > 0 ? t.commission.decidedCount(num(decided), num(session.cases.length)) : t.commission.casesCount(num(session.cases.length))}`}
      aside={<Chip tone={STATE_TONE[session.state]}>{t.words.sessionState[session.state]}</Chip>}
    />
  );
}

/** One commission: sessions ahead, cases that wait, its members. */
function OneCommission({ id }: { id: string }) {
  const agenda = useAgenda(id);
  const user = useUser();
  const [runs, audits] = [hasRole(user, 'commission_member'), hasRole(user, 'auditor')];
  const [calling, setCalling] = useState(false);
  const [placing, setPlacing] = useState<WaitingReferral | null>(null);
  return (
    <Loaded query={agenda}>
      {({ commission, sessions, waiting, position }) => {
        const ahead = sessions.filter(isLive).sort((a, b) => a.held_on.iso.localeCompare(b.held_on.iso));
        const past = sessions.filter((s) => !isLive(s));
        return (
          <div className="stack-wide">
          <div className="columns">
            <section className="stack" aria-labelledby="waiting">
              <div className="group-head"><h2 id="waiting">{t.commission.waiting}</h2><Count n={waiting.length} /></div>
              {waiting.length === 0 ? <Empty icon="commission" title={t.commission.noWaiting} /> : (
                <>
                  <p className="faint">{t.commission.waitingHelp}</p>
                  <ul className="cards">
                    {waiting.map((one) => (
                      <li key={one.referral_id}>
                        <CaseRow
                          one={one}
                          chips={<><WaitClock days={one.days_open} /><ReceptionChip reception={one.reception} /><AnswerBy by={one.answer_by} overdue={one.overdue} />{one.continues ? <Chip icon="history">{t.referral.continues}</Chip> : null}{one.missing ? <small><bdi>{t.referral.missing}: {one.missing}</bdi></small> : null}{one.adjourned > 0 ? <Chip>{t.commission.adjournedTimes(num(one.adjourned))}</Chip> : null}</>}
                          actions={
                            <>
                              {runs ? <Receive commission={id} one={one} /> : null}
                              {runs && one.reception !== 'returned' ? <Button small icon="add" aria-label={`${t.commission.putOnAgenda}: ${digits(one.family.file_number)}`} onPress={() => setPlacing(one)}>{t.commission.putOnAgenda}</Button> : null}
                              <LinkButton small variant="quiet" icon="document" to="/commission/$id/referrals/$referral" params={{ id, referral: one.referral_id }} aria-label={`${t.commission.openPacket}: ${digits(one.family.file_number)}`}>{t.commission.openPacket}</LinkButton>
                              {audits ? <LinkButton small variant="quiet" icon="audit" to="/audit/referrals/$referral" params={{ referral: one.referral_id }} aria-label={`${t.commission.whatTheyHad} ${digits(one.family.file_number)}`}>{t.commission.whatTheyHad}</LinkButton> : null}
                            </>
                          }
                        />
                      </li>
                    ))}
                  </ul>
                </>
              )}
            </section>
            <div className="stack-wide">
              <Card title={t.commission.sessions} actions={runs ? <Button small icon="add" onPress={() => setCalling(true)}>{t.commission.callSession}</Button> : null}>
                <div className="stack">
                  {ahead.length === 0 ? <p className="soft">{t.commission.noSessions}</p> : <ul className="cards">{ahead.map((s) => <li key={s.id}><SessionRow commission={id} session={s} /></li>)}</ul>}
                  {past.length > 0 ? (
                    <Disclosure summary={<>{t.commission.past} <Count n={past.length} /></>}>
                      <ul className="cards">{past.map((s) => <li key={s.id}><SessionRow commission={id} session={s} /></li>)}</ul>
                    </Disclosure>
                  ) : null}
                </div>
              </Card>
              <Members commission={commission} canSeat={runs} />
            </div>
            {calling ? <CallSession commission={commission} onClose={() => setCalling(false)} /> : null}
            {placing ? <PutOnAgenda commission={commission} one={placing} sessions={ahead} onClose={() => setPlacing(null)} onCall={() => { setPlacing(null); setCalling(true); }} /> : null}
          </div>
          <AsOf position={position} at={agenda.dataUpdatedAt} />
          <TakeAway what="tables/agenda" query={{ commission_id: commission.id }} />
          </div>
        );
      }}
    </Loaded>
  );
}

export function Agenda() {
  const user = useUser();
  const chosen = useSearch({ from: '/shell/commission/agenda' }).commission;
  const navigate = useNavigate();
  const commissions = useCommissions();
  return (
    <Loaded query={commissions}>
      {({ items }) => {
        const mine = hasRole(user, 'auditor') ? items : items.filter((c) => user.commission_ids.includes(c.id));
        const current = mine.find((c) => c.id === chosen) ?? mine[0];
        if (!current) return <Page title={t.commission.agendaTitle}><Empty icon="commission" title={t.commission.none} /></Page>;
        return (
          <Page title={t.commission.agendaTitle} subtitle={<span className="cluster"><bdi>{current.name}</bdi><DomainChip domain={current.domain} /><a href="#members" className="chip-link"><Chip>{t.commission.quorumOf(num(current.quorum))}</Chip></a></span>}>
            {mine.length > 1 ? (
              <SelectField name="commission" label={t.commission.which} options={mine.map((c) => ({ value: c.id, label: c.name, help: t.commission.casesCount(num(c.open_referrals)) }))} value={current.id} onChange={(id) => void navigate({ to: '/commission/agenda', search: { commission: id } })} />
            ) : null}
            <OneCommission key={current.id} id={current.id} />
          </Page>
        );
      }}
    </Loaded>
  );
}
