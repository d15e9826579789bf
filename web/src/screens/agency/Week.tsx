import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, type ServerDate } from '@/lib/dates.ts';
import { Button, Loaded, Page, StatLink } from '@/ui/index.ts';
import type { TaskView } from './routes.ts';

type Count = keyof typeof t.followUp.count;
type AgencyWeek = { from: ServerDate; until: ServerDate; position: number } & Record<Count, number>;

const COUNTS: readonly Count[] = ['given', 'waiting', 'due', 'overdue', 'done', 'declined', 'unassigned'];
/** The list in which what is counted stands. */
const LIST: Record<Count, TaskView> = { given: 'open', waiting: 'open', due: 'open', overdue: 'open', done: 'done', declined: 'declined', unassigned: 'open' };

const moved = (day: ServerDate, days: number): string => new Date(Date.parse(`${day.iso}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

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
              <Button small onPress={() => go(moved(found.from, -7))}>{t.followUp.weekBefore}</Button>
              {day ? <Button small variant="quiet" onPress={() => go(undefined)}>{t.followUp.thisWeek}</Button> : null}
              <Button small onPress={() => go(moved(found.from, 7))}>{t.followUp.weekAfter}</Button>
            </span>
          }
        >
          <div className="tiles">
            {COUNTS.map((name) => <StatLink key={name} name={t.followUp.count[name]} value={found[name]} to="/agency/tasks" search={LIST[name] === 'open' ? {} : { state: LIST[name] }} {...(name === 'overdue' && found.overdue > 0 ? { tone: 'bad' as const } : {})} />)}
          </div>
          <p className="faint">{t.followUp.asOf(num(found.position))}</p>
        </Page>
      )}
    </Loaded>
  );
}
