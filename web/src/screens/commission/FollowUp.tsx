import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { hasRole, isOver, useApi, useUser, type Task } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num, today } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, DueChip, Empty, Loaded, Narrowed, Page, Row, SelectField, Table, Tabs, TakeAway } from '@/ui/index.ts';
import { SavedFilters } from '../common/SavedFilters.tsx';
import { TaskChip } from '../family/Referrals.tsx';
import { useCommissions } from './data.ts';
import { DropTask, Reassign } from './FollowUpForms.tsx';
import { BOARD_STATES, type BoardState } from './routes.ts';

type Party = { kind: 'agency' | 'caseworker'; id: string; name: string | null };
type Load = { responsible: Party; open: number; waiting: number; overdue: number; declined: number; done: number; oldest_days: number | null };
type Board = { loads: Load[]; items: Task[]; next: string | null; position: number };

const LIMIT = 100;
const daysSince = (iso: string) => Math.round((Date.parse(`${today()}T00:00:00Z`) - Date.parse(`${iso}T00:00:00Z`)) / 86_400_000);
const nameOf = (party: Party) => party.name ?? t.family.someone;

function Loads({ loads, commission, who, onWho }: { loads: Load[]; commission: string; who: string | undefined; onWho: (id: string | undefined) => void }) {
  if (loads.length === 0) return <Empty icon="task" title={t.followUp.noLoads} />;
  /** A number opens the tasks it counts, of the party it counts them of. */
  const count = (load: Load, n: number, state: BoardState, label: string, shown: ReactNode = <span className="figure">{num(n)}</span>) =>
    n === 0 ? shown : <Link to="/commission/follow-up" search={{ commission, state, who: load.responsible.id }} hash="tasks" aria-label={t.boards.listOf(`${nameOf(load.responsible)}${t.common.listComma}${label}`, num(n))}>{shown}</Link>;
  const { column } = t.followUp;
  return (
    <Table<Load>
      caption={t.followUp.byParty}
      rows={loads}
      rowKey={(load) => load.responsible.id}
      columns={[
        { key: 'party', label: t.followUp.column.party, header: true, cell: (load) => <Button small variant="quiet" aria-label={t.followUp.only(nameOf(load.responsible))} onPress={() => onWho(who === load.responsible.id ? undefined : load.responsible.id)}><bdi>{nameOf(load.responsible)}</bdi></Button> },
        { key: 'open', label: t.followUp.column.open, cell: (load) => count(load, load.open, 'open', column.open) },
        { key: 'waiting', label: t.followUp.column.waiting, cell: (load) => count(load, load.waiting, 'assigned', column.waiting) },
        { key: 'overdue', label: t.followUp.column.overdue, cell: (load) => count(load, load.overdue, 'overdue', column.overdue, load.overdue > 0 ? <Chip tone="bad">{num(load.overdue)}</Chip> : undefined) },
        { key: 'declined', label: t.followUp.column.declined, cell: (load) => count(load, load.declined, 'declined', column.declined, load.declined > 0 ? <Chip tone="warn">{num(load.declined)}</Chip> : undefined) },
        { key: 'done', label: t.followUp.column.done, cell: (load) => count(load, load.done, 'done', column.done) },
        { key: 'oldest', label: t.followUp.column.oldest, cell: (load) => (load.oldest_days === null ? null : <span className="figure">{t.followUp.days(num(load.oldest_days))}</span>) },
      ]}
    />
  );
}

type TaskRowProps = { task: Task; runs: boolean; onReassign: (task: Task) => void; onDrop: (task: Task) => void };

function TaskRow({ task, runs, onReassign, onDrop }: TaskRowProps) {
  const back = task.state === 'declined' || task.state === 'assigned';
  const file = digits(task.file_number);
  const last = task.progress.at(-1);
  return (
    <Row
      who={<bdi>{task.title ?? (task.stopped ? t.agency.stopped[task.stopped] : t.followUp.hidden)}</bdi>}
      what={`${t.agency.file(file)} · ${nameOf(task.responsible)}${task.delegated_to ? ` · ${t.followUp.delegatedTo(task.delegated_to.name ?? t.family.someone)}` : ''}`}
      aside={isOver(task.state) ? <span className="soft">{formatDate(task.due_on)}</span> : <DueChip date={task.due_on} />}
      edge={isOver(task.state) ? 'none' : (task.due_state ?? 'none')}
      foot={
        <div className="stack-tight">
          <span className="cluster">
            <TaskChip state={task.state} />
            <small className="soft">{t.followUp.age(num(daysSince(task.given_on.iso)))}</small>
            {last?.note ? <small className="soft"><bdi>{formatDate(last.on)}: {last.note}</bdi></small> : null}
            {task.evidence ? <small><bdi>{t.followUp.evidenceKind[task.evidence.kind]}{task.evidence.reference ? ` · ${task.evidence.reference}` : ''}</bdi></small> : null}
          </span>
          {runs && back && task.title !== null && !task.stopped ? (
            <span className="cluster">
              <Button small aria-label={`${t.followUp.reassign}: ${file}`} onPress={() => onReassign(task)}>{t.followUp.reassign}</Button>
              <Button small variant="quiet" aria-label={`${t.followUp.drop}: ${file}`} onPress={() => onDrop(task)}>{t.followUp.drop}</Button>
            </span>
          ) : null}
        </div>
      }
    />
  );
}

type OneBoardProps = { id: string; state: BoardState; who: string | undefined; onState: (state: BoardState) => void; onWho: (who: string | undefined) => void };

function OneBoard({ id, state, who, onState, onWho }: OneBoardProps) {
  const board = useApi<Board>(`/commissions/${id}/tasks`, { query: { state, responsible_id: who, limit: LIMIT }, streams: ['family', 'commission'], keepPrevious: true });
  const runs = hasRole(useUser(), 'commission_member');
  const [reassigning, setReassigning] = useState<Task | null>(null);
  const [dropping, setDropping] = useState<Task | null>(null);
  return (
    <Loaded query={board}>
      {({ loads, items, next, position }) => {
        const chosen = loads.find((load) => load.responsible.id === who)?.responsible;
        return (
        <div className="stack-wide">
          <Card title={t.followUp.byParty}><Loads loads={loads} commission={id} who={who} onWho={onWho} /></Card>
          <div id="tasks" className="stack">
          {chosen ? <Narrowed what={t.followUp.only(nameOf(chosen))} onAll={() => onWho(undefined)} /> : null}
          <Tabs
            label={t.followUp.filterBy}
            selected={state}
            onSelect={(next) => onState(BOARD_STATES.find((one) => one === next) ?? 'open')}
            items={BOARD_STATES.map((one) => ({
              id: one,
              label: t.followUp.filter[one],
              content: items.length === 0 ? <Empty icon="task" title={t.followUp.none} /> : (
                <ul className="cards">{items.map((task) => <li key={task.task_id}><TaskRow task={task} runs={runs} onReassign={setReassigning} onDrop={setDropping} /></li>)}</ul>
              ),
            }))}
          />
          {next ? <p className="soft">{t.boards.tasks.firstOnly(num(LIMIT))}</p> : null}
          </div>
          <AsOf position={position} at={board.dataUpdatedAt} />
          <TakeAway what="tables/commission-tasks" query={{ commission_id: id, state, responsible_id: who }} />
          {reassigning ? <Reassign commission={id} task={reassigning} onClose={() => setReassigning(null)} /> : null}
          {dropping ? <DropTask commission={id} task={dropping} onClose={() => setDropping(null)} /> : null}
        </div>
        );
      }}
    </Loaded>
  );
}

/** What became of a commission's division of labour. */
export function FollowUp() {
  const user = useUser();
  const search = useSearch({ from: '/shell/commission/follow-up' });
  const navigate = useNavigate();
  const commissions = useCommissions();
  const go = (next: Partial<typeof search>) => void navigate({ to: '/commission/follow-up', search: { ...search, ...next }, replace: true });
  return (
    <Loaded query={commissions}>
      {({ items }) => {
        const mine = hasRole(user, 'auditor') ? items : items.filter((c) => user.commission_ids.includes(c.id));
        const current = mine.find((c) => c.id === search.commission) ?? mine[0];
        if (!current) return <Page title={t.followUp.title}><Empty icon="commission" title={t.commission.none} /></Page>;
        return (
          <Page title={t.followUp.title} subtitle={t.followUp.subtitle}>
            {mine.length > 1 ? <SelectField name="commission" label={t.commission.which} options={mine.map((c) => ({ value: c.id, label: c.name }))} value={current.id} onChange={(id) => go({ commission: id, who: undefined })} /> : null}
            <SavedFilters user={user.id} screen="follow-up" filters={search} narrowed={search.who !== undefined || (search.state ?? 'open') !== 'open'} onChoose={(kept) => void navigate({ to: '/commission/follow-up', search: kept, replace: true })} />
            <OneBoard key={current.id} id={current.id} state={search.state ?? 'open'} who={search.who} onState={(state) => go({ state })} onWho={(who) => go({ who })} />
          </Page>
        );
      }}
    </Loaded>
  );
}
