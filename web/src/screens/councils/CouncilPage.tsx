import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Dialog, Facts, Loaded, Page, Stat, Tabs } from '@/ui/index.ts';
import { CouncilActForm, type CouncilAct } from './CouncilForms.tsx';
import { useKeeps } from './Councils.tsx';
import { ApprovalsPart, LettersPart, SeatsPart, SessionsPart } from './CouncilParts.tsx';
import { ObstacleBoard } from './ObstacleBoard.tsx';
import type { CouncilView } from './types.ts';

function Body({ council }: { council: CouncilView }) {
  const words = t.councils;
  const keeps = useKeeps() && council.dissolved_on === null;
  const [act, setAct] = useState<CouncilAct | null>(null);
  const { tab } = useSearch({ from: '/shell/councils/$id' });
  const navigate = useNavigate();
  const parts = { council, ...(keeps ? { onAct: setAct } : {}) };
  return (
    <div className="stack">
      <Card title={<bdi>{council.name}</bdi>}>
        <div className="stack">
          <div className="cluster">
            {council.kind ? <Chip>{words.kinds[council.kind]}</Chip> : null}
            {council.dissolved_on ? <Chip tone="quiet">{words.isDissolved} · {formatDate(council.dissolved_on)}</Chip> : null}
          </div>
          <Facts facts={[
            { term: words.place, value: council.place?.name ?? words.wholeCountry },
            { term: words.formedOn, value: formatDate(council.formed_on) },
            { term: words.byLaw, value: council.by_law ? <Link to="/texts/$id" params={{ id: council.by_law }} search={{}}>{words.byLaw}</Link> : null },
          ]} />
          {keeps ? (
            <div className="cluster">
              <Button small variant="primary" icon="add" onPress={() => setAct({ act: 'hold' })}>{words.act.hold}</Button>
              <Button small onPress={() => setAct({ act: 'call' })}>{words.act.call}</Button>
              <Button small onPress={() => setAct({ act: 'approve' })}>{words.act.approve}</Button>
              <Button small onPress={() => setAct({ act: 'write' })}>{words.act.write}</Button>
              <Button small onPress={() => setAct({ act: 'raise' })}>{words.act.raise}</Button>
              <Button small onPress={() => setAct({ act: 'seat' })}>{words.act.seat}</Button>
              <Button small variant="quiet" onPress={() => setAct({ act: 'dissolve' })}>{words.act.dissolve}</Button>
            </div>
          ) : null}
        </div>
      </Card>
      <div className="tiles">
        <Stat name={words.sessions} value={council.sessions} {...(council.next_session ? { note: words.next(formatDate(council.next_session)) } : {})} />
        <Stat name={words.personHours} value={council.person_hours} note={words.personHoursNote} />
        <Stat name={words.approvals} value={council.approvals} />
        <Stat name={words.obstaclesOpen} value={council.obstacles_open} {...(council.obstacles_open > 0 ? { tone: 'warn' as const } : {})} />
      </div>
      <Tabs
        label={words.tabs}
        selected={tab ?? 'sessions'}
        onSelect={(next) => void navigate({ to: '/councils/$id', params: { id: council.id }, search: { tab: next as 'sessions' }, replace: true, resetScroll: false })}
        items={[
          { id: 'sessions', label: words.sessions, count: council.sessions_list.length, content: <SessionsPart {...parts} /> },
          { id: 'approvals', label: words.approvals, count: council.approvals_list.length, content: <ApprovalsPart {...parts} /> },
          { id: 'obstacles', label: words.obstacles, count: council.obstacles_open, content: <ObstacleBoard {...parts} /> },
          { id: 'letters', label: words.letters, count: council.letters.length, content: <LettersPart {...parts} /> },
          { id: 'seats', label: words.seats, count: council.seats, content: <SeatsPart {...parts} /> },
        ]}
      />
      <AsOf position={council.position} />
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)} wide={act?.act === 'hold'}>
        {act ? <CouncilActForm council={council} act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </div>
  );
}

/** One body: sessions, approvals, obstacles, letters and who sits in it. */
export function CouncilPage() {
  const { id } = useParams({ from: '/shell/councils/$id' });
  const council = useApi<CouncilView>(`/councils/${id}`, { streams: ['council'] });
  return (
    <Page title={t.councils.one} back={{ label: t.councils.menu, to: '/councils' }}>
      <Loaded query={council} rows={6}>{(found) => <Body council={found} />}</Loaded>
    </Page>
  );
}
