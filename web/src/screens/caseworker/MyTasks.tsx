import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type Paged, isOver } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { ActionDialog, type Action } from '@/screens/family/ActionDialog.tsx';
import { TaskCard } from '@/screens/family/Referrals.tsx';
import type { Task } from '@/screens/family/types.ts';
import { Disclosure, DueGroups, Empty, Loaded, Page } from '@/ui/index.ts';
import { TaskActions } from './TaskActions.tsx';

const closed = (task: Task): boolean => isOver(task.state);

/** Tasks that a commission gave to this caseworker. */
export function MyTasks() {
  const tasks = useApi<Paged<Task>>('/tasks', { query: { limit: 100 }, streams: ['family'] });
  const [chosen, setChosen] = useState<{ task: Task; action: Action } | null>(null);
  const card = (task: Task) => (
    <TaskCard
      task={task}
      heading={<p><Link to="/families/$id" params={{ id: task.family_id }} search={{ tab: 'referrals' }}>{t.words.fileNumber} <bdi className="figure">{digits(task.file_number)}</bdi></Link></p>}
      actions={closed(task) ? null : <TaskActions task={task} onChoose={(action) => setChosen({ task, action })} />}
    />
  );
  return (
    <Page title={t.caseworker.menu.tasks} subtitle={t.caseworker.tasksWhy}>
      <Loaded query={tasks}>
        {({ items }) => {
          const past = items.filter(closed);
          const open = items.filter((task) => !closed(task));
          return items.length === 0 ? (
            <Empty icon="task" title={t.caseworker.noTasks} />
          ) : (
            <div className="stack-wide">
              {open.length === 0 ? <Empty icon="check" title={t.caseworker.noOpenTasks} /> : null}
              <DueGroups items={open} keyOf={(task) => task.task_id} stateOf={(task) => task.due_state ?? 'none'} row={card} />
              {past.length > 0 ? <Disclosure summary={`${t.caseworker.pastTasks} (${num(past.length)})`}><ul className="cards">{past.map((task) => <li key={task.task_id}>{card(task)}</li>)}</ul></Disclosure> : null}
            </div>
          );
        }}
      </Loaded>
      {chosen ? <ActionDialog file={{ id: chosen.task.family_id, sequence: 0 }} action={chosen.action} onClose={() => setChosen(null)} /> : null}
    </Page>
  );
}
