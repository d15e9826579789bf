import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Paged, type Query } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { BehindPanel, FamilyBehind, ShownOf } from '@/screens/reports/BehindPanel.tsx';
import { useCenters, useYears } from '@/screens/reports/Filters.tsx';
import '@/screens/reports/reports.css';
import { AsOf, Card, Chip, ComboField, Empty, Loaded, Notice, Page, SelectField, Stat, StatLink, Table, type Column } from '@/ui/index.ts';
import { STEPS, type By, type PathwayAnswer, type PathwayGroup, type PathwaySearch, type PathwayWoman, type Standing, type StepCount } from './pathway.ts';
import { standingWord } from './words.ts';

const ANY = 'any';
const shown = (count: number | null): string => (count === null ? t.pathway.few : num(count));

/** The number that is pressed, in words. */
function titleOf(search: PathwaySearch, group: string | null): string {
  const words = t.pathway;
  const what =
    search.number === 'left' ? (search.reason && search.reason in words.reason ? `${words.left}${t.common.listComma}${words.reason[search.reason as keyof typeof words.reason]}` : words.left)
    : search.number === 'returned' ? words.returned
    : search.number === 'step' && search.step ? `${words.step[search.step]}${t.common.listComma}${search.of === 'reached' ? words.reached : search.of === 'in_year' ? words.inYear(digits(search.year ?? 0)) : words.standing}`
    : words.women;
  return group ? `${words.behind(what)} · ${group}` : words.behind(what);
}

const CLOSED = { number: undefined, step: undefined, of: undefined, reason: undefined, group: undefined } as const;

type OpenProps = { count: number | null; open: PathwaySearch; search: PathwaySearch; opens: boolean; what: string };

function Opening({ count, open, search, opens, what }: OpenProps) {
  if (!opens || !count) return shown(count);
  return <Link to="/reports/pathway" search={{ ...search, ...CLOSED, ...open }} resetScroll={false} aria-label={t.pathway.list(what, num(count))}>{num(count)}</Link>;
}

function Women({ query }: { query: Query }) {
  const found = useApi<Paged<PathwayWoman>>('/reports/pathway/women', { query, streams: ['family'] });
  return (
    <Loaded query={found}>
      {(page) => (
        <div className="stack-tight">
          {page.items.length === 0 ? <Empty title={t.common.empty} /> : (
            <ul className="cards grid">
              {page.items.map((one) => (
                <li key={one.member.id}>
                  <FamilyBehind family={one.family} aside={<Chip tone={one.standing === 'empowered' ? 'good' : one.standing === 'left' ? 'warn' : 'info'}>{standingWord(one.standing)}</Chip>} foot={<span className="soft"><bdi>{one.member.name ?? t.family.nameErased}</bdi> · {t.pathway.since(formatDate(one.since))}{one.reason ? <> · {t.pathway.reason[one.reason]}</> : null}</span>} />
                </li>
              ))}
            </ul>
          )}
          <ShownOf page={page} />
          <p className="faint">{t.pathway.byPlaceless}</p>
        </div>
      )}
    </Loaded>
  );
}

function Steps({ report, search, opens }: { report: PathwayAnswer; search: PathwaySearch; opens: boolean }) {
  const words = t.pathway;
  const cell = (of: 'standing' | 'reached' | 'in_year', label: string) => (row: StepCount) => <Opening count={row[of]} open={{ number: 'step', step: row.step, of }} search={search} opens={opens} what={`${words.step[row.step]}${t.common.listComma}${label}`} />;
  const inYear = report.year === null ? null : words.inYear(digits(report.year));
  const columns: Column<StepCount>[] = [
    { key: 'step', label: words.stepWord, header: true, cell: (row) => words.step[row.step] },
    { key: 'standing', label: words.standing, numeric: true, cell: cell('standing', words.standing) },
    { key: 'reached', label: words.reached, numeric: true, cell: cell('reached', words.reached) },
    ...(inYear ? [{ key: 'in_year', label: inYear, numeric: true, cell: cell('in_year', inYear) }] : []),
    { key: 'contacts', label: words.contacts, numeric: true, cell: (row) => (row.has_contacts ? shown(row.contacts) : '') },
  ];
  return <Table caption={words.title} rows={report.steps} rowKey={(row) => row.step} columns={columns} />;
}

function Groups({ report, by, search, opens }: { report: PathwayAnswer; by: By; search: PathwaySearch; opens: boolean }) {
  const words = t.pathway;
  const nameOf = (group: PathwayGroup) => (group.key === 'none' ? words.without[by] : by === 'year' ? digits(group.key) : (group.name ?? t.common.unknown));
  const part = (standing: Standing): Column<PathwayGroup> => ({
    key: standing,
    label: standingWord(standing),
    numeric: true,
    cell: (row) => {
      const count = row.standing.find((one) => one.part === standing)?.women ?? null;
      const open: PathwaySearch = standing === 'left' ? { number: 'left', group: row.key } : { number: 'step', step: standing, of: 'standing', group: row.key };
      return <Opening count={count} open={open} search={search} opens={opens} what={`${nameOf(row)}${t.common.listComma}${standingWord(standing)}`} />;
    },
  });
  const columns: Column<PathwayGroup>[] = [
    { key: 'group', label: words.byOf[by], header: true, cell: (row) => <bdi>{nameOf(row)}</bdi> },
    { key: 'women', label: words.women, numeric: true, cell: (row) => <Opening count={row.women} open={{ number: 'women', group: row.key }} search={search} opens={opens} what={nameOf(row)} /> },
    ...[...STEPS, 'left' as const].map(part),
  ];
  return (
    <Card title={`${words.by} ${words.byOf[by]}`}>
      <div className="stack-tight">
        <Table caption={`${words.by} ${words.byOf[by]}`} rows={report.groups} rowKey={(row) => row.key} columns={columns} />
        {by === 'agency' ? <p className="soft">{words.agencyNote}</p> : null}
      </div>
    </Card>
  );
}

function Body({ report, search, onClose }: { report: PathwayAnswer; search: PathwaySearch; onClose: () => void }) {
  const words = t.pathway;
  const opens = hasRole(useUser(), 'center_manager', 'auditor') && !report.rounded;
  const tile = (name: string, count: number | null, open: PathwaySearch, note?: string) =>
    opens && count ? <StatLink to="/reports/pathway" search={{ ...search, ...CLOSED, ...open }} resetScroll={false} name={name} value={shown(count)} {...(note ? { note } : {})} /> : <Stat name={name} value={shown(count)} {...(note ? { note } : {})} />;
  const group = report.groups.find((one) => one.key === search.group);
  const groupName = search.group && report.by ? (search.group === 'none' ? words.without[report.by] : report.by === 'year' ? digits(search.group) : (group?.name ?? t.common.unknown)) : null;
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      {report.year === null ? null : <p className="soft">{words.until(formatDate(report.until))}</p>}
      <div className="tiles">
        {tile(words.women, report.women, { number: 'women' }, words.womenNote)}
        {tile(words.step.empowered, report.steps.find((one) => one.step === 'empowered')?.standing ?? null, { number: 'step', step: 'empowered', of: 'standing' })}
        {tile(words.left, report.left, { number: 'left' })}
        {tile(words.returned, report.returned, { number: 'returned' })}
      </div>
      {report.women === 0 ? <Empty icon="families" title={words.none} /> : <Steps report={report} search={search} opens={opens} />}
      <p className="soft">{words.contacts}: {words.contactsNote}</p>
      {opens && search.number ? (
        <BehindPanel key={JSON.stringify([search.number, search.step, search.of, search.reason, search.group])} title={titleOf(search, groupName)} count={null} onClose={onClose}>
          <Women query={{ year: search.year, center_id: search.center_id, agency_id: search.agency_id, place_id: search.place_id, by: search.by, number: search.number, step: search.step, of: search.of, reason: search.reason, group: search.group }} />
        </BehindPanel>
      ) : null}
      {report.by ? <Groups report={report} by={report.by} search={search} opens={opens} /> : null}
      <div className="columns even">
        <Card title={words.between}>
          <div className="stack-tight">
            <Table
              caption={words.between}
              rows={report.between}
              rowKey={(row) => row.from}
              columns={[
                { key: 'pair', label: words.stepWord, header: true, cell: (row) => words.fromTo(words.step[row.from], words.step[row.to]) },
                { key: 'median', label: words.median, numeric: true, cell: (row) => (row.median_days === null ? (row.women === 0 ? '' : words.fewMedian) : words.days(num(row.median_days))) },
                { key: 'women', label: words.women, numeric: true, cell: (row) => shown(row.women) },
              ]}
            />
            <p className="soft">{words.medianHelp}</p>
          </div>
        </Card>
        {report.left_by_reason.length > 0 ? (
          <Card title={words.leftByReason}>
            <Table
              caption={words.leftByReason}
              rows={report.left_by_reason}
              rowKey={(row) => row.part}
              columns={[
                { key: 'reason', label: words.reasonWord, header: true, cell: (row) => words.reason[row.part] },
                { key: 'women', label: words.women, numeric: true, cell: (row) => <Opening count={row.women} open={{ number: 'left', reason: row.part }} search={search} opens={opens} what={words.reason[row.part]} /> },
              ]}
            />
          </Card>
        ) : null}
      </div>
    </div>
  );
}

/** How many women stand at each step from identified to empowered. */
export function PathwayReport() {
  const words = t.pathway;
  const search = useSearch({ from: '/shell/reports/pathway' });
  const navigate = useNavigate();
  const user = useUser();
  const centers = useCenters(hasRole(user, 'auditor'));
  const agencies = useApi<Paged<{ id: string; name: string }>>('/agencies');
  const change = (next: PathwaySearch) => void navigate({ to: '/reports/pathway', search: { ...search, ...CLOSED, ...next }, replace: true, resetScroll: false });
  const report = useApi<PathwayAnswer>('/reports/pathway', { query: { year: search.year, center_id: search.center_id, agency_id: search.agency_id, place_id: search.place_id, by: search.by }, streams: ['family', 'activity', 'fund'], keepPrevious: true });
  // Officers see no single center.
  const ways = optionsOf(words.byOf, hasRole(user, 'auditor', 'center_manager') ? [] : ['center']);
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={words.year} options={[{ value: ANY, label: words.allTime }, ...useYears().map((y) => ({ value: String(y), label: digits(y) }))]} value={search.year ? String(search.year) : ANY} onChange={(y) => change({ year: y === ANY ? undefined : Number(y) })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
          <Loaded query={agencies} rows={1}>{({ items }) => <ComboField name="agency_id" label={words.agency} options={[{ value: ANY, label: words.anyAgency }, ...items.map((one) => ({ value: one.id, label: one.name }))]} value={search.agency_id ?? ANY} onChange={(id) => change({ agency_id: id === ANY || id === null ? undefined : id })} />}</Loaded>
          <SelectField name="by" label={words.by} options={[{ value: ANY, label: words.byNone }, ...ways]} value={search.by ?? ANY} onChange={(by) => change({ by: by === ANY ? undefined : (by as By) })} />
        </div>
        <Loaded query={report} rows={6}>{(found) => <Body report={found} search={search} onClose={() => change({})} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
      </div>
    </Page>
  );
}
