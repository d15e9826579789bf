import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { DOMAINS, HOUSEHOLD_TYPES, api, hasRole, useUser } from '@/api/index.ts';
import type { CellCount } from '@/charts/types.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button, Card, ChoiceField, Skeleton, Table } from '@/ui/index.ts';
import { useCaseworkers, useCenters } from './Filters.tsx';
import type { BeforeAfter, ReportSearch, Split, Sum } from './types.ts';

type Group = { key: string; label: string; change: Partial<ReportSearch> };
type Row = Group & { report: BeforeAfter | undefined };

const figure = (count: CellCount | undefined) => (count === undefined ? '…' : count === null ? <span className="faint">{t.common.fewerThanFive}</span> : num(count));

type FigureProps = { label: string; count: CellCount | undefined; /** Where the families behind it stand; nothing where the reader sees no list. */ search: ReportSearch | null };

/** A number of one group; it narrows the whole screen to the group and opens the families behind it. */
function Figure({ label, count, search }: FigureProps) {
  if (!search || !count) return figure(count);
  return <Link to="/reports/before-after" search={search} aria-label={t.boards.listOf(label, num(count))}>{num(count)}</Link>;
}

type BreakdownProps = { search: ReportSearch; query: Record<string, string | number | undefined>; onChange: (change: Partial<ReportSearch>) => void };

/** The same comparison for each household type, domain, center or caseworker, one row each; a row narrows the whole screen to itself. */
export function Breakdown({ search, query, onChange }: BreakdownProps) {
  const user = useUser();
  const byCenter = hasRole(user, 'auditor');
  const byCaseworker = hasRole(user, 'center_manager');
  const opens = byCenter || byCaseworker;
  const { from: _from, to: _to, sum: _sum, ...rest } = search;
  const by: Split = search.by ?? 'household_type';
  const centers = useCenters(byCenter && by === 'center');
  const caseworkers = useCaseworkers(byCaseworker && by === 'caseworker');
  const groups: Group[] =
    by === 'domain' ? DOMAINS.map((domain) => ({ key: domain, label: t.words.domain[domain], change: { domain } }))
      : by === 'center' ? (centers.data?.items ?? []).map((c) => ({ key: c.id, label: c.name, change: { center_id: c.id } }))
        : by === 'caseworker' ? caseworkers.map((c) => ({ key: c.value, label: c.label, change: { caseworker_id: c.value } }))
          : HOUSEHOLD_TYPES.map((household_type) => ({ key: household_type, label: t.words.household[household_type], change: { household_type } }));
  const reports = useQueries({
    queries: groups.map(({ change }) => {
      const asked = { ...query, ...(change as Record<string, string>) };
      return { queryKey: ['/reports/before-after', asked], queryFn: () => api.get<BeforeAfter>('/reports/before-after', asked), meta: { streams: ['family' as const] } };
    }),
  });
  const rows: Row[] = groups.map((group, n) => ({ ...group, report: reports[n]?.data }));
  const splits: readonly Split[] = ['household_type', 'domain', ...(byCenter ? ['center' as const] : []), ...(byCaseworker ? ['caseworker' as const] : [])];
  const names: Record<Split, string> = { household_type: t.reports.byHousehold, domain: t.reports.byDomain, center: t.reports.byCenter, caseworker: t.reports.caseworker };
  const figures: { key: Sum; label: string; of: (report: BeforeAfter) => CellCount }[] = [
    { key: 'twice', label: t.reports.tieredTwice, of: (report) => report.totals.tiered_twice },
    { key: 'better', label: t.reports.improved, of: (report) => report.totals.improved },
    { key: 'same', label: t.reports.same, of: (report) => report.totals.same },
    { key: 'worse', label: t.reports.worsened, of: (report) => report.totals.worsened },
    { key: 'once', label: t.common.withoutFinal, of: (report) => report.totals.tiered_once },
  ];
  // A column in which nothing may be shown says nothing; its name stands below.
  const known = rows.flatMap(({ report }) => report ?? []);
  const silent = figures.filter(({ of }) => known.length > 0 && known.every((report) => of(report) === null));
  return (
    <Card>
      <div className="stack">
        <ChoiceField name="by" label={t.reports.by} inline options={splits.map((value) => ({ value, label: names[value] }))} value={by} onChange={(value) => onChange({ by: value })} />
        {rows.length === 0 ? <Skeleton rows={3} /> : (
          <Table<Row>
            caption={`${t.reports.by} ${names[by]}`}
            rows={rows}
            rowKey={(row) => row.key}
            columns={[
              { key: 'group', label: t.reports.group, header: true, cell: (row) => <Button variant="quiet" small aria-label={`${t.reports.narrow}: ${row.label}`} onPress={() => onChange(row.change)}><bdi>{row.label}</bdi></Button> },
              ...figures.filter((one) => !silent.includes(one)).map(({ key, label, of }) => ({ key, label, numeric: true, cell: (row: Row) => <Figure label={`${row.label}${t.common.listComma}${label}`} count={row.report && of(row.report)} search={opens ? { ...rest, ...row.change, sum: key } : null} /> })),
            ]}
          />
        )}
        {silent.length > 0 ? <p className="faint">{t.reports.fewer(silent.map((one) => one.label).join(t.common.listComma))}</p> : null}
      </div>
    </Card>
  );
}
