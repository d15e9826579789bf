import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, today, type ServerDate } from '@/lib/dates.ts';
import { addDays } from '@/lib/jalali.ts';
import { AsOf, Button, Loaded, Page, StatLink } from '@/ui/index.ts';
import type { TaskSearch } from './routes.ts';

type Count = keyof typeof t.followUp.count;
type AgencyWeek = { from: ServerDate; until: ServerDate; position: number } & Record<Count, number>;

const COUNTS: readonly Count[] = ['given', 'waiting', 'due', 'overdue', 'done', 'declined', 'unassigned'];
/** The list in which what is counted stands. */
function listOf(name: Count, week: AgencyWeek): TaskSearch {
  const days = { from: week.from.iso, until: week.until.iso };
  if (name === 'done' || name === 'declined') return { state: name, ...days };
  if (name === 'waiting') return { only: 'assigned' };
  if (name === 'unassigned') return { only: 'unassigned' };
  if (name === 'due') return { since: week.from.iso, due: week.until.iso };
  if (name === 'given') return { given: true, ...days };
  // Past their day at the end of the week, or today where it runs.
  const yesterday = addDays(today(), -1);
  return { due: yesterday < week.until.iso ? yesterday : week.until.iso };
}

/** The agency's week on one screen: what came, what is due, what is late, what was done. */
export function Week() {
  const { day } = useSearch({ from: '/shell/agency/week' });
  const navigate = useNavigate();
  const week = useApi<AgencyWeek>('/agency/week', { query: day ? { day } : {}, streams: ['family'], keepPrevious: true });
  const go = (to: string | undefined) => void navigate({ to: '/agency/week', search: to ? { day: to } : {}, replace: true });
  return (
    <Loaded query={week}>
      {(found) => (
        <Page
          title={t.followUp.week}
          subtitle={t.followUp.weekOf(formatDate(found.from), formatDate(found.until))}
          actions={
            <span className="cluster">
              <Button small onPress={() => go(addDays(found.from.iso, -7))}>{t.followUp.weekBefore}</Button>
              {day ? <Button small variant="quiet" onPress={() => go(undefined)}>{t.followUp.thisWeek}</Button> : null}
              <Button small onPress={() => go(addDays(found.from.iso, 7))}>{t.followUp.weekAfter}</Button>
            </span>
          }
        >
          <div className="tiles">
            {COUNTS.map((name) => <StatLink key={name} name={t.followUp.count[name]} value={found[name]} to="/agency/tasks" search={listOf(name, found)} {...(name === 'overdue' && found.overdue > 0 ? { tone: 'bad' as const } : {})} />)}
          </div>
          <AsOf position={found.position} at={week.dataUpdatedAt} />
        </Page>
      )}
    </Loaded>
  );
}
