import { useParams } from '@tanstack/react-router';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Disclosure, DomainChip, FamilyStrip, LinkButton, Loaded, Notice, Page, PaperHead, PrintButton } from '@/ui/index.ts';
import { AidPart } from '../family/Aid.tsx';
import { CalendarPart } from '../family/Calendar.tsx';
import { MembersPart } from '../family/Members.tsx';
import { SummaryPart } from '../family/Summary.tsx';
import { EventList } from '../family/Timeline.tsx';
import { WhyPart } from '../family/Why.tsx';
import '../family/family.css';
import { RevealAddress } from '../trust/RevealAddress.tsx';
import { UrgencyChip, WaitClock } from './CaseRow.tsx';
import { isLive, useAgenda } from './data.ts';
import { PastDecisions } from './PastDecisions.tsx';
import type { Packet as PacketData } from './types.ts';

/** Where the case stands on an agenda, for the way to the decision. */
function useSessionOf(commission: string, referral: string) {
  const agenda = useAgenda(commission);
  return agenda.data?.sessions.find((s) => isLive(s) && s.cases.some((c) => c.referral_id === referral && c.state === 'waiting'));
}

/** The case on one page: the question, the file as it stood at referral, what was decided before. */
export function Packet() {
  const { id, referral } = useParams({ from: '/shell/commission/$id/referrals/$referral' });
  const packet = useApi<PacketData>(`/commissions/${id}/referrals/${referral}/packet`, { streams: ['commission', 'family'] });
  const session = useSessionOf(id, referral);
  const runs = hasRole(useUser(), 'commission_member');
  return (
    <Loaded query={packet}>
      {({ referral: asked, file, now_differs, since, thread, past_decisions }) => (
        <Page
          title={t.commission.packetTitle(digits(file.file_number))}
          back={session ? { label: t.commission.openSession, to: '/commission/$id/sessions/$session', params: { id, session: session.id } } : { label: t.commission.toAgenda, to: '/commission/agenda' }}
          subtitle={<span className="cluster"><bdi>{asked.commission.name}</bdi><DomainChip domain={asked.domain} /><UrgencyChip urgency={asked.urgency} />{asked.state === 'open' ? <WaitClock days={asked.days_open} /> : <Chip>{t.commission.decided}</Chip>}</span>}
          actions={
            <>
              <PrintButton label={t.commission.print} />
              {runs && session?.state === 'open' ? <LinkButton variant="primary" to="/commission/$id/sessions/$session/decide/$referral" params={{ id, session: session.id, referral }}>{t.commission.decide}</LinkButton> : null}
            </>
          }
        >
          <PaperHead what={t.paper.packetOf(digits(file.file_number))} />
          <div className="columns">
            <Card title={t.commission.question}>
              <div className="stack-tight">
                <p className="prose strong"><bdi>{asked.question}</bdi></p>
                <p className="faint">{t.commission.referredOn(formatDate(asked.referred_on))}</p>
              </div>
            </Card>
            {now_differs ? <Notice tone="warn" title={t.commission.sinceThen}><p>{t.commission.sinceThenText}</p></Notice> : <Notice tone="good"><p>{t.commission.nothingSince}</p></Notice>}
          </div>
          {since.length > 0 ? <Card title={t.sitting.since}><EventList events={since} /></Card> : null}
          {thread.length > 0 ? (
            <Card title={t.sitting.thread}>
              <div className="stack-tight">
                <p className="faint">{t.sitting.threadHelp}</p>
                <ul className="list stack">
                  {thread.map((one) => (
                    <li key={one.id} className="stack-tight">
                      <p><bdi>{one.question}</bdi></p>
                      <p className="soft">{t.commission.referredOn(formatDate(one.referred_on))} · {t.family.referralState[one.state]}{one.decision ? ` · ${t.words.outcome[one.decision.outcome]}` : ''}</p>
                      {one.words.map((word, n) => <p key={`${word.on.iso}-${n}`} className="soft">{t.referral.word[word.kind]}: <bdi>{word.text}</bdi></p>)}
                      {one.decision?.reason ? <p className="soft"><bdi>{one.decision.reason}</bdi></p> : null}
                    </li>
                  ))}
                </ul>
              </div>
            </Card>
          ) : null}
          <section className="stack paper" aria-labelledby="as-it-stood">
            <div>
              <h2 id="as-it-stood">{t.commission.asItStood}</h2>
              <p className="faint">{t.commission.asItStoodOn(formatDate(asked.referred_on))}</p>
            </div>
            <FamilyStrip
              name={file.family_name ? t.family.of(file.family_name) : file.erased ? t.erasure.erased : null}
              fileNumber={file.file_number}
              about={<><bdi>{file.neighborhood.name}</bdi> · {t.family.membersCount(num(file.members.filter((m) => !m.left).length))} · {t.words.household[file.household_type]}</>}
              tierThen={file.tier === file.baseline_tier ? null : file.baseline_tier}
              tierNow={file.tier}
              caseworkerName={file.caseworker?.name ?? null}
            />
            {runs ? <RevealAddress file={file} /> : null}
            <SummaryPart file={file} />
            <Disclosure summary={t.family.tabs.why} open><WhyPart file={file} /></Disclosure>
            <Disclosure summary={`${t.family.tabs.members} · ${num(file.members.filter((m) => !m.left).length)}`} open><MembersPart file={file} /></Disclosure>
            <Disclosure summary={t.family.tabs.aid}><AidPart file={file} /></Disclosure>
            <Disclosure summary={t.family.tabs.calendar}><CalendarPart file={file} /></Disclosure>
          </section>
          <PastDecisions decisions={past_decisions} />
        </Page>
      )}
    </Loaded>
  );
}
