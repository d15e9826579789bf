import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { useYears } from '@/screens/reports/Filters.tsx';
import { AsOf, Loaded, Page, SelectField, Table, TakeAway } from '@/ui/index.ts';
import type { CouncilCounts, CouncilReport } from './types.ts';
import '@/screens/reports/reports.css';

const ANY = 'any';

/** What the bodies did, each kind apart. */
export function CouncilReportPage() {
  const words = t.councils;
  const { year } = useSearch({ from: '/shell/reports/councils' });
  const navigate = useNavigate();
  const report = useApi<CouncilReport>('/reports/councils', { query: { year }, streams: ['council'], keepPrevious: true });
  const column = (key: keyof CouncilCounts, label: string) => ({ key, label, numeric: true, cell: (row: CouncilCounts) => num(row[key] as number) });
  return (
    <Page title={words.report.title} subtitle={words.report.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={words.report.year} options={[{ value: ANY, label: words.report.all }, ...useYears().map((one) => ({ value: String(one), label: digits(one) }))]} value={year ? String(year) : ANY} onChange={(next) => void navigate({ to: '/reports/councils', search: next === ANY ? {} : { year: Number(next) }, replace: true })} />
        </div>
        <Loaded query={report} rows={4}>
          {(found) => (
            <Table
              caption={words.report.title}
              rows={found.kinds}
              rowKey={(row) => row.kind}
              columns={[
                { key: 'kind', label: words.kind, header: true, cell: (row) => words.kinds[row.kind] },
                column('bodies', words.report.bodies), column('sessions', words.sessions), column('person_hours', words.personHours), column('approvals', words.approvals),
                column('obstacles_raised', words.report.raised), column('obstacles_closed', words.report.closed), column('obstacles_open', words.report.open),
              ]}
            />
          )}
        </Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
        <TakeAway what="tables/councils" query={{ year }} />
      </div>
    </Page>
  );
}
