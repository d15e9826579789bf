import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Dialog, Facts, Loaded, Page, Stat, Tabs } from '@/ui/index.ts';
import { BookPart, MembersPart, TrainingsPart } from './FundParts.tsx';
import { FundActForm, type FundAct } from './FundForms.tsx';
import { LoansPart } from './LoansPart.tsx';
import { money } from './money.ts';
import type { FundView } from './types.ts';

function Body({ fund }: { fund: FundView }) {
  const words = t.funds;
  const manages = hasRole(useUser(), 'center_manager') && fund.closed_on === null;
  const [act, setAct] = useState<FundAct | null>(null);
  const { tab } = useSearch({ from: '/shell/funds/$id' });
  const navigate = useNavigate();
  const parts = { fund, ...(manages ? { onAct: setAct } : {}) };
  const present = fund.members_list.filter((one) => one.left_on === null).length;
  return (
    <div className="stack">
      <Card title={<bdi>{fund.name}</bdi>}>
        <div className="stack">
          {fund.closed_on ? <div className="cluster"><Chip tone="quiet">{words.isClosed}</Chip></div> : null}
          <Facts facts={[
            { term: words.center, value: fund.center.name },
            { term: words.neighborhood, value: fund.neighborhood?.name ?? null },
            { term: words.helper, value: fund.agency?.name ?? null },
            { term: words.formedOn, value: formatDate(fund.formed_on) },
            { term: words.closedOn, value: fund.closed_on ? formatDate(fund.closed_on) : null },
          ]} />
          {manages ? (
            <div className="cluster">
              <Button small icon="add" variant="primary" onPress={() => setAct({ act: 'contribute' })}>{words.act.contribute}</Button>
              <Button small icon="add" onPress={() => setAct({ act: 'join' })}>{words.act.join}</Button>
              <Button small onPress={() => setAct({ act: 'request' })}>{words.act.request}</Button>
              <Button small onPress={() => setAct({ act: 'train' })}>{words.act.train}</Button>
              <Button small variant="quiet" onPress={() => setAct({ act: 'close' })}>{words.act.close}</Button>
            </div>
          ) : null}
        </div>
      </Card>
      <div className="tiles">
        <Stat name={words.balance} value={money(fund.balance_rials)} note={words.balanceNote} />
        <Stat name={words.outstanding} value={money(fund.outstanding_rials)} note={words.loansOpen(num(fund.loans_open))} />
        <Stat name={words.overdue} value={money(fund.overdue_rials)} {...(fund.overdue_rials > 0 ? { tone: 'warn' as const } : {})} />
      </div>
      <Tabs
        label={words.tabs}
        selected={tab ?? 'members'}
        onSelect={(next) => void navigate({ to: '/funds/$id', params: { id: fund.id }, search: { tab: next as 'members' }, replace: true, resetScroll: false })}
        items={[
          { id: 'members', label: words.members, count: present, content: <MembersPart {...parts} /> },
          { id: 'loans', label: words.loans, count: fund.loans.length, content: <LoansPart {...parts} /> },
          { id: 'book', label: words.book, count: fund.entries.length, content: <BookPart {...parts} /> },
          { id: 'trainings', label: words.trainings, count: fund.trainings_list.length, content: <TrainingsPart {...parts} /> },
        ]}
      />
      <AsOf position={fund.position} />
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)}>
        {act ? <FundActForm fund={fund} act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </div>
  );
}

/** One fund: its members, loans with their instalments, its book and trainings. */
export function FundPage() {
  const { id } = useParams({ from: '/shell/funds/$id' });
  const fund = useApi<FundView>(`/funds/${id}`, { streams: ['fund'] });
  return (
    <Page title={t.funds.one} back={{ label: t.funds.menu, to: '/funds' }}>
      <Loaded query={fund} rows={6}>{(found) => <Body fund={found} />}</Loaded>
    </Page>
  );
}
