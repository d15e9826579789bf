import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Button, Card, Empty, Loaded } from '@/ui/index.ts';
import { DutyTable, RequestForm, Requests } from './DutyParts.tsx';
import type { Board, Case } from './types.ts';

/** Duties of every agency in one neighborhood, and what was asked of utility companies. The own agency's duties come first. */
export function DutiesTab({ found }: { found: Case }) {
  const words = t.neighborhood;
  const [asking, setAsking] = useState(false);
  const board = useApi<Board>('/duties', { query: { neighborhood_id: found.id }, streams: ['neighborhood', 'agency'] });
  const own = found.may.report_for;
  return (
    <Loaded query={board}>
      {({ duties, requests }) => (
        <div className="stack">
          <Card title={words.requests} actions={found.may.keep ? <Button small icon="add" onPress={() => setAsking(true)}>{words.request}</Button> : null}>
            <Requests rows={requests} />
          </Card>
          <Card title={words.tab.duties}>
            {duties.length === 0 ? <Empty icon="task" title={t.places.noDuties} /> : <DutyTable rows={duties.toSorted((a, b) => Number(b.agency.id === own) - Number(a.agency.id === own) || Number(b.state !== null) - Number(a.state !== null))} neighborhood={found.id} reportFor={own} />}
          </Card>
          {asking ? <RequestForm neighborhood={found.id} onClose={() => setAsking(false)} /> : null}
        </div>
      )}
    </Loaded>
  );
}
