import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { DOMAINS, hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { titleOf } from '@/screens/family/data.ts';
import { toTomans } from '@/screens/family/particulars.ts';
import { AsOf, Empty, Loaded, Notice, Page, SelectField, Stat, StatLink, Table, TakeAway, type Column } from '@/ui/index.ts';
import { useYears } from './Filters.tsx';
import { ServicesBehind } from './ServicesBehind.tsx';
import type { ServiceCounts, ServiceNumber, ServiceReport, ServicesSearch } from './services.ts';
import './reports.css';

const ANY = 'any';

/** A count, or «fewer than five» where it is not written. */
const shown = (count: number | null): string => (count === null ? t.reports.services.few : num(count));

type OpenProps = { count: number | null; of: ServiceNumber; kind?: string | undefined; search: ServicesSearch; /** Whether the reader may open families at all. */ opens: boolean; what: string };

/** A count, and the way to what is behind it; families of the own center lead to their list. */
function Opening({ count, of, kind, search, opens, what }: OpenProps) {
  const own = hasRole(useUser(), 'center_manager');
  if (!opens || !count) return shown(count);
  const label = t.boards.listOf(what, num(count));
  if (of === 'families' && own) return <Link to="/families" search={{ year: search.year, domain: search.domain, kind }} aria-label={label}>{num(count)}</Link>;
  return <Link to="/reports/services" search={{ ...search, of, kind }} resetScroll={false} aria-label={label}>{num(count)}</Link>;
}

function Tile({ count, of, search, opens, name, note }: { count: number | null; of: ServiceNumber; search: ServicesSearch; opens: boolean; name: string; note?: string }) {
  const own = hasRole(useUser(), 'center_manager');
  const look = { name, value: shown(count), ...(note ? { note } : {}) };
  if (!opens || !count) return <Stat {...look} />;
  if (of === 'families' && own) return <StatLink to="/families" search={{ year: search.year, domain: search.domain }} {...look} />;
  return <StatLink to="/reports/services" search={{ ...search, of, kind: undefined }} resetScroll={false} {...look} />;
}

function Body({ report, search: given, onClose }: { report: ServiceReport; search: ServicesSearch; onClose: () => void }) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor') && !report.rounded;
  const search = { ...given, year: report.year };
  const words = t.reports.services;
  const { total } = report;
  const titleOfKind = (row: ServiceCounts): string => (row.title ? titleOf(row.title) : row.kind);
  const column = (of: ServiceNumber, label: string): Column<ServiceCounts> => ({ key: of, label, numeric: true, cell: (row) => <Opening count={row[of]} of={of} kind={row.kind} search={search} opens={opens} what={t.behind.ofKind(label, titleOfKind(row))} /> });
  const columns: Column<ServiceCounts>[] = [
    { key: 'kind', label: words.kind, header: true, cell: titleOfKind },
    column('families', words.families),
    column('persons', words.persons),
    column('services', words.count),
    column('contacts', words.contacts),
    column('successes', words.successes),
    ...(report.rounded ? [] : [{ key: 'amount', label: words.amount, numeric: true, cell: (row: ServiceCounts) => (row.amount_rials ? num(toTomans(row.amount_rials) ?? 0) : '') }]),
  ];
  const { of, kind } = given;
  const pressed = kind ? report.kinds.find((one) => one.kind === kind) : total;
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <div className="tiles">
        <Tile name={words.persons} count={total.persons} of="persons" note={words.personsNote} search={search} opens={opens} />
        <Tile name={words.contacts} count={total.contacts} of="contacts" note={words.contactsNote} search={search} opens={opens} />
        <Tile name={words.families} count={total.families} of="families" search={search} opens={opens} />
        <Tile name={words.hours} count={total.hours} of="hours" search={search} opens={opens} />
      </div>
      {report.kinds.length === 0 ? <Empty icon="service" title={words.none} /> : <Table caption={words.title} rows={report.kinds} rowKey={(row) => row.kind} columns={columns} />}
      {opens && of && pressed ? <ServicesBehind key={`${of} ${kind ?? ''}`} of={of} kind={kind ? titleOfKind(pressed) : null} count={pressed[of]} query={{ year: report.year, domain: given.domain, center_id: given.center_id, kind }} onClose={onClose} /> : null}
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
  const change = (next: ServicesSearch) => void navigate({ to: '/reports/services', search: { ...search, of: undefined, kind: undefined, ...next }, replace: true, resetScroll: false });
  const report = useApi<ServiceReport>('/reports/services', { query: { year, domain: search.domain, center_id: search.center_id }, streams: ['family'], keepPrevious: true });
  return (
    <Page title={t.reports.services.title} subtitle={t.reports.services.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={t.reports.year} options={useYears().map((y) => ({ value: String(y), label: digits(y) }))} value={String(year)} onChange={(y) => change({ year: Number(y) })} />
          <SelectField name="domain" label={t.reports.domain} options={[{ value: ANY, label: t.reports.services.allDomains }, ...DOMAINS.map((value) => ({ value, label: t.words.domain[value] }))]} value={search.domain ?? ANY} onChange={(domain) => change({ domain: domain === ANY ? undefined : domain })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={report} rows={6}>{(found) => <Body report={found} search={search} onClose={() => change({})} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
        <TakeAway what="services" query={{ year, domain: search.domain, center_id: search.center_id }} />
      </div>
    </Page>
  );
}
