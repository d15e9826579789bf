import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import { Button, Card, Chip, Empty, Facts, Table, type Tone } from '@/ui/index.ts';
import { nameOf, type PartProps } from './FundParts.tsx';
import { money } from './money.ts';
import type { FundLoan, Instalment, LoanState } from './types.ts';

const TONES: Record<LoanState, Tone> = { requested: 'info', refused: 'quiet', lent: 'good', overdue: 'warn', default: 'bad', paid: 'quiet' };
const DUE: Record<Instalment['state'], Tone> = { paid: 'good', overdue: 'warn', due: 'quiet' };

export function LoanStateChip({ state }: { state: LoanState }) {
  return <Chip tone={TONES[state]}>{t.funds.state[state]}</Chip>;
}

/** The instalments of a loan; what came back pays them in their order. */
export function Instalments({ rows }: { rows: readonly Instalment[] }) {
  const words = t.funds;
  if (rows.length === 0) return null;
  return (
    <Table
      caption={words.instalments}
      keepTable
      rows={rows}
      rowKey={(row) => String(row.number)}
      columns={[
        { key: 'number', label: words.number, header: true, cell: (row) => num(row.number) },
        { key: 'due', label: words.due, cell: (row) => formatDate(row.due_on) },
        { key: 'amount', label: words.amountShort, numeric: true, cell: (row) => money(row.amount_rials) },
        { key: 'state', label: words.paid, cell: (row) => <Chip tone={DUE[row.state]}>{row.state === 'paid' || row.paid_rials === 0 ? words.instalment[row.state] : `${words.instalment[row.state]} · ${money(row.paid_rials)}`}</Chip> },
      ]}
    />
  );
}

function Loan({ loan, onAct }: { loan: FundLoan } & Pick<PartProps, 'onAct'>) {
  const words = t.funds;
  const open = loan.state === 'lent' || loan.state === 'overdue' || loan.state === 'default';
  return (
    <li className="card stack-tight">
      <div className="spread">
        <h3><bdi>{nameOf(loan.member)}</bdi></h3>
        <LoanStateChip state={loan.state} />
      </div>
      <Facts facts={[
        { term: words.asked, value: money(loan.asked_rials) },
        { term: words.lent, value: loan.granted_on ? `${money(loan.lent_rials)} · ${formatDate(loan.granted_on)}` : null },
        { term: words.rest, value: open ? money(loan.outstanding_rials) : null },
        { term: words.overdue, value: loan.overdue_rials > 0 ? money(loan.overdue_rials) : null },
        { term: words.purpose, value: loan.purpose ? words.purposes[loan.purpose] : null },
        { term: words.guarantee, value: loan.guarantee ? words.guarantees[loan.guarantee] : null },
        { term: words.guarantors, value: loan.guarantors.length > 0 ? <bdi>{loan.guarantors.map(nameOf).join(t.common.listComma)}</bdi> : null },
        { term: words.collateral, value: loan.collateral ? words.collaterals[loan.collateral] : null },
        { term: words.requestedOn, value: formatDate(loan.requested_on) },
        { term: words.refusedOn, value: loan.refused_on ? `${formatDate(loan.refused_on)}${loan.refusal ? ` · ${words.refusals[loan.refusal]}` : ''}` : null },
        { term: words.defaultOn, value: loan.default_on ? formatDate(loan.default_on) : null },
      ]} />
      <Instalments rows={loan.instalments} />
      {onAct ? (
        <div className="cluster">
          {loan.state === 'requested' ? <Button small variant="primary" onPress={() => onAct({ act: 'grant', loan: loan.id })}>{words.act.grant}</Button> : null}
          {loan.state === 'requested' ? <Button small onPress={() => onAct({ act: 'refuse', loan: loan.id })}>{words.act.refuse}</Button> : null}
          {open ? <Button small icon="add" onPress={() => onAct({ act: 'pay', loan: loan.id })}>{words.act.pay}</Button> : null}
          {loan.state === 'overdue' ? <Button small onPress={() => onAct({ act: 'default', loan: loan.id })}>{words.act.default}</Button> : null}
          {loan.state === 'default' ? <Button small onPress={() => onAct({ act: 'cover', loan: loan.id })}>{words.act.cover}</Button> : null}
        </div>
      ) : null}
    </li>
  );
}

type Due = Instalment & { id: string; name: string };

/** What is to come back, in the order of its days. */
function Ahead({ loans }: { loans: readonly FundLoan[] }) {
  const words = t.funds;
  const due: Due[] = loans.flatMap((loan) => loan.instalments.filter((one) => one.state !== 'paid').map((one) => ({ ...one, id: `${loan.id}-${one.number}`, name: nameOf(loan.member) })));
  if (due.length === 0) return null;
  return (
    <Card title={words.calendar}>
      <Table
        caption={words.calendar}
        rows={sorted(due, (a, b) => a.due_on.iso.localeCompare(b.due_on.iso)).slice(0, 12)}
        rowKey={(row) => row.id}
        columns={[
          { key: 'due', label: words.due, header: true, cell: (row) => formatDate(row.due_on) },
          { key: 'by', label: words.by, cell: (row) => <bdi>{row.name}</bdi> },
          { key: 'rest', label: words.rest, numeric: true, cell: (row) => money(row.amount_rials - row.paid_rials) },
          { key: 'state', label: words.paid, cell: (row) => <Chip tone={DUE[row.state]}>{words.instalment[row.state]}</Chip> },
        ]}
      />
    </Card>
  );
}

/** Loans, newest first, under the calendar of what is to come back. */
export function LoansPart({ fund, onAct }: PartProps) {
  if (fund.loans.length === 0) return <Card><Empty icon="service" title={t.funds.noLoans} /></Card>;
  return (
    <div className="stack">
      <Ahead loans={fund.loans} />
      <ul className="cards two">{fund.loans.map((loan) => <Loan key={loan.id} loan={loan} {...(onAct ? { onAct } : {})} />)}</ul>
    </div>
  );
}
