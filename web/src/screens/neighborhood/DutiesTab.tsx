import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { AsOf, Button, Card, Empty, Loaded, Pager, TakeAway } from '@/ui/index.ts';
import { DutyTable, RequestForm, Requests } from './DutyParts.tsx';
import type { Board, Case } from './types.ts';

/** Duties of every agency in one neighborhood, and what was asked of utility companies. The own agency's duties come first. */
export function DutiesTab({ found }: { found: Case }) {
  const words = t.neighborhood;
  const [asking, setAsking] = useState(false);
  const [pages, setPages] = useState<(string | null)[]>([null]);
  const board = useApi<Board>('/duties', { query: { neighborhood_id: found.id, limit: 100, cursor: pages.at(-1) ?? undefined }, streams: ['neighborhood', 'agency', 'place'], keepPrevious: true });
  const own = found.may.report_for;
  return (
    <Loaded query={board}>
      {({ items: duties, next, requests, position }) => (
        <div className="stack">
          <Card title={words.requests} actions={found.may.keep ? <Button small icon="add" onPress={() => setAsking(true)}>{words.request}</Button> : null}>
            <Requests rows={requests} />
          </Card>
          <Card title={words.tab.duties}>
            {duties.length === 0 ? <Empty icon="task" title={t.places.noDuties} /> : <DutyTable rows={duties.toSorted((a, b) => Number(b.agency.id === own) - Number(a.agency.id === own) || Number(b.state !== null) - Number(a.state !== null))} reportFor={own} />}
          </Card>
          <Pager page={pages.length} hasNext={Boolean(next)} onPage={(page) => setPages((all) => (page > all.length ? [...all, next] : all.slice(0, page)))} />
          <AsOf position={position} at={board.dataUpdatedAt} />
          <TakeAway what="tables/duties" query={{ neighborhood_id: found.id, rows: 'all' }} />
          {asking ? <RequestForm neighborhood={found.id} onClose={() => setAsking(false)} /> : null}
        </div>
      )}
    </Loaded>
  );
}
