import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, useDeferredValue, useState } from 'react';
import { hasRole, isOver, useUser } from '@/api/index.ts';
import { t, withTexts } from '@/i18n/index.ts';
import { digits, formatDate, today } from '@/lib/dates.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import { ActionDialog, type Action } from '@/screens/family/ActionDialog.tsx';
import { AidPart } from '@/screens/family/Aid.tsx';
import { AttachmentsPart } from '@/screens/family/Attachments.tsx';
import { CalendarPart, isLate, isOpen } from '@/screens/family/Calendar.tsx';
import { HandoverDialog } from '@/screens/family/Handover.tsx';
import { AssessmentList } from '@/screens/family/Assessment.tsx';
import { GoalsPart, lastReadingOf } from '@/screens/family/Goals.tsx';
import { FamilyHead } from '@/screens/family/FamilyHead.tsx';
import type { Tab } from '@/screens/family/FamilyForm.tsx';
import { MembersPart } from '@/screens/family/Members.tsx';
import { ReferralsPart } from '@/screens/family/Referrals.tsx';
import { SummaryPart } from '@/screens/family/Summary.tsx';
import { WhyPart } from '@/screens/family/Why.tsx';
import { FamilyFunds } from '@/screens/funds/FamilyFunds.tsx';
import { FamilyPathway } from '@/screens/pathway/FamilyPathway.tsx';
import { HandingOnPart } from '@/screens/transfers/HandingOn.tsx';
import { ProposalsPart, ProposeLink } from '@/screens/proposals/ProposalsPart.tsx';
import { attachmentTitle, memberName, presentAttachments, useFamily } from '@/screens/family/data.ts';
import type { FamilyFile, FileAttachment, FileEntry, FileGoal, FileMember, Task } from '@/screens/family/types.ts';
import { Button, Disclosure, LinkButton, Loaded, Notice, Page, PaperHead, Skeleton, Tabs } from '@/ui/index.ts';
import { ErasedNotice, FamilyErasures } from '@/screens/erasure/FamilyErasures.tsx';
import { FamilyMerges, MergedNotice } from '@/screens/merge/FamilyMerges.tsx';
import { PendingWork } from '@/screens/phone/Pending.tsx';
import { useNotices } from '@/screens/trust/data.ts';
import { ThreatPart } from '@/screens/trust/Threat.tsx';
import { RequestsPart } from '@/screens/voice/Requests.tsx';
import { FamilyTimeline } from './FamilyTimeline.tsx';
import { CloseGoalDialog, SetGoalDialog } from './GoalDialogs.tsx';
import { LateForCaseworker, LateForManager } from './LateForFamily.tsx';
import { LeaveDialog, MoveDialog } from './dialogs.tsx';
import { ReferralActions } from './ReferralActions.tsx';
import { SettleTask, TaskActions } from './TaskActions.tsx';
import { nextStep, type Step } from './nextStep.ts';
import '@/screens/family/family.css';

// For the manager of its center, and said in the words of the audit.
const openings = withTexts(['audits'], () => import('@/screens/trust/Openings.tsx'));
const FamilyOpenings = lazy(() => openings().then((m) => ({ default: m.FamilyOpenings })));

type Rights = { work: boolean; manager: boolean; caseworker: boolean; /** The manager of the center that keeps the file. */ keeps: boolean; past: boolean };

/** Where the next step is taken. */
function StepButton({ id, step }: { id: string; step: Step }) {
  const look = { variant: 'primary' as const, wide: true, icon: step.icon, children: step.label };
  const params = { id };
  if (step.kind === 'consent') return <LinkButton to="/families/$id/consent" params={params} {...look} />;
  if (step.kind === 'tier') return <WithNetwork label={step.label}><LinkButton to="/families/$id/tier" params={params} search={{ assessment: step.assessment }} {...look} /></WithNetwork>;
  if (step.kind === 'assign') return <LinkButton to="/center/assign/$id" params={params} {...look} />;
  if (step.kind === 'visit') return <LinkButton to="/families/$id/visit" params={params} search={{}} {...look} />;
  return <LinkButton to="/families/$id/assess" params={params} {...look} />;
}

function EntryActions({ id, entry, onAct, onMove }: { id: string; entry: FileEntry; onAct: (action: Action) => void; onMove: (entry: FileEntry) => void }) {
  const begun = entry.window_from.iso;
  const missed = entry.status === 'missed';
  const late = isLate(entry, today());
  const reason = { name: 'reason', label: t.family.reason, required: missed };
  return (
    <>
      <LinkButton small to="/families/$id/service" params={{ id }} search={{ entry: entry.id }} icon="check">{t.caseworker.entry.done}</LinkButton>
      <Disclosure summary={t.common.more}>
        <span className="cluster">
          <Button small variant="quiet" onPress={() => onAct({ title: t.caseworker.entry.onlyDone, path: `/calendar/${entry.id}/done`, explain: t.caseworker.entry.onlyDoneWhy, day: { name: 'done_on', label: t.caseworker.onDay }, ...(late ? { text: { name: 'late_reason', label: t.caseworker.lateReason, help: t.caseworker.lateReasonHelp } } : {}) })}>{t.caseworker.entry.onlyDone}</Button>
          <Button small variant="quiet" onPress={() => onMove(entry)}>{t.caseworker.entry.move}</Button>
          {missed ? null : <Button small variant="quiet" onPress={() => onAct({ title: t.caseworker.entry.missed, path: `/calendar/${entry.id}/missed`, explain: t.caseworker.entry.missedWhy, text: { name: 'reason', label: t.family.reason }, day: { name: 'missed_on', label: t.caseworker.onDay, min: begun } })}>{t.caseworker.entry.missed}</Button>}
          <Button small variant="quiet" onPress={() => onAct({ title: t.caseworker.entry.cancel, path: `/calendar/${entry.id}/cancel`, text: reason })}>{t.caseworker.entry.cancel}</Button>
          {entry.series && !missed ? <Button small variant="quiet" onPress={() => onAct({ title: t.caseworker.entry.cancelFollowing, path: `/calendar/${entry.id}/cancel`, text: reason, fixed: { and_following: true } })}>{t.caseworker.entry.cancelFollowing}</Button> : null}
        </span>
      </Disclosure>
    </>
  );
}

/** A task that nobody can go on with: an agency's once consent does not stand, or one of a caseworker who no longer holds the family. */
const leftOpen = (file: FamilyFile, task: Task): boolean =>
  !isOver(task.state) && (task.responsible.kind === 'agency' ? file.consent !== 'given' : task.responsible.id !== file.assignment?.caseworker.id);

function tabsOf(file: FamilyFile, rights: Rights, act: (action: Action) => void, move: (entry: FileEntry) => void, leave: (member: FileMember) => void, goals: (goal: FileGoal | 'new') => void, handOver: () => void) {
  const { work, manager, caseworker } = rights;
  const id = file.id;
  const params = { id };
  const consented = file.consent === 'given';
  return [
    {
      id: 'summary',
      label: t.family.tabs.summary,
      content: (
        <div className="stack-wide">
        <SummaryPart
          file={file}
          actions={work ? {
            consent: <LinkButton small variant="quiet" to="/families/$id/consent" params={params}>{consented ? t.caseworker.changeConsent : t.caseworker.steps.consent}</LinkButton>,
            record: <LinkButton small variant="quiet" icon="edit" to="/families/$id/record" params={params}>{t.common.edit}</LinkButton>,
            categories: <LinkButton small variant="quiet" to="/families/$id/record" params={params} hash="categories">{t.common.edit}</LinkButton>,
            note: <Button small variant="quiet" icon="add" onPress={() => act({ title: t.caseworker.addNote, path: '/notes', text: { name: 'text', label: t.caseworker.noteText, required: true } })}>{t.caseworker.addNote}</Button>,
            threat: <ThreatPart file={file} act={act} />,
            ...(file.assignment ? { handover: <WithNetwork label={t.family.prepareHandover}><Button small variant="quiet" onPress={handOver}>{t.family.prepareHandover}</Button></WithNetwork> } : {}),
            holding: manager ? (file.assignment ? <LinkButton small variant="quiet" to="/families/$id/holding" params={params} search={{}}>{t.manager.changeHolding}</LinkButton> : file.tier === 'harmed' ? <LinkButton small variant="quiet" to="/center/assign/$id" params={params}>{t.caseworker.steps.assign}</LinkButton> : undefined) : undefined,
          } : {}}
        />
        {file.erased ? null : <RequestsPart file={file} work={work} onAct={act} />}
        {file.erased ? null : <HandingOnPart file={file} work={work} act={act} />}
        </div>
      ),
    },
    {
      id: 'why',
      label: t.family.tabs.why,
      content: (
        <div className="stack">
        <WhyPart
          file={file}
          proposals={<ProposalsPart file={file} work={work} onAct={act} />}
          actions={work && consented ? <><LinkButton to="/families/$id/assess" params={params} icon="chart">{t.caseworker.assess}</LinkButton><ProposeLink file={file} /></> : work && !file.baseline_tier ? <WithNetwork label={t.caseworker.preliminaryTier}><LinkButton to="/families/$id/tier" params={params} search={{}} icon="chart">{t.caseworker.preliminaryTier}</LinkButton></WithNetwork> : undefined}
        />
        <AssessmentList file={file} />
        </div>
      ),
    },
    {
      id: 'members',
      label: t.family.tabs.members,
      count: file.members.filter((m) => !m.left).length,
      content: (
        <div className="stack-wide">
        <MembersPart
          file={file}
          actions={work ? <LinkButton to="/families/$id/member" params={params} search={{}} icon="add">{t.caseworker.addMember}</LinkButton> : undefined}
          {...(work ? {
            memberActions: (m: FileMember) => m.erased ? null : (
              <>
                <LinkButton small variant="quiet" icon="edit" to="/families/$id/member" params={params} search={{ member: m.id }} aria-label={`${t.common.edit}: ${memberName(m)}`}>{t.common.edit}</LinkButton>
                {m.is_head ? null : <Button small variant="quiet" aria-label={`${t.caseworker.makeHead}: ${memberName(m)}`} onPress={() => act({ title: t.caseworker.makeHead, path: '/head', explain: t.caseworker.makeHeadWhy(memberName(m)), fixed: { member_id: m.id }, day: { name: 'changed_on', label: t.caseworker.onDay } })}>{t.caseworker.makeHead}</Button>}
                <Button small variant="quiet" aria-label={`${t.caseworker.memberLeaves}: ${memberName(m)}`} onPress={() => leave(m)}>{t.caseworker.memberLeaves}</Button>
                {manager ? <LinkButton small variant="quiet" to="/families/$id/move-members" params={params} search={{ member: m.id }} aria-label={`${t.moving.open}: ${memberName(m)}`}>{t.moving.open}</LinkButton> : null}
                {manager ? <LinkButton small variant="quiet" to="/families/$id/erase" params={params} search={{ member: m.id }} aria-label={`${t.erasure.ask}: ${memberName(m)}`}>{t.erasure.ask}</LinkButton> : null}
              </>
            ),
          } : {})}
        />
        <FamilyPathway file={file} work={work} act={act} />
        </div>
      ),
    },
    {
      id: 'calendar',
      label: t.family.tabs.calendar,
      count: file.calendar.filter(isOpen).length,
      content: (
        <div className="stack-wide">
        {file.overdue > 0 && manager ? <LateForManager id={id} /> : file.overdue > 0 && caseworker ? <LateForCaseworker id={id} /> : null}
        <CalendarPart
          file={file}
          actions={<>{work ? <LinkButton to="/families/$id/plan" params={params} icon="add">{t.caseworker.plan}</LinkButton> : null}<LinkButton icon="print" variant="quiet" to="/families/$id/print" params={params} search={{ part: 'plan' }}>{t.paper.printPlan}</LinkButton></>}
          {...(work ? { entryActions: (entry: FileEntry) => <EntryActions id={id} entry={entry} onAct={act} onMove={move} /> } : {})}
        />
        <GoalsPart
          file={file}
          reading={(goal) => {
            const last = lastReadingOf(file, goal.indicator);
            return last ? <LinkButton small variant="quiet" icon="chart" to="/families/$id/assessments/$assessmentId" params={{ id, assessmentId: last.id }}>{t.family.readOn(formatDate(last.assessed_on))}</LinkButton> : null;
          }}
          {...(work && file.assignment ? { add: <WithNetwork label={t.caseworker.setGoal}><Button small icon="add" onPress={() => goals('new')}>{t.caseworker.setGoal}</Button></WithNetwork> } : {})}
          {...(work ? { goalActions: (goal: FileGoal) => <WithNetwork label={t.caseworker.closeGoal}><Button small variant="quiet" onPress={() => goals(goal)}>{t.caseworker.closeGoal}</Button></WithNetwork> } : {})}
        />
        </div>
      ),
    },
    {
      id: 'aid',
      label: t.family.tabs.aid,
      content: (
        <div className="stack-wide">
        <AidPart
          now
          file={file}
          addVisit={work ? <LinkButton small to="/families/$id/visit" params={params} search={{}} icon="add">{t.caseworker.steps.visit}</LinkButton> : undefined}
          addService={work ? <LinkButton small to="/families/$id/service" params={params} search={{}} icon="add">{t.caseworker.addService}</LinkButton> : undefined}
          {...(work ? {
            visitActions: (visit) => <LinkButton small variant="quiet" icon="edit" to="/families/$id/visits/$visitId" params={{ id, visitId: visit.id }}>{t.caseworker.correct}</LinkButton>,
            serviceActions: (service) => <LinkButton small variant="quiet" icon="edit" to="/families/$id/services/$serviceId" params={{ id, serviceId: service.id }}>{t.caseworker.correct}</LinkButton>,
          } : {})}
        />
        <FamilyFunds id={id} />
        </div>
      ),
    },
    {
      id: 'referrals',
      label: t.family.tabs.referrals,
      content: (
        <ReferralsPart
          file={file}
          actions={work ? <><LinkButton to="/families/$id/refer" params={params} search={{}} icon="refer">{t.caseworker.referToCommission}</LinkButton><LinkButton to="/families/$id/refer" params={params} search={{ to: 'expert' }}>{t.caseworker.referToExpert}</LinkButton></> : undefined}
          {...(work ? {
            referralActions: (r) => <ReferralActions file={file} referral={r} onAct={act} />,
            expertActions: (r) => r.answered_on ? null : <><LinkButton small variant="quiet" icon="print" to="/families/$id/experts/$referral" params={{ id, referral: r.id }}>{t.experts.sheet}</LinkButton><Button small onPress={() => act({ title: t.caseworker.recordAnswer, path: `/expert-referrals/${r.id}/answer`, text: { name: 'answer', label: t.family.answer, required: true }, day: { name: 'answered_on', label: t.caseworker.onDay, min: r.referred_on.iso } })}>{t.caseworker.recordAnswer}</Button></>,
            taskActions: (task) => manager && leftOpen(file, task) ? <SettleTask task={task} onChoose={act} /> : caseworker && task.responsible.kind === 'caseworker' && task.responsible.id === file.assignment?.caseworker.id && !isOver(task.state) ? <TaskActions task={task} onChoose={act} /> : null,
          } : {})}
        />
      ),
    },
    {
      id: 'attachments',
      label: t.family.tabs.attachments,
      count: presentAttachments(file).length,
      content: (
        <AttachmentsPart
          file={file}
          actions={work ? <LinkButton to="/families/$id/attach" params={params} icon="add">{t.family.attach}</LinkButton> : undefined}
          {...(work ? { attachmentActions: (one: FileAttachment) => <WithNetwork label={t.family.takeOut}><Button small variant="quiet" aria-label={`${t.family.takeOut}: ${attachmentTitle(one)}`} onPress={() => act({ title: t.family.takeOut, path: `/attachments/${one.id}/remove`, submitLabel: t.family.takeOut, explain: t.family.takeOutWhy, text: { name: 'reason', label: t.family.reason, required: true } })}>{t.family.takeOut}</Button></WithNetwork> } : {})}
        />
      ),
    },
    { id: 'timeline', label: t.family.tabs.timeline, content: <div className="stack">{rights.past ? <div><WithNetwork label={t.owed.past.open}><LinkButton small icon="replay" to="/families/$id/past" params={{ id }} search={{}}>{t.owed.past.open}</LinkButton></WithNetwork></div> : null}<FamilyTimeline id={id} /></div> },
    ...(rights.keeps ? [{ id: 'openings', label: t.trust.openings, content: <Suspense fallback={<Skeleton />}><FamilyOpenings id={id} /></Suspense> }] : []),
  ];
}

function FamilyBody({ file }: { file: FamilyFile }) {
  const user = useUser();
  const manager = hasRole(user, 'center_manager');
  // A file of another center, opened by emergency access, is only read.
  const { data: notices } = useNotices();
  const foreign = notices?.open.some((one) => one.family_id === file.id && one.purpose === 'foreign_file') ?? false;
  const rights: Rights = { work: !foreign && !file.closed && !file.erased && !file.merged_into && hasRole(user, 'caseworker', 'center_manager'), manager: manager && !foreign, caseworker: hasRole(user, 'caseworker'), keeps: manager && !foreign, past: !foreign && hasRole(user, 'caseworker', 'center_manager') };
  const { tab = 'summary' } = useSearch({ from: '/shell/families/$id' });
  const navigate = useNavigate();
  const [action, setAction] = useState<Action | null>(null);
  const [moving, setMoving] = useState<FileEntry | null>(null);
  const [leaving, setLeaving] = useState<FileMember | null>(null);
  const [handover, setHandover] = useState(false);
  const [goal, setGoal] = useState<FileGoal | 'new' | null>(null);
  // Who it is and what comes next are on the screen before the parts below them are drawn.
  const whole = useDeferredValue(true, false);
  const step = rights.work ? nextStep(file, rights.manager) : null;
  const closing = rights.manager && !file.closed && !file.erased && !file.merged_into ? <LinkButton small variant="quiet" icon="archive" to="/families/$id/close" params={{ id: file.id }}>{t.manager.closeCase}</LinkButton> : null;
  return (
    <>
      <PaperHead what={t.paper.file(digits(file.file_number))} />
      <FamilyHead file={file} linked actions={<>{file.erased ? null : <LinkButton small variant="quiet" icon="print" to="/families/$id/print" params={{ id: file.id }} search={{}}>{t.paper.printFile}</LinkButton>}{closing}{rights.manager && !file.erased && !file.merged_into ? <LinkButton small variant="quiet" to="/families/$id/merge" params={{ id: file.id }} search={{}}>{t.merge.open}</LinkButton> : null}{rights.manager && !file.erased ? <LinkButton small variant="quiet" to="/families/$id/erase" params={{ id: file.id }} search={{}}>{t.erasure.ask}</LinkButton> : null}</>} />
      <PendingWork family={file.id} />
      <ErasedNotice file={file} />
      <MergedNotice file={file} />
      <FamilyMerges file={file} act={rights.manager ? setAction : null} />
      <FamilyErasures file={file} act={rights.manager ? setAction : null} />
      {foreign ? <Notice tone="warn"><p>{t.trust.onlyRead}</p></Notice> : null}
      {file.closed && !file.erased && !file.merged_into ? (
        <Notice title={t.family.closedOn(`${t.family.closeReason[file.closed.reason]}`)} actions={rights.manager ? <Button small onPress={() => setAction({ title: t.manager.reopen, path: '/reopen', text: { name: 'reason', label: t.family.reason, required: true }, day: { name: 'reopened_on', label: t.caseworker.onDay } })}>{t.manager.reopen}</Button> : undefined}>
          {file.closed.note ? <p><bdi>{file.closed.note}</bdi></p> : null}
        </Notice>
      ) : null}
      {step ? <div className="thumb-action"><StepButton id={file.id} step={step} /></div> : null}
      {whole ? (
        <Tabs
          label={t.family.tabsLabel}
          selected={tab}
          onSelect={(id) => void navigate({ to: '/families/$id', params: { id: file.id }, search: { tab: id as Tab }, replace: true })}
          items={tabsOf(file, rights, setAction, setMoving, setLeaving, setGoal, () => setHandover(true))}
        />
      ) : <Skeleton rows={6} />}
      <ActionDialog file={file} action={action} onClose={() => setAction(null)} />
      {moving ? <MoveDialog file={file} entry={moving} onClose={() => setMoving(null)} /> : null}
      {handover ? <HandoverDialog file={file} onClose={() => setHandover(false)} /> : null}
      {goal === 'new' ? <SetGoalDialog file={file} onClose={() => setGoal(null)} /> : goal ? <CloseGoalDialog file={file} goal={goal} onClose={() => setGoal(null)} /> : null}
      {leaving ? <LeaveDialog file={file} member={leaving} onClose={() => setLeaving(null)} /> : null}
    </>
  );
}

/** A family's file, with all that may be done for it. */
export function FamilyPage() {
  const { id } = useParams({ from: '/shell/families/$id' });
  const family = useFamily(id);
  return (
    <Page title={t.words.family} titleHidden>
      <Loaded query={family} rows={6}>{(file) => <FamilyBody key={file.id} file={file} />}</Loaded>
    </Page>
  );
}
