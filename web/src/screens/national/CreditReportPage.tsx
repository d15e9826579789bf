import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, thisYear } from '@/lib/dates.ts';
import { AsOf, Card, Empty, Loaded, Page, SelectField, Stat, Table, TakeAway } from '@/ui/index.ts';
import { CreditTable } from './CreditTable.tsx';
import { FigureCards } from './FigureCards.tsx';
import { money } from './money.ts';
import { NationalTabs } from './shared.tsx';
import type { CreditReport } from './types.ts';

const ALL = 'all';
/** Budgets that a reader still looks at. */
const YEARS_BACK = 12;

function Body({ report }: { report: CreditReport }) {
  const words = t.national;
  return (
    <div className="stack">
      <p className="soft">{words.reportHelp}</p>
      <div className="tiles">
        <Stat name={words.total} value={money(report.total_rials)} note={words.totalNote} />
        <Stat name={words.kinds.operating} value={money(report.operating_rials)} />
        <Stat name={words.kinds.capital} value={money(report.capital_rials)} />
        <Stat name={words.drawn} value={money(report.drawn_rials)} note={words.drawnNote} />
        <Stat name={words.spent} value={money(report.spent_rials)} />
        <Stat name={words.left} value={money(report.left_rials)} />
      </div>
      {report.lines.length === 0 ? <Card><Empty icon="chart" title={words.noCredits} /></Card> : (
        <>
          <div className="columns even">
            <Card title={words.bySource}>
              <Table
                caption={words.bySource}
                keepTable
                rows={report.sources}
                rowKey={(one) => one.budget_line}
                columns={[
                  { key: 'line', label: words.budgetLine, header: true, cell: (one) => <bdi>{one.budget_line}</bdi> },
                  { key: 'total', label: words.total, numeric: true, cell: (one) => money(one.total_rials) },
                ]}
              />
            </Card>
            <Card title={words.byPurpose}>
              <Table
                caption={words.byPurpose}
                keepTable
                rows={report.purposes}
                rowKey={(one) => one.purpose}
                columns={[
                  { key: 'purpose', label: words.purpose, header: true, cell: (one) => <bdi>{one.purpose}</bdi> },
                  { key: 'counted', label: words.counted, numeric: true, cell: (one) => (one.counted_rials > 0 ? money(one.counted_rials) : '') },
                  { key: 'drawn', label: words.drawn, numeric: true, cell: (one) => (one.drawn_rials > 0 ? money(one.drawn_rials) : '') },
                ]}
              />
            </Card>
          </div>
          <Card title={words.trees}><CreditTable caption={words.trees} lines={report.lines} agreements /></Card>
        </>
      )}
      {report.declared.length > 0 ? (
        <Card title={words.declaredMoney}>
          <div className="stack-tight">
            <p className="soft">{words.declaredHelp}</p>
            <FigureCards figures={report.declared} />
          </div>
        </Card>
      ) : null}
      <AsOf position={report.position} />
      <TakeAway what="tables/credits" query={{ year: report.year ?? undefined }} />
    </div>
  );
}

/** Credit by source and purpose: each rial once. */
export function CreditReportPage() {
  const words = t.national;
  const search = useSearch({ from: '/shell/national/credits' });
  const navigate = useNavigate();
  const report = useApi<CreditReport>('/reports/credits', { query: { year: search.year }, streams: ['agreement'], keepPrevious: true });
  const years = Array.from({ length: YEARS_BACK }, (_, back) => String(thisYear() + 1 - back));
  return (
    <Page title={words.tabs.credits} subtitle={words.creditsSubtitle}>
      <NationalTabs />
      <div className="form-row">
        <SelectField name="year" label={words.year} options={[{ value: ALL, label: words.allYears }, ...years.map((year) => ({ value: year, label: digits(year) }))]} value={search.year ? String(search.year) : ALL} onChange={(year) => void navigate({ to: '/national/credits', search: { year: year === ALL ? undefined : Number(year) }, replace: true })} />
      </div>
      <Loaded query={report} rows={6}>{(found) => <Body report={found} />}</Loaded>
    </Page>
  );
}
