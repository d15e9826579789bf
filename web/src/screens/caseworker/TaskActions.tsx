import { t } from '@/i18n/index.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { Task } from '@/screens/family/types.ts';
import { Button } from '@/ui/index.ts';

const actionsOf = (task: Task): Record<'accept' | 'progress' | 'done' | 'decline', Action> => ({
  accept: { title: t.caseworker.task.accept, path: `/tasks/${task.task_id}/accept`, day: { name: 'accepted_on', label: t.caseworker.onDay } },
  progress: { title: t.caseworker.task.progress, path: `/tasks/${task.task_id}/progress`, text: { name: 'note', label: t.caseworker.task.whatWasDone, required: true }, day: { name: 'progressed_on', label: t.caseworker.onDay } },
  done: { title: t.caseworker.task.done, path: `/tasks/${task.task_id}/done`, text: { name: 'note', label: t.caseworker.task.result }, day: { name: 'done_on', label: t.caseworker.onDay } },
  decline: { title: t.caseworker.task.decline, path: `/tasks/${task.task_id}/decline`, text: { name: 'reason', label: t.family.reason, required: true }, choice: { name: 'why', label: t.owed.why, help: t.owed.whyHelp, options: t.owed.declineCode }, day: { name: 'declined_on', label: t.caseworker.onDay } },
});

/** Accept or decline what is new; report on and finish what was accepted. */
export function TaskActions({ task, onChoose }: { task: Task; onChoose: (action: Action) => void }) {
  const actions = actionsOf(task);
  if (task.state === 'assigned') {
    return (
      <>
        <WithNetwork label={t.caseworker.task.accept}><Button small variant="primary" onPress={() => onChoose(actions.accept)}>{t.caseworker.task.accept}</Button></WithNetwork>
        <WithNetwork label={t.caseworker.task.decline}><Button small variant="quiet" onPress={() => onChoose(actions.decline)}>{t.caseworker.task.decline}</Button></WithNetwork>
      </>
    );
  }
  return (
    <>
      <WithNetwork label={t.caseworker.task.done}><Button small variant="primary" icon="check" onPress={() => onChoose(actions.done)}>{t.caseworker.task.done}</Button></WithNetwork>
      <WithNetwork label={t.caseworker.task.progress}><Button small onPress={() => onChoose(actions.progress)}>{t.caseworker.task.progress}</Button></WithNetwork>
      <WithNetwork label={t.caseworker.task.decline}><Button small variant="quiet" onPress={() => onChoose(actions.decline)}>{t.caseworker.task.decline}</Button></WithNetwork>
    </>
  );
}

/** What nobody goes on with is settled by the center: an agency's task once consent does not stand any more. */
export function SettleTask({ task, onChoose }: { task: Task; onChoose: (action: Action) => void }) {
  return <WithNetwork label={t.caseworker.task.settle}><Button small variant="quiet" onPress={() => onChoose(actionsOf(task).decline)}>{t.caseworker.task.settle}</Button></WithNetwork>;
}
