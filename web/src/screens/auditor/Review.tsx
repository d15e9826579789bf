import { useParams } from '@tanstack/react-router';
import { useApi, isOver } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, Card, Chip, Count, Disclosure, DomainChip, DueChip, Facts, LinkButton, Loaded, Meter, Notice, Page, Row, Table } from '@/ui/index.ts';
import { UrgencyChip, WaitClock } from '../commission/CaseRow.tsx';
import { FamilyFileView } from '../family/FamilyFileView.tsx';
import { useVocabulary } from '../family/data.ts';
import { Changes } from './Changes.tsx';
import { titleOf } from './EventCard.tsx';
import { PrintHead } from './PrintHead.tsx';
import type { Attendance, DecisionReview, PacketOpening, ReferralReview, ReplayEvent } from './types.ts';
import { namesIn } from './Value.tsx';
import { happenedWords } from './words.ts';
import '../family/family.css';
import './auditor.css';

type EventsProps = { caption: string; events: readonly ReplayEvent[]; stream: string; id: string };

/** Events with both times, each a way to the replay at it. */
function Events({ caption, events, stream, id }: EventsProps) {
  return (
    <Table<ReplayEvent>
      caption={caption}
      rows={events}
      rowKey={(event) => String(event.position)}
      columns={[
        { key: 'event', label: t.auditor.event, header: true, cell: (event) => <LinkButton small variant="quiet" to="/audit/replay/$stream/$id" params={{ stream, id }} search={{ at: event.sequence }}>{titleOf(event)}</LinkButton> },
        { key: 'happened', label: t.auditor.happened, cell: (event) => happenedWords(event.happened_at) },
        { key: 'recorded', label: t.auditor.recorded, cell: (event) => formatInstant(event.recorded_at) },
        { key: 'actor', label: t.auditor.actor, cell: (event) => <bdi>{actorName(event.actor)}</bdi> },
      ]}
    />
  );
}

function People({ people }: { people: readonly Attendance[] }) {
  const kinds = [...new Set(people.map((one) => one.kind))];
  return (
    <ul className="list stack-tight">
      {kinds.map((kind) => {
        const of = people.filter((one) => one.kind === kind);
        return (
          <li key={kind}>
            <p className="cluster"><span className="strong">{t.words.participant[kind]}</span><Count n={of.length} /></p>
            <ul className="list cluster">
              {of.map((one) => <li key={one.person_id}><Chip tone={one.counts ? 'good' : 'quiet'}><bdi>{one.name ?? t.audit.unnamed}</bdi> · {one.counts ? t.audit.counts : t.audit.countsNot}</Chip></li>)}
            </ul>
          </li>
        );
      })}
    </ul>
  );
}

function Presenter({ decision }: { decision: DecisionReview }) {
  const { caseworker, caseworker_present: there } = decision;
  if (!caseworker) return <Notice>{t.audit.noCaseworkerThen}</Notice>;
  const name = caseworker.name ?? t.audit.unnamed;
  return there ? <Notice tone="good">{t.audit.caseworkerThere(name)}</Notice> : <Notice tone="bad">{t.audit.caseworkerNot(name)}</Notice>;
}

function Decision({ decision, family, commission }: { decision: DecisionReview; family: string; commission: string }) {
  const reached = decision.counted >= decision.quorum;
  return (
    <div className="columns even">
      <Card title={t.audit.decision} actions={<Chip tone="info" big>{t.words.outcome[decision.outcome]}</Chip>}>
        <div className="stack">
          <p className="prose strong"><bdi>{decision.reason ?? t.auditor.erased}</bdi></p>
          <Facts
            facts={[
              { term: t.auditor.happened, value: formatDate(decision.decided_on) },
              { term: t.auditor.recorded, value: formatInstant(decision.event.recorded_at) },
              { term: t.auditor.actor, value: actorName(decision.event.actor) },
            ]}
          />
          <p className="soft">{t.audit.seenUntil(num(decision.seen_sequence))}</p>
          <div className="cluster no-print">
            <LinkButton small icon="replay" to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family }} search={{ at: decision.event.sequence }}>{t.audit.openAt}</LinkButton>
            {decision.commission_sequence === null ? null : <LinkButton small icon="commission" to="/audit/replay/$stream/$id" params={{ stream: 'commission', id: commission }} search={{ at: decision.commission_sequence }}>{t.audit.decidedIn}</LinkButton>}
          </div>
        </div>
      </Card>
      <Card title={<span className="cluster">{t.audit.attendance} <Count n={decision.attendance.length} /></span>}>
        <div className="stack">
          <div className="stack-tight">
            <Meter label={t.commission.quorum} value={decision.counted} max={decision.quorum} tone={reached ? 'good' : 'bad'} text={t.common.of(num(decision.counted), num(decision.quorum))} />
            <p className="soft">{(reached ? t.audit.quorumMet : t.audit.quorumNot)(num(decision.counted), num(decision.quorum))}</p>
          </div>
          <People people={decision.attendance} />
          <Presenter decision={decision} />
        </div>
      </Card>
    </div>
  );
}

function Tasks({ decision }: { decision: DecisionReview }) {
  return (
    <Card title={<span className="cluster">{t.audit.tasks} <Count n={decision.tasks.length} /></span>}>
      {decision.tasks.length === 0 ? <p className="soft">{t.audit.noTasks}</p> : (
        <ul className="cards">
          {decision.tasks.map((task) => (
            <li key={task.task_id}>
              <Row
                who={task.title ?? t.auditor.erased}
                what={task.responsible.name ?? t.audit.unnamed}
                aside={<Chip>{t.words.taskState[task.state]}</Chip>}
                foot={<span className="cluster">{isOver(task.state) ? <small className="soft">{t.audit.due(formatDate(task.due_on))}</small> : <DueChip date={task.due_on} />}{task.progress.map((one, n) => <small key={String(n)} className="soft">{formatDate(one.on)}: <bdi>{one.note ?? t.auditor.erased}</bdi></small>)}</span>}
              />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Opened({ openings, decided }: { openings: readonly PacketOpening[]; decided: boolean }) {
  const before = openings.filter((one) => one.before_decision);
  return (
    <Card title={<span className="cluster">{t.audit.openings} <Count n={openings.length} /></span>}>
      <div className="stack-tight">
        <p className="faint">{t.audit.openingsHelp}</p>
        {before.length === 0 ? <Notice tone={decided ? 'warn' : 'info'}>{t.audit.openingsNone}</Notice> : null}
        {openings.length > 0 ? (
          <Table<PacketOpening>
            caption={t.audit.openings}
            rows={openings}
            rowKey={(one) => String(one.id)}
            columns={[
              { key: 'actor', label: t.auditor.actor, header: true, cell: (one) => <bdi>{actorName(one.actor)}</bdi> },
              { key: 'at', label: t.auditor.recorded, cell: (one) => formatInstant(one.accessed_at) },
              { key: 'when', label: t.audit.decision, cell: (one) => <Chip tone={one.before_decision ? 'good' : 'quiet'}>{one.before_decision ? t.audit.beforeDecision : t.audit.afterDecision}</Chip> },
              { key: 'of', label: t.auditor.ground, cell: (one) => (one.of_commission ? t.audit.ofCommission : (t.auditor.grounds[one.ground] ?? t.audit.notOfCommission)) },
            ]}
          />
        ) : null}
      </div>
    </Card>
  );
}

function Whole({ review }: { review: ReferralReview }) {
  const { referral, decision, packet, meanwhile } = review;
  const names = namesIn(packet, useVocabulary(), review.names);
  return (
    <>
      <PrintHead position={decision?.event.position ?? review.referred.position} />
      <Card title={t.audit.questionAsked}>
        <div className="stack-tight">
          <p className="prose strong"><bdi>{referral.question ?? t.auditor.erased}</bdi></p>
          <Facts
            facts={[
              { term: t.audit.referredBy, value: actorName(review.referred.actor) },
              { term: t.auditor.happened, value: happenedWords(review.referred.happened_at) },
              { term: t.auditor.recorded, value: formatInstant(review.referred.recorded_at) },
            ]}
          />
        </div>
      </Card>
      {decision ? <Decision decision={decision} family={referral.family_id} commission={referral.commission.id} /> : <Notice>{t.audit.undecided}</Notice>}
      <section className="stack" aria-labelledby="meanwhile">
        <h2 id="meanwhile">{t.audit.meanwhile}</h2>
        {meanwhile.length === 0 ? <Notice tone="good">{t.audit.meanwhileNone}</Notice> : (
          <>
            <Card flush><Events caption={t.audit.meanwhile} events={meanwhile} stream="family" id={referral.family_id} /></Card>
            <Changes changes={review.changes} names={names} title={t.audit.notInPacket} none={t.auditor.noChanges} />
          </>
        )}
      </section>
      <Opened openings={review.openings} decided={decision !== null} />
      <Card title={t.audit.course} flush><Events caption={t.audit.course} events={review.course} stream="commission" id={referral.commission.id} /></Card>
      {decision ? <Tasks decision={decision} /> : null}
      <section className="stack" aria-labelledby="packet">
        <div>
          <h2 id="packet">{t.audit.packetHead}</h2>
          <p className="faint">{t.audit.packetUntil(num(review.packet_sequence))}</p>
        </div>
        <Disclosure summary={t.auditor.whole} open><FamilyFileView file={packet} /></Disclosure>
      </section>
    </>
  );
}

/** What a commission had before it when it decided, on one page. */
export function Review() {
  const { referral } = useParams({ from: '/shell/audit/referrals/$referral' });
  const review = useApi<ReferralReview>(`/audit/referrals/${referral}`);
  return (
    <Loaded query={review}>
      {(found) => (
        <Page
          title={t.audit.reviewTitle(digits(found.file_number))}
          back={{ label: t.auditor.replayTitle(digits(found.file_number)), to: '/audit/replay/$stream/$id', params: { stream: 'family', id: found.referral.family_id } }}
          subtitle={<span className="cluster"><bdi>{found.referral.commission.name}</bdi><DomainChip domain={found.referral.domain} /><UrgencyChip urgency={found.referral.urgency} />{found.referral.state === 'open' ? <WaitClock days={found.referral.days_open} /> : null}</span>}
          actions={<Button icon="print" className="no-print" onPress={() => window.print()}>{t.common.print}</Button>}
        >
          <Whole review={found} />
        </Page>
      )}
    </Loaded>
  );
}
