import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, DomainChip, DueChip, Empty, Facts, type Tone } from '@/ui/index.ts';
import { newestFirst } from '@/lib/sorted.ts';
import { AnswerBy, ReceptionChip } from './Reception.tsx';
import type { FamilyFile, FileExpertReferral, FileReferral, ReferralState, Task } from './types.ts';

const REFERRAL_TONES: Record<ReferralState, Tone> = { open: 'warn', on_agenda: 'info', decided: 'good', withdrawn: 'quiet', declined: 'bad' };
const TASK_TONES: Record<Task['state'], Tone> = { assigned: 'warn', accepted: 'info', in_progress: 'info', done: 'good', declined: 'bad', dropped: 'quiet' };

export function TaskChip({ state }: { state: Task['state'] }) {
  return <Chip tone={TASK_TONES[state]}>{t.words.taskState[state]}</Chip>;
}

/** A reason by its code, in words. */
const codeWords = (kind: string, why: string): string => (kind === 'returned' ? (t.owed.returnCode as Record<string, string>) : (t.owed.declineCode as Record<string, string>))[why] ?? why;

function Referral({ referral, actions }: { referral: FileReferral; actions?: ReactNode }) {
  const open = referral.state === 'open' || referral.state === 'on_agenda';
  return (
    <li className="card stack-tight">
      <div className="spread">
        <h3><bdi>{referral.commission.name ?? t.words.commission}</bdi></h3>
        <span className="cluster">
          {referral.urgency === 'urgent' ? <Chip tone="bad" icon="flag">{t.words.urgency.urgent}</Chip> : null}
          <DomainChip domain={referral.domain} />
          <Chip tone={REFERRAL_TONES[referral.state]}>{t.family.referralState[referral.state]}</Chip>
        </span>
      </div>
      <p className="prose"><bdi>{referral.question}</bdi></p>
      <p className="soft">{t.family.referredOn(formatDate(referral.referred_on))}{open ? ` · ${t.common.waitingDays(num(referral.days_open))}` : ''}</p>
      {open ? (
        <p className="cluster">
          <ReceptionChip reception={referral.reception} />
          <AnswerBy by={referral.answer_by} overdue={referral.overdue} />
          {referral.continues ? <Chip icon="history">{t.referral.continues}</Chip> : null}
        </p>
      ) : null}
      {open && !referral.holidays_known ? <p className="faint">{t.referral.lunarUnknown}</p> : null}
      {referral.words.length > 0 ? (
        <ul className="list stack-tight">
          {referral.words.map((word, index) => <li key={`${word.on.iso}-${index}`}><span className="soft">{formatDate(word.on)} · {t.referral.word[word.kind]}{word.why ? <> · {codeWords(word.kind, word.why)}</> : null}</span>{word.text ? <>: <bdi>{word.text}</bdi></> : null}</li>)}
        </ul>
      ) : null}
      {referral.decision ? (
        <Facts facts={[
          { term: t.words.decision, value: t.words.outcome[referral.decision.outcome] },
          { term: t.family.decidedWhen, value: `${formatDate(referral.decision.decided_on)} · ${t.family.peoplePresent(num(referral.decision.present.length))}` },
          { term: t.family.reason, value: referral.decision.reason },
        ]} />
      ) : null}
      {referral.withdrawn_on ? <p className="soft">{t.family.withdrawnOn(formatDate(referral.withdrawn_on))}{referral.withdrawal_reason ? <>: <bdi>{referral.withdrawal_reason}</bdi></> : null}</p> : null}
      {actions ? <div className="cluster">{actions}</div> : null}
    </li>
  );
}

export function TaskCard({ task, heading, actions }: { task: Task; heading?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="card stack-tight">
      <div className="spread">
        <h3><bdi>{task.title ?? t.family.nameErased}</bdi></h3>
        <span className="cluster"><TaskChip state={task.state} />{task.due_state ? <DueChip date={task.due_on} /> : null}</span>
      </div>
      {heading}
      <Facts facts={[
        { term: t.family.responsible, value: task.responsible.name ?? t.family.someone },
        { term: t.family.dueOn, value: formatDate(task.due_on) },
        { term: t.sitting.expectedShort, value: task.expected },
        { term: t.followUp.evidence, value: task.evidence ? [t.followUp.evidenceKind[task.evidence.kind], task.evidence.reference].filter(Boolean).join(' · ') : null },
        { term: t.words.commission, value: task.commission.name },
      ]} />
      {task.progress.length > 0 ? (
        <ul className="list stack-tight">
          {task.progress.map((step, index) => <li key={`${step.on.iso}-${index}`} className="soft">{formatDate(step.on)}{step.why ? <> · {t.owed.declineCode[step.why]}</> : null}{step.note ? <>: <bdi>{step.note}</bdi></> : null}</li>)}
        </ul>
      ) : null}
      {actions ? <div className="cluster">{actions}</div> : null}
    </div>
  );
}

function Expert({ referral, actions }: { referral: FileExpertReferral; actions?: ReactNode }) {
  return (
    <li className="card stack-tight">
      <div className="spread"><h3><bdi>{referral.specialty === '' ? t.family.nameErased : referral.specialty}</bdi></h3><span className="soft">{formatDate(referral.referred_on)}</span></div>
      <p className="prose"><bdi>{referral.question}</bdi></p>
      <Facts facts={[{ term: t.family.answer, value: referral.answered_on ? referral.answer : t.family.noAnswer }, { term: t.owed.answerBy, value: !referral.answered_on && referral.answer_by ? formatDate(referral.answer_by) : null }, { term: t.family.answeredOn, value: referral.answered_on ? formatDate(referral.answered_on) : null }]} />
      {actions ? <div className="cluster">{actions}</div> : null}
    </li>
  );
}

type ReferralsProps = {
  file: FamilyFile;
  actions?: ReactNode;
  referralActions?: (referral: FileReferral) => ReactNode;
  taskActions?: (task: Task) => ReactNode;
  expertActions?: (referral: FileExpertReferral) => ReactNode;
};

/** What was asked of others, what they decided, and the work that was divided. */
export function ReferralsPart({ file, actions, referralActions, taskActions, expertActions }: ReferralsProps) {
  return (
    <div className="stack-wide">
      {actions ? <div className="cluster">{actions}</div> : null}
      <section className="stack" aria-labelledby="part-referrals">
        <h2 id="part-referrals">{t.family.referrals}</h2>
        {file.referrals.length === 0 ? <Card><Empty icon="refer" title={t.family.noReferrals} /></Card> : <ul className="cards">{newestFirst(file.referrals).map((r) => <Referral key={r.id} referral={r} actions={referralActions?.(r)} />)}</ul>}
      </section>
      <section className="stack" aria-labelledby="part-tasks">
        <h2 id="part-tasks">{t.family.tasks}</h2>
        {file.tasks.length === 0 ? <p className="soft">{t.family.noTasks}</p> : <ul className="cards">{newestFirst(file.tasks).map((task) => <li key={task.task_id}><TaskCard task={task} actions={taskActions?.(task)} /></li>)}</ul>}
      </section>
      <section className="stack" aria-labelledby="part-experts">
        <h2 id="part-experts">{t.family.experts}</h2>
        {file.expert_referrals.length === 0 ? <p className="soft">{t.family.noExperts}</p> : <ul className="cards">{newestFirst(file.expert_referrals).map((r) => <Expert key={r.id} referral={r} actions={expertActions?.(r)} />)}</ul>}
      </section>
    </div>
  );
}
