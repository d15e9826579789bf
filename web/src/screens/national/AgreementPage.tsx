import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Dialog, Empty, Facts, Loaded, Page, Stat, Table, Tabs } from '@/ui/index.ts';
import { AgreementActForm, type AgreementAct } from './AgreementForms.tsx';
import { CreditTable } from './CreditTable.tsx';
import { money } from './money.ts';
import { ProgramCards } from './ProgramCards.tsx';
import type { AgreementTab } from './routes.ts';
import { useKeeps } from './shared.tsx';
import type { AgreementView } from './types.ts';

type PartProps = { agreement: AgreementView; onAct?: (act: AgreementAct) => void };

function CreditsPart({ agreement, onAct }: PartProps) {
  const words = t.national;
  const acts = onAct ? {
    onDraw: (credit: string) => onAct({ act: 'draw', credit }),
    onSpend: (credit: string) => onAct({ act: 'spend', credit }),
    onReverse: (credit: string) => onAct({ act: 'reverseCredit', credit }),
  } : {};
  return (
    <div className="stack">
      <p className="soft">{words.treeHelp}</p>
      {agreement.credits.length === 0 ? <Card><Empty icon="chart" title={words.noCredits} /></Card> : <CreditTable caption={words.tabs.credits} lines={agreement.credits} {...acts} />}
      {agreement.served_by.length > 0 ? (
        <Card title={words.servedBy}>
          <div className="stack-tight">
            <p className="soft">{words.servedByHelp}</p>
            <CreditTable caption={words.servedBy} lines={agreement.served_by} agreements />
          </div>
        </Card>
      ) : null}
    </div>
  );
}

function SpendingsPart({ agreement, onAct }: PartProps) {
  const words = t.national;
  if (agreement.spendings.length === 0) return <Card><Empty icon="document" title={words.noSpendings} /></Card>;
  return (
    <Table
      caption={words.spendings}
      rows={agreement.spendings}
      rowKey={(one) => one.id}
      columns={[
        { key: 'note', label: words.note, header: true, cell: (one) => <bdi>{one.note}</bdi> },
        { key: 'purpose', label: words.purpose, cell: (one) => <bdi>{one.purpose}</bdi> },
        { key: 'amount', label: words.amount, numeric: true, cell: (one) => <bdi className={one.reversed_on ? 'soft' : 'strong'}>{money(one.amount_rials)}</bdi> },
        { key: 'on', label: words.on, cell: (one) => formatDate(one.on) },
        { key: 'state', label: words.state, cell: (one) => (one.reversed_on ? <Chip tone="quiet">{words.reversed}{one.mistake ? ` · ${words.mistakes[one.mistake]}` : ''}</Chip> : null) },
        ...(onAct ? [{ key: 'acts', label: t.common.more, cell: (one: AgreementView['spendings'][number]) => (one.reversed_on ? null : <Button small variant="quiet" onPress={() => onAct({ act: 'reverseSpending', spending: one.id })}>{words.act.reverseSpending}</Button>) }] : []),
      ]}
    />
  );
}

function AmendmentsPart({ agreement }: PartProps) {
  const words = t.national;
  if (agreement.amendments.length === 0) return <Card><Empty icon="edit" title={words.noAmendments} /></Card>;
  return (
    <ul className="cards">
      {agreement.amendments.map((one, index) => (
        <li key={index} className="card stack-tight">
          <p className="prose"><bdi>{one.note}</bdi></p>
          <p className="soft">{formatDate(one.on)}{one.ends_on ? <> · {words.endsOn}: {formatDate(one.ends_on)}</> : null}</p>
        </li>
      ))}
    </ul>
  );
}

function Body({ agreement }: { agreement: AgreementView }) {
  const words = t.national;
  const keeps = useKeeps();
  const inForce = agreement.ended_on === null;
  const [act, setAct] = useState<AgreementAct | null>(null);
  const { tab } = useSearch({ from: '/shell/national/agreements/$id' });
  const navigate = useNavigate();
  const parts: PartProps = { agreement, ...(keeps ? { onAct: setAct } : {}) };
  return (
    <div className="stack">
      <Card title={<bdi>{agreement.title}</bdi>}>
        <div className="stack">
          <div className="cluster">
            {inForce ? <Chip tone="good">{words.inForce}</Chip> : <Chip tone="quiet">{words.ended}{agreement.ended_on ? ` · ${formatDate(agreement.ended_on)}` : ''}{agreement.end_reason ? ` · ${words.ends[agreement.end_reason]}` : ''}</Chip>}
          </div>
          <Facts facts={[
            { term: words.number, value: <bdi>{digits(agreement.number)}</bdi> },
            { term: words.parties, value: <bdi>{agreement.parties.map((party) => party.name ?? '').join(t.common.listComma)}</bdi> },
            { term: words.place, value: agreement.place?.name ?? words.wholeCountry },
            { term: words.signedOn, value: formatDate(agreement.signed_on) },
            { term: words.endsOn, value: agreement.ends_on ? formatDate(agreement.ends_on) : null },
          ]} />
          {keeps && inForce ? (
            <div className="cluster">
              <Button small variant="primary" icon="add" onPress={() => setAct({ act: 'allocate' })}>{words.act.allocate}</Button>
              <Button small onPress={() => setAct({ act: 'amend' })}>{words.act.amend}</Button>
              <Button small variant="quiet" onPress={() => setAct({ act: 'end' })}>{words.act.end}</Button>
            </div>
          ) : null}
        </div>
      </Card>
      <div className="tiles">
        <Stat name={words.total} value={money(agreement.total_rials)} note={words.totalNote} />
        <Stat name={words.spent} value={money(agreement.spent_rials)} />
        <Stat name={words.left} value={money(agreement.left_rials)} />
        <Stat name={words.tabs.programs} value={agreement.programs} />
      </div>
      <Tabs
        label={words.parts}
        selected={tab ?? 'credits'}
        onSelect={(next) => void navigate({ to: '/national/agreements/$id', params: { id: agreement.id }, search: { tab: next as AgreementTab }, replace: true, resetScroll: false })}
        items={[
          { id: 'credits', label: words.tabs.credits, count: agreement.credits.length, content: <CreditsPart {...parts} /> },
          { id: 'spendings', label: words.spendings, count: agreement.spendings.length, content: <SpendingsPart {...parts} /> },
          { id: 'programs', label: words.tabs.programs, count: agreement.programs_list.length, content: <ProgramCards programs={agreement.programs_list} /> },
          { id: 'amendments', label: words.amendments, count: agreement.amendments.length, content: <AmendmentsPart {...parts} /> },
        ]}
      />
      <AsOf position={agreement.position} />
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)} wide>
        {act ? <AgreementActForm agreement={agreement} act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </div>
  );
}

/** One agreement: its parties and term, its tree of credits, what was spent of them, its programs. */
export function AgreementPage() {
  const { id } = useParams({ from: '/shell/national/agreements/$id' });
  const found = useApi<AgreementView>(`/agreements/${id}`, { streams: ['agreement', 'program'] });
  return (
    <Page title={t.national.agreement} back={{ label: t.national.tabs.agreements, to: '/national' }}>
      <Loaded query={found} rows={5}>{(agreement) => <Body agreement={agreement} />}</Loaded>
    </Page>
  );
}
