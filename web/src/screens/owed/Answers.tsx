import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { useYears } from '@/screens/reports/Filters.tsx';
import type { ReferralNumber } from '@/screens/manager/referrals.ts';
import type { ServicesSearch } from '@/screens/reports/services.ts';
import type { Slice } from '@/screens/reports/situations.ts';
import { AsOf, Card, Empty, Loaded, Notice, Page, SelectField, Stat, StatLink, Table } from '@/ui/index.ts';
import type { AnswersReport } from './types.ts';
import '@/screens/reports/reports.css';

const ANY = 'any';
const shown = (count: number | null): string => (count === null ? t.situations.few : num(count));

function Reasons({ caption, words, slices }: { caption: string; words: Record<string, string>; slices: Slice[] }) {
  if (slices.length === 0) return null;
  return (
    <Card title={caption}>
      <Table
        caption={caption}
        rows={slices}
        rowKey={(row) => row.part}
        columns={[
          { key: 'part', label: t.owed.reason, header: true, cell: ({ part }) => words[part] ?? t.owed.unsaid },
          { key: 'count', label: t.owed.times, numeric: true, cell: ({ count }) => shown(count) },
        ]}
      />
    </Card>
  );
}

/** A number of now, which opens the referrals behind it for who has that list: the center's manager. */
function Now({ name, count, show, note, opens }: { name: string; count: number | null; show: ReferralNumber; note?: string; opens: boolean }) {
  const more = note ? { note } : {};
  return opens && count !== null ? <StatLink to="/center/referrals" search={{ show }} name={name} value={count} {...more} /> : <Stat name={name} value={shown(count)} {...more} />;
}

function Body({ report, opens }: { report: AnswersReport; opens: boolean }) {
  const nothing = report.returned.length + report.declined.length + report.tasks_declined.length === 0;
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <div className="tiles">
        <Stat name={t.owed.sent} value={shown(report.referrals)} />
        <Now name={t.owed.waiting} count={report.waiting} show="waiting" opens={opens} />
        <Now name={t.owed.lateNow} count={report.late} show="late" opens={opens} />
        <Now name={t.owed.silentNow} count={report.silent} show="silent" opens={opens} />
        <Now name={t.owed.longNow} count={report.long_silent} show="long" note={t.owed.longWhy} opens={opens} />
      </div>
      {nothing ? <Empty icon="check" title={t.owed.nothing} /> : (
        <div className="columns even">
          <Reasons caption={t.owed.returned} words={t.owed.returnCode} slices={report.returned} />
          <Reasons caption={t.owed.declined} words={t.owed.declineCode} slices={report.declined} />
          <Reasons caption={t.owed.tasksDeclined} words={t.owed.declineCode} slices={report.tasks_declined} />
        </div>
      )}
    </div>
  );
}

/** How referrals were answered: silences now, and why others came back. */
export function Answers() {
  const search = useSearch({ from: '/shell/reports/answers' });
  const navigate = useNavigate();
  const year = search.year ?? thisYear();
  const user = useUser();
  const centers = useApi<{ items: { id: string; name: string }[] }>('/centers', { streams: ['center'], enabled: hasRole(user, 'auditor') });
  const change = (next: ServicesSearch) => void navigate({ to: '/reports/answers', search: { ...search, ...next }, replace: true });
  const report = useApi<AnswersReport>('/reports/answers', { query: { year, center_id: search.center_id }, streams: ['family'], keepPrevious: true });
  return (
    <Page title={t.owed.reportTitle} subtitle={t.owed.reportSubtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={t.owed.year} options={useYears().map((y) => ({ value: String(y), label: digits(y) }))} value={String(year)} onChange={(y) => change({ year: Number(y) })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={report} rows={6}>{(found) => <Body report={found} opens={!found.rounded && hasRole(user, 'center_manager') && !hasRole(user, 'auditor')} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
      </div>
    </Page>
  );
}
