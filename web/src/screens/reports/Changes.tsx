import { DOMAINS, hasRole, useApi, useUser, type Domain, type HouseholdType, type NamedRef } from '@/api/index.ts';
import type { CellCount } from '@/charts/types.ts';
import { t } from '@/i18n/index.ts';
import { decimal, digits, num, percent, probability } from '@/lib/dates.ts';
import { useVocabulary } from '@/screens/family/data.ts';
import { Button, Card, Chip, Disclosure, Loaded, Notice, SelectField, Table } from '@/ui/index.ts';
import { ChangesBehind } from './ChangesBehind.tsx';
import { CHANGE_SPLITS, type ChangePart, type ChangeSplit, type ChangeWay, type ReportSearch } from './types.ts';

type Share = { share: number; low: number; high: number };
type Way = { families: CellCount; share: Share | null };
type Mean = { mean: number; low: number; high: number };
type Test = { statistic: number; degrees: number; p: number };
type Tests = { symmetry: Test | null; margins: Test | null; changed: number };
type Part = { families: CellCount; better: Way; same: Way; worse: Way; mean: Mean | null; tests: Tests | null };
type Group = { named: NamedRef | null; code: string | null; part: Part };
type Report = {
  year: number; margin: number; whole: Part; domains: { domain: Domain; part: Part }[]; indicators: { indicator: string; part: Part }[]; groups: Group[];
  two_versions: CellCount; without_readings: CellCount; rounded: boolean; position: number;
};
type Row = { key: ChangePart; label: string; part: Part };

/** Under so many families that moved, a test says little. */
const FEW = 10;
const MARGINS = [0, 25, 50, 100, 150, 200] as const;
const PROGRAM_MARGIN = 50;
const NO_SPLIT = 'none';

const figure = (count: CellCount) => (count === null ? <span className="faint">{t.common.fewerThanFive}</span> : num(count));

/** Opens what is behind a number; missing where the reader opens no family. */
type Open = ((row: Row, way: ChangeWay) => void) | undefined;

/** A count that opens the families it counts. */
function Figure({ count, label, onOpen }: { count: CellCount; label: string; onOpen: (() => void) | undefined }) {
  return onOpen && count ? <Button small variant="quiet" aria-label={t.boards.listOf(label, num(count))} onPress={onOpen}><span className="figure">{num(count)}</span></Button> : <span className="figure">{figure(count)}</span>;
}

/** The count, and its share with the interval it may lie in. */
function WayCell({ way, label, onOpen }: { way: Way; label: string; onOpen: (() => void) | undefined }) {
  return (
    <span className="way">
      <Figure count={way.families} label={label} onOpen={onOpen} />
      {way.share ? <small className="figure faint">{t.reports.shareBetween(percent(way.share.share), percent(way.share.low), percent(way.share.high))}</small> : null}
    </span>
  );
}

function TestCell({ tests, which }: { tests: Tests | null; which: 'symmetry' | 'margins' }) {
  const found = tests?.[which];
  if (!tests || !found) return <span className="faint">{t.reports.noTest}</span>;
  const words = found.p < 0.001 ? t.reports.pBelow(probability(0.001)) : t.reports.p(probability(found.p));
  return (
    <span className="way">
      <span className="figure">{words}</span>
      <small className="figure faint">{tests.changed < FEW ? t.reports.fewMoved(num(tests.changed)) : t.reports.chi(decimal(found.statistic), num(found.degrees))}</small>
    </span>
  );
}

function Parts({ caption, first, rows, meanOf, tests = true, onOpen }: { caption: string; first: string; rows: readonly Row[]; meanOf?: string; tests?: boolean; onOpen: Open }) {
  const opens = (row: Row, way: ChangeWay) => (onOpen ? () => onOpen(row, way) : undefined);
  const way = (which: 'better' | 'same' | 'worse', label: string) => ({ key: which, label, numeric: true, cell: (row: Row) => <WayCell way={row.part[which]} label={t.behind.whose(row.label, t.behind.changes[which])} onOpen={opens(row, which)} /> });
  return (
    <Table<Row>
      caption={caption}
      rows={rows}
      rowKey={(row) => row.key}
      columns={[
        { key: 'what', label: first, header: true, cell: (row) => <bdi>{row.label}</bdi> },
        { key: 'families', label: t.reports.compared, numeric: true, cell: (row) => <Figure count={row.part.families} label={t.behind.whose(row.label, t.behind.changes.all)} onOpen={opens(row, 'all')} /> },
        way('better', t.reports.improved),
        way('same', t.reports.same),
        way('worse', t.reports.worsened),
        ...(meanOf ? [{ key: 'mean', label: meanOf, numeric: true, cell: (row: Row) => row.part.mean ? <span className="way"><bdi className="figure" dir="ltr">{decimal(row.part.mean.mean)}</bdi><small className="figure faint">{t.reports.between(decimal(row.part.mean.low), decimal(row.part.mean.high))}</small></span> : null }] : []),
        ...(tests ? [
          { key: 'margins', label: t.reports.marginsTest, numeric: true, cell: (row: Row) => <TestCell tests={row.part.tests} which="margins" /> },
          { key: 'symmetry', label: t.reports.symmetryTest, numeric: true, cell: (row: Row) => <TestCell tests={row.part.tests} which="symmetry" /> },
        ] : []),
      ]}
    />
  );
}

type ChangesProps = { search: ReportSearch; query: Record<string, string | number | undefined>; onChange: (change: Partial<ReportSearch>) => void };

/** How families changed beyond a margin: counts, shares and how sure they are, by domain, indicator and group. */
export function Changes({ search, query, onChange }: ChangesProps) {
  const user = useUser();
  const exact = hasRole(user, 'auditor', 'center_manager');
  const splits = CHANGE_SPLITS.filter((by) => (by === 'center' ? hasRole(user, 'auditor') : by === 'caseworker' ? exact : true));
  const by: ChangeSplit | undefined = splits.find((one) => one === search.split);
  const margin = exact ? search.margin : undefined;
  const { domain: _domain, ...asked } = query;
  const report = useApi<Report>('/reports/changes', { query: { ...asked, margin, by }, streams: ['family'], keepPrevious: true });
  const vocabulary = useVocabulary();
  const labelOf = ({ named, code }: Group): string => {
    if (named) return digits(named.name ?? t.common.unknown);
    if (code === 'none') return t.reports.nothingGiven;
    if (by === 'household_type') return t.words.household[(code ?? 'unknown') as HouseholdType];
    if (by === 'service_domain') return t.words.domain[(code ?? 'social') as Domain];
    return vocabulary.kind(code ?? '');
  };
  const open = exact ? (row: Row, way: ChangeWay) => onChange({ part: row.key, went: way }) : undefined;
  const wholeRows = (found: Report): Row[] => [{ key: 'whole', label: t.reports.wholeTier, part: found.whole }, ...DOMAINS.flatMap((domain) => found.domains.filter((one) => one.domain === domain).map(({ part }) => ({ key: domain, label: t.words.domain[domain], part })))];
  const groupRows = (found: Report): Row[] => found.groups.map((group) => ({ key: `group:${group.named?.id ?? group.code ?? ''}`, label: labelOf(group), part: group.part }));
  const indicatorRows = (found: Report): Row[] => found.indicators.map(({ indicator, part }) => ({ key: `indicator:${indicator}`, label: vocabulary.indicator(indicator), part }));
  /** The open number, where the report has it. */
  const opened = (found: Report): { label: string | null; count: CellCount } | null => {
    if (!search.part || !exact) return null;
    if (search.part === 'two_versions' || search.part === 'without_readings') return { label: null, count: found[search.part] };
    const row = [...wholeRows(found), ...groupRows(found), ...indicatorRows(found)].find((one) => one.key === search.part);
    const way = search.went ?? 'all';
    return row ? { label: row.label, count: way === 'all' ? row.part.families : row.part[way].families } : null;
  };
  const panel = (found: Report) => {
    const one = opened(found);
    if (!one || !search.part) return null;
    return <ChangesBehind key={`${search.part} ${search.went ?? 'all'}`} part={search.part} way={search.went ?? 'all'} {...one} query={{ ...asked, margin, by }} onClose={() => onChange({})} />;
  };
  return (
    <Card title={t.reports.changes}>
      <Loaded query={report}>
        {(found) => (
          <div className="stack">
            <p className="soft">{t.reports.changesHelp(num(found.margin))}</p>
            <div className="form-row report-filters">
              {exact ? <SelectField name="margin" label={t.reports.margin} options={MARGINS.map((value) => ({ value: String(value), label: t.reports.marginOf(num(value)), ...(value === PROGRAM_MARGIN ? { help: t.reports.programMargin } : {}) }))} value={String(margin ?? PROGRAM_MARGIN)} onChange={(value) => onChange({ margin: Number(value) })} /> : null}
              <SelectField name="split" label={t.reports.by} options={[{ value: NO_SPLIT, label: t.reports.noSplit }, ...splits.map((value) => ({ value, label: t.reports.splitBy[value] }))]} value={by ?? NO_SPLIT} onChange={(value) => onChange({ split: CHANGE_SPLITS.find((one) => one === value) })} />
            </div>
            <Parts
              caption={t.reports.changes}
              first={t.reports.part}
              {...(exact ? { meanOf: t.reports.meanScore } : {})}
              rows={wholeRows(found)}
              onOpen={open}
            />
            {by ? <Parts caption={t.reports.splitBy[by]} first={t.reports.group} tests={exact} rows={groupRows(found)} onOpen={open} /> : null}
            <Disclosure summary={<span className="cluster">{t.reports.byIndicator}<Chip>{num(found.indicators.length)}</Chip></span>}>
              <Parts caption={t.reports.byIndicator} first={t.reports.indicator} {...(exact ? { meanOf: t.reports.meanSteps } : {})} rows={indicatorRows(found)} onOpen={open} />
            </Disclosure>
            {panel(found)}
            {found.two_versions === 0 && found.without_readings === 0 ? null : (
              <Notice>
                <p>{t.reports.notCompared(found.two_versions === null ? t.common.fewerThanFive : num(found.two_versions), found.without_readings === null ? t.common.fewerThanFive : num(found.without_readings))}</p>
                {exact ? (
                  <p className="cluster">
                    {found.two_versions ? <Button small onPress={() => onChange({ part: 'two_versions' })}>{t.behind.seeTwoVersions(num(found.two_versions))}</Button> : null}
                    {found.without_readings ? <Button small onPress={() => onChange({ part: 'without_readings' })}>{t.behind.seeWithoutReadings(num(found.without_readings))}</Button> : null}
                  </p>
                ) : null}
              </Notice>
            )}
            <Disclosure summary={t.reports.howSure}>
              <div className="stack-tight">
                <p>{t.reports.intervalHelp}</p>
                <p>{t.reports.marginsHelp}</p>
                <p>{t.reports.symmetryHelp}</p>
                {by === 'service_domain' || by === 'service_kind' ? <p>{t.reports.servicesHelp}</p> : null}
                {found.rounded ? <p>{t.reports.roundedTests}</p> : null}
              </div>
            </Disclosure>
            {found.groups.length === 0 && by ? <p className="faint">{t.reports.noGroup}</p> : null}
          </div>
        )}
      </Loaded>
    </Card>
  );
}
