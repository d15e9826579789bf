import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi, useUser, type Paged, type Query, type Task, isOver } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { agoWords, digits, dueState, formatDate, formatDayMonth, num } from '@/lib/dates.ts';
import { AsOf, Chip, DomainChip, DueChip, DueGroups, Empty, Loaded, Narrowed, Page, RowLink, Tabs, TakeAway } from '@/ui/index.ts';
import { SavedFilters } from '../common/SavedFilters.tsx';
import type { TaskSearch, TaskView } from './routes.ts';

const VIEWS: readonly TaskView[] = ['open', 'mine', 'done', 'declined'];
const TASKS_SHOWN = 100;

function TaskRow({ task }: { task: Task }) {
  const last = task.progress.at(-1);
  const over = isOver(task.state);
  return (
    <RowLink
      to="/agency/tasks/$task"
      params={{ task: task.task_id }}
      who={task.title ?? t.agency.task}
      what={<>{t.agency.file(digits(task.file_number))}{task.commission.name ? <> · {task.commission.name}</> : null}</>}
      aside={over || task.stopped ? <span className="soft">{formatDayMonth(task.due_on)}</span> : <><DueChip date={task.due_on} /><span className="soft">{formatDayMonth(task.due_on)}</span></>}
      {...(over || task.stopped ? {} : { edge: dueState(task.due_on) })}
      foot={
        <span className="cluster">
          {task.stopped ? <Chip tone="warn">{t.agency.stopped[task.stopped]}</Chip> : <Chip tone={task.state === 'assigned' ? 'warn' : task.state === 'done' ? 'good' : 'quiet'}>{t.words.taskState[task.state]}</Chip>}
          {task.domain ? <DomainChip domain={task.domain} /> : null}
          {task.delegated_to ? <small className="soft"><bdi>{t.followUp.delegatedTo(task.delegated_to.name ?? t.family.someone)}</bdi></small> : null}
          {last ? <small className="soft">{t.agency.lastWord(agoWords(last.on))}</small> : null}
        </span>
      }
    />
  );
}

/** What the server is asked for; what is narrowed here is counted there in the same words. */
function askedFor(view: TaskView, narrow: TaskSearch): Query {
  const { only, due, since, given, from, until } = narrow;
  if (view === 'mine') return { state: 'open', delegated: 'mine' };
  if (view !== 'open') return { state: view, closed_since: from, closed_until: until };
  if (given) return { given_since: from, given_until: until };
  return { state: only === 'assigned' ? 'assigned' : 'open', due, due_since: since, delegated: only === 'unassigned' ? 'nobody' : undefined, sharing: isLateOnly(narrow) ? 'on' : undefined };
}

/** In words, what a number narrowed the tasks to. */
function narrowedTo(view: TaskView, { only, due, since, given, from, until }: TaskSearch): string | null {
  if (from && until && (view === 'done' || view === 'declined')) return t.behind.week[view](formatDate(from), formatDate(until));
  if (view !== 'open') return null;
  if (given && from && until) return t.behind.week.given(formatDate(from), formatDate(until));
  if (only) return t.boards.tasks[only];
  if (due) return since ? t.boards.tasks.dueBetween(formatDate(since), formatDate(due)) : t.boards.tasks.dueBy(formatDate(due));
  return null;
}

/** The number of what is past its day leaves out what waits for nobody. */
const isLateOnly = ({ only, due, since }: TaskSearch): boolean => Boolean(due) && !since && !only;

function TaskList({ view, narrow, onAll }: { view: TaskView; narrow: TaskSearch; onAll: () => void }) {
  const tasks = useApi<Paged<Task>>('/tasks', { query: { ...askedFor(view, narrow), limit: TASKS_SHOWN }, streams: ['family'] });
  const words = narrowedTo(view, narrow);
  const nothing = { open: t.agency.noneOpen, mine: t.followUp.noneMine, done: t.agency.noneDone, declined: t.agency.noneDeclined }[view];
  return (
    <Loaded query={tasks}>
      {({ items, next, position }) => (
        <div className="stack-wide">
          {words ? <Narrowed what={words} onAll={onAll} /> : null}
          {items.length === 0 ? <Empty icon="task" title={words && narrow.from ? t.behind.week.none : nothing} /> : (view === 'open' || view === 'mine') && !narrow.given ? (
            <DueGroups items={items} stateOf={(task) => dueState(task.due_on)} keyOf={(task) => task.task_id} row={(task) => <TaskRow task={task} />} />
          ) : (
            <ul className="cards">{items.map((task) => <li key={task.task_id}><TaskRow task={task} /></li>)}</ul>
          )}
          {next ? <p className="soft">{t.boards.tasks.firstOnly(num(TASKS_SHOWN))}</p> : null}
          <AsOf position={position} at={tasks.dataUpdatedAt} />
        </div>
      )}
    </Loaded>
  );
}

/** The agency's tasks: what is overdue first, what is new marked. */
export function Tasks() {
  const narrow = useSearch({ from: '/shell/agency/tasks' });
  const view = narrow.state ?? 'open';
  const navigate = useNavigate();
  const user = useUser();
  // Days that a number of some week led to are of that week alone.
  const kept: TaskSearch = { ...(narrow.state ? { state: narrow.state } : {}), ...(narrow.only ? { only: narrow.only } : {}) };
  const choose = (id: string) => {
    const next = VIEWS.find((v) => v === id);
    void navigate({ to: '/agency/tasks', search: next && next !== 'open' ? { state: next } : {}, replace: true });
  };
  return (
    <Page title={t.agency.title} subtitle={t.agency.subtitle} actions={<TakeAway what="tasks" query={askedFor(view, narrow)} />}>
      <SavedFilters user={user.id} screen="agency-tasks" filters={kept} narrowed={kept.state !== undefined || kept.only !== undefined} onChoose={(chosen) => void navigate({ to: '/agency/tasks', search: chosen, replace: true })} />
      <Tabs label={t.agency.tabs} selected={view} onSelect={choose} items={VIEWS.map((id) => ({ id, label: id === 'mine' ? t.followUp.mine : t.agency[id], content: <TaskList view={id} narrow={id === view ? narrow : {}} onAll={() => choose(id)} /> }))} />
    </Page>
  );
}
