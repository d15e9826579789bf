import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { useYears } from '@/screens/reports/Filters.tsx';
import type { ServicesSearch } from '@/screens/reports/services.ts';
import { AsOf, Card, Loaded, Notice, Page, SelectField, Stat, TakeAway } from '@/ui/index.ts';
import { money } from './money.ts';
import type { FundReport } from './types.ts';
import '@/screens/reports/reports.css';

const ANY = 'any';
const told = (count: number | null): string => (count === null ? t.funds.report.few : num(count));

function Body({ report }: { report: FundReport }) {
  const words = t.funds.report;
  const sums: [string, number | null][] = [[words.contributions, report.contributions_rials], [words.lent, report.lent_rials], [words.repaid, report.repaid_rials], [t.funds.outstanding, report.outstanding_rials], [t.funds.balance, report.balance_rials]];
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{words.rounded}</p></Notice> : null}
      <Card title={words.people}>
        <div className="tiles">
          <Stat name={words.funds} value={report.funds} {...(report.funds_closed > 0 ? { note: words.fundsClosed(num(report.funds_closed)) } : {})} />
          <Stat name={words.members} value={told(report.members)} note={words.eachOnce} />
          <Stat name={words.trained} value={told(report.members_trained)} note={words.eachOnce} />
          <Stat name={words.trainings} value={report.trainings} note={words.hours(num(report.training_hours))} />
        </div>
      </Card>
      <Card title={words.loansTitle}>
        <div className="tiles">
          <Stat name={words.borrowers} value={told(report.borrowers)} note={words.eachOnce} />
          <Stat name={words.loans} value={told(report.loans)} />
          <Stat name={words.byGroup} value={told(report.loans_by_group)} />
          <Stat name={words.onThings} value={told(report.loans_on_things)} />
          <Stat name={words.inDefault} value={told(report.loans_in_default)} />
        </div>
      </Card>
      {report.rounded ? null : (
        <Card title={words.money}>
          <div className="tiles">{sums.map(([name, rials]) => <Stat key={name} name={name} value={rials === null ? '' : money(rials)} />)}</div>
        </Card>
      )}
    </div>
  );
}

/** What the funds did: of the own center, of an officer's area, of all for an auditor. */
export function FundReportPage() {
  const words = t.funds.report;
  const search = useSearch({ from: '/shell/reports/funds' });
  const navigate = useNavigate();
  const user = useUser();
  const centers = useApi<{ items: { id: string; name: string }[] }>('/centers', { streams: ['center'], enabled: hasRole(user, 'auditor') });
  const change = (next: ServicesSearch) => void navigate({ to: '/reports/funds', search: { ...search, ...next }, replace: true });
  const report = useApi<FundReport>('/reports/funds', { query: { year: search.year, center_id: search.center_id }, streams: ['fund'], keepPrevious: true });
  const years = useYears().map((year) => ({ value: String(year), label: digits(year) }));
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={words.year} options={[{ value: ANY, label: words.all }, ...years]} value={search.year ? String(search.year) : ANY} onChange={(year) => change({ year: year === ANY ? undefined : Number(year) })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={report} rows={5}>{(found) => <Body report={found} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
        <TakeAway what="tables/funds" query={{ year: search.year, center_id: search.center_id }} />
      </div>
    </Page>
  );
}
