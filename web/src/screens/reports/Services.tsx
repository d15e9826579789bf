import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { DOMAINS, hasRole, useApi, useUser, type Domain } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import type { FamilyFilters } from '@/screens/caseworker/routes.ts';
import { titleOf } from '@/screens/family/data.ts';
import { toTomans } from '@/screens/family/particulars.ts';
import { AsOf, Empty, Loaded, Notice, Page, SelectField, Stat, StatLink, Table, TakeAway, type Column } from '@/ui/index.ts';
import { useYears } from './Filters.tsx';
import type { ServiceCounts, ServiceReport, ServicesSearch } from './services.ts';
import './reports.css';

const ANY = 'any';

/** A count, or «fewer than five» where it is not written. */
const shown = (count: number | null): string => (count === null ? t.reports.services.few : num(count));

/** A count of families, and the way to them for the manager whose families they are. */
function FamiliesCell({ count, search }: { count: number | null; search: FamilyFilters | null }) {
  if (!search || !count) return shown(count);
  return <Link to="/families" search={search}>{num(count)}</Link>;
}

function Body({ report, domain }: { report: ServiceReport; domain: Domain | undefined }) {
  const lists = hasRole(useUser(), 'center_manager') && !report.rounded;
  const behind = (kind?: string): FamilyFilters | null => (lists ? { year: report.year, domain, kind } : null);
  const words = t.reports.services;
  const { total } = report;
  const columns: Column<ServiceCounts>[] = [
    { key: 'kind', label: words.kind, header: true, cell: (row) => (row.title ? titleOf(row.title) : row.kind) },
    { key: 'families', label: words.families, numeric: true, cell: (row) => <FamiliesCell count={row.families} search={behind(row.kind)} /> },
    { key: 'persons', label: words.persons, numeric: true, cell: (row) => shown(row.persons) },
    { key: 'services', label: words.count, numeric: true, cell: (row) => shown(row.services) },
    { key: 'contacts', label: words.contacts, numeric: true, cell: (row) => shown(row.contacts) },
    { key: 'successes', label: words.successes, numeric: true, cell: (row) => shown(row.successes) },
    ...(report.rounded ? [] : [{ key: 'amount', label: words.amount, numeric: true, cell: (row: ServiceCounts) => (row.amount_rials ? num(toTomans(row.amount_rials) ?? 0) : '') }]),
  ];
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <div className="tiles">
        <Stat name={words.persons} value={total.persons ?? 0} note={words.personsNote} />
        <Stat name={words.contacts} value={total.contacts ?? 0} note={words.contactsNote} />
        {lists ? <StatLink to="/families" search={behind() ?? {}} name={words.families} value={total.families ?? 0} /> : <Stat name={words.families} value={total.families ?? 0} />}
        <Stat name={words.hours} value={total.hours ?? 0} />
      </div>
      {report.kinds.length === 0 ? <Empty icon="service" title={words.none} /> : <Table caption={words.title} rows={report.kinds} rowKey={(row) => row.kind} columns={columns} />}
      <p className="soft">{words.successNote}</p>
    </div>
  );
}

/** What was delivered in a year, by kind: persons and contacts are two counts. */
export function Services() {
  const search = useSearch({ from: '/shell/reports/services' });
  const navigate = useNavigate();
  const year = search.year ?? thisYear();
  const user = useUser();
  const centers = useApi<{ items: { id: string; name: string }[] }>('/centers', { streams: ['center'], enabled: hasRole(user, 'auditor') });
  const change = (next: ServicesSearch) => void navigate({ to: '/reports/services', search: { ...search, ...next }, replace: true });
  const report = useApi<ServiceReport>('/reports/services', { query: { year, domain: search.domain, center_id: search.center_id }, streams: ['family'], keepPrevious: true });
  return (
    <Page title={t.reports.services.title} subtitle={t.reports.services.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={t.reports.year} options={useYears().map((y) => ({ value: String(y), label: digits(y) }))} value={String(year)} onChange={(y) => change({ year: Number(y) })} />
          <SelectField name="domain" label={t.reports.domain} options={[{ value: ANY, label: t.reports.services.allDomains }, ...DOMAINS.map((value) => ({ value, label: t.words.domain[value] }))]} value={search.domain ?? ANY} onChange={(domain) => change({ domain: domain === ANY ? undefined : domain })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={report} rows={6}>{(found) => <Body report={found} domain={search.domain} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
        <TakeAway what="services" query={{ year, domain: search.domain, center_id: search.center_id }} />
      </div>
    </Page>
  );
}
