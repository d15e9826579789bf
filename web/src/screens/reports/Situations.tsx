import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { AsOf, Card, Empty, Loaded, Notice, Page, SelectField, Stat, StatLink, Table, type Column } from '@/ui/index.ts';
import { useYears } from './Filters.tsx';
import type { ServicesSearch } from './services.ts';
import type { SituationsReport, Slice } from './situations.ts';
import './reports.css';

const ANY = 'any';
const shown = (count: number | null): string => (count === null ? t.situations.few : num(count));

type Axis = keyof typeof t.situations.by;

/** A part in words; a skill that is no code is told as it was written. */
function partOf(axis: Axis, part: string): string {
  if (axis === 'education' && part in t.family.educationStep) return t.family.educationStep[part as keyof typeof t.family.educationStep];
  return (t.situations[axis] as Record<string, string>)[part] ?? part;
}

function Parts({ axis, slices }: { axis: Axis; slices: Slice[] }) {
  const columns: Column<Slice>[] = [
    { key: 'part', label: t.situations.part, header: true, cell: ({ part }) => <bdi>{partOf(axis, part)}</bdi> },
    { key: 'count', label: t.situations.people, numeric: true, cell: ({ count }) => shown(count) },
  ];
  const caption = `${t.situations.unemployedBy} ${t.situations.by[axis]}`;
  return <Card title={caption}><Table caption={caption} rows={slices} rowKey={(row) => row.part} columns={columns} /></Card>;
}

function Body({ report, opens }: { report: SituationsReport; /** The reader has the list of these families. */ opens: boolean }) {
  const nothing = report.work_known === 0 && report.schooling_known === 0;
  const parts: [Axis, Slice[]][] = [['age', report.unemployed_by_age], ['sex', report.unemployed_by_sex], ['skill', report.unemployed_by_skill], ['education', report.unemployed_by_education]];
  return (
    <div className="stack">
      {report.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <Card title={t.situations.register}>
        <div className="tiles">
          {opens && report.families !== null ? <StatLink to="/families" search={{ state: 'open' }} name={t.situations.families} value={report.families} /> : <Stat name={t.situations.families} value={shown(report.families)} />}
          <Stat name={t.situations.members} value={shown(report.members)} note={t.situations.eachOnce} />
          <Stat name={t.situations.women} value={shown(report.women)} />
          <Stat name={t.situations.womenHeads} value={shown(report.women_heads)} />
        </div>
      </Card>
      {nothing ? <Empty icon="task" title={t.situations.none} /> : <WorkAndSchool report={report} parts={parts} />}
    </div>
  );
}

function WorkAndSchool({ report, parts }: { report: SituationsReport; parts: [Axis, Slice[]][] }) {
  return (
    <>
      <div className="tiles">
        <Stat name={t.situations.unemployed} value={shown(report.unemployed)} note={t.situations.workKnown(shown(report.work_known))} />
        <Stat name={t.situations.outOfSchool} value={shown(report.out_of_school)} note={t.situations.schoolingKnown(shown(report.schooling_known))} />
        <Stat name={t.situations.backInSchool} value={shown(report.back_in_school)} note={t.situations.inYear(digits(report.year))} />
      </div>
      <div className="columns even">{parts.filter(([, slices]) => slices.length > 0).map(([axis, slices]) => <Parts key={axis} axis={axis} slices={slices} />)}</div>
      <p className="soft">{t.situations.note}</p>
    </>
  );
}

/** The unemployed by age, sex, skill and education; children out of school and back in it. */
export function Situations() {
  const search = useSearch({ from: '/shell/reports/situations' });
  const navigate = useNavigate();
  const year = search.year ?? thisYear();
  const user = useUser();
  const centers = useApi<{ items: { id: string; name: string }[] }>('/centers', { streams: ['center'], enabled: hasRole(user, 'auditor') });
  const change = (next: ServicesSearch) => void navigate({ to: '/reports/situations', search: { ...search, ...next }, replace: true });
  const report = useApi<SituationsReport>('/reports/situations', { query: { year, center_id: search.center_id }, streams: ['family'], keepPrevious: true });
  return (
    <Page title={t.situations.title} subtitle={t.situations.subtitle}>
      <div className="stack">
        <div className="form-row report-filters">
          <SelectField name="year" label={t.situations.year} options={useYears().map((y) => ({ value: String(y), label: digits(y) }))} value={String(year)} onChange={(y) => change({ year: Number(y) })} />
          {hasRole(user, 'auditor') ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={report} rows={6}>{(found) => <Body report={found} opens={!found.rounded && hasRole(user, 'center_manager') && !hasRole(user, 'auditor')} />}</Loaded>
        {report.data ? <AsOf position={report.data.position} at={report.dataUpdatedAt} /> : null}
      </div>
    </Page>
  );
}
