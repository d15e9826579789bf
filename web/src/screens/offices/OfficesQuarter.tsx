import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { PlaceField } from '@/screens/catalog/PlaceField.tsx';
import { AsOf, Card, Chip, Disclosure, Empty, Loaded, Notice, Page, PaperHead, PrintButton, Stat, Table, TakeAway, type Tone } from '@/ui/index.ts';
import { after, before, nameOf, quarterText } from './data.ts';
import type { OfficeQuarter, OfficesQuarterView, QuarterSum } from './types.ts';

const TONES: Record<OfficeQuarter['standing'], Tone> = { late: 'bad', due: 'warn', running: 'info', reported: 'good' };

type Which = { year: number; quarter: number };

/** What each office counts of a number; each opens its own quarter, where the events are. */
function ByOffice({ offices, sum, which }: { offices: readonly OfficeQuarter[]; sum: QuarterSum; which: Which }) {
  const words = t.offices;
  const parts = offices.flatMap((one) => one.numbers.filter((number) => number.figure === sum.figure && number.value !== 0).map((number) => ({ one, value: number.value })));
  if (parts.length === 0) return <span className="faint">{words.noEvents}</span>;
  const together = parts.reduce((all, part) => all + part.value, 0);
  return (
    <Disclosure folded summary={words.ofOffices(num(parts.length))}>
      {together === sum.value ? null : <p className="soft">{words.onceInSum(num(together), num(sum.value))}</p>}
      <ul className="list">
        {parts.map(({ one, value }) => <li key={one.office.id}><Link to="/offices/$id/quarter" params={{ id: one.office.id }} search={which}><bdi>{nameOf(one.office)}</bdi></Link> · {num(value)}</li>)}
      </ul>
    </Disclosure>
  );
}

function Evaluated({ one }: { one: OfficeQuarter }) {
  const words = t.offices;
  const { evaluation } = one;
  if (!evaluation) return <span className="faint">{words.noEvaluations}</span>;
  return (
    <Disclosure folded summary={`${words.evaluation(num(evaluation.number))} · ${formatDate(evaluation.submitted_on)}`}>
      <p className="strong">{words.remedies}</p>
      <ul className="list">{evaluation.remedies.map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul>
    </Disclosure>
  );
}

/** Why the offices of a number can add up to more than its sum. */
function Shared({ neighborhoods }: { neighborhoods: OfficesQuarterView['shared'] }) {
  const words = t.offices;
  if (neighborhoods.length === 0) return null;
  return (
    <Notice>
      <p>{words.shared(num(neighborhoods.length))}</p>
      <ul className="list">
        {neighborhoods.map((one) => <li key={one.id}><Link to="/neighborhoods/$id" params={{ id: one.id }}><bdi>{digits(nameOf(one))}</bdi></Link></li>)}
      </ul>
    </Notice>
  );
}

function Body({ view }: { view: OfficesQuarterView }) {
  const words = t.offices;
  const which = { year: view.year, quarter: view.quarter };
  const name = quarterText(view.year, view.quarter);
  const waiting = view.offices.filter((one) => one.standing === 'due').length;
  return (
    <div className="stack">
      <PaperHead what={words.quarterTitle(name, view.place ? nameOf(view.place) : words.allInReach)} />
      <p className="soft">{name} · {formatDate(view.from)} {words.until} {formatDate(view.until)}</p>
      {view.is_over ? null : <Notice>{words.notOver}</Notice>}
      <div className="tiles">
        <Stat name={words.openThen} value={view.open} {...(view.not_open > 0 ? { note: words.notOpenThen(num(view.not_open)) } : {})} />
        <Stat name={words.standing.reported} value={view.reported} {...(view.open > 0 && view.reported === view.open ? { tone: 'good' as const } : {})} />
        <Stat name={words.standing.late} value={view.late} {...(view.late > 0 ? { tone: 'bad' as const } : {})} />
        <Stat name={words.standing.due} value={waiting} note={words.dueBy(formatDate(view.due_on))} />
      </div>
      {view.offices.length === 0 ? <Empty icon="flag" title={words.noneOpen} /> : (
        <>
          {view.offices.length < view.open ? <Notice tone="warn">{words.firstOnly(num(view.offices.length), num(view.open))}</Notice> : null}
          <Card title={words.offices}>
            <Table<OfficeQuarter>
              caption={words.offices}
              rows={view.offices}
              rowKey={(one) => one.office.id}
              columns={[
                { key: 'office', label: words.one, header: true, cell: (one) => <Link to="/offices/$id/quarter" params={{ id: one.office.id }} search={which}><bdi>{nameOf(one.office)}</bdi></Link> },
                { key: 'place', label: words.place, cell: (one) => <bdi>{nameOf(one.place)}</bdi> },
                { key: 'standing', label: words.standingName, cell: (one) => <Chip tone={TONES[one.standing]}>{words.standing[one.standing]}</Chip> },
                { key: 'on', label: words.reportedOn, cell: (one) => (one.reported_on ? formatDate(one.reported_on) : null) },
                { key: 'evaluation', label: words.evaluations, cell: (one) => <Evaluated one={one} /> },
              ]}
            />
          </Card>
          <Card title={words.sums}>
            <div className="stack-tight">
              <p className="soft">{words.sumsHelp}</p>
              <Shared neighborhoods={view.shared} />
              <Table
                caption={words.sums}
                rows={view.numbers}
                rowKey={(row) => row.figure}
                columns={[
                  { key: 'figure', label: words.figureName, header: true, cell: (row) => words.figure[row.figure] },
                  { key: 'value', label: words.value, numeric: true, cell: (row) => num(row.value) },
                  { key: 'told', label: words.reportedValue, numeric: true, cell: (row) => (row.told === null ? '' : num(row.told)) },
                  { key: 'offices', label: words.offices, cell: (row) => <ByOffice offices={view.offices} sum={row} which={which} /> },
                ]}
              />
            </div>
          </Card>
        </>
      )}
    </div>
  );
}

/** A quarter of the offices of a place, added up: who reported, who is late, and each number of each office. */
export function OfficesQuarter() {
  const words = t.offices;
  const search = useSearch({ from: '/shell/offices/quarter' });
  const navigate = useNavigate();
  const query = { place_id: search.place, year: search.year, quarter: search.quarter };
  const view = useApi<OfficesQuarterView>('/reports/offices-quarter', { query, streams: ['office', 'neighborhood', 'place'], keepPrevious: true });
  const go = (next: Which) => ({ ...search, ...next });
  return (
    <Page title={words.quartersOfAll} subtitle={words.quartersOfAllHelp} back={{ label: words.menu, to: '/offices' }} actions={<PrintButton />}>
      <div className="form-row no-print">
        <PlaceField value={search.place} onChange={(place) => void navigate({ to: '/offices/quarter', search: { ...search, place }, replace: true, resetScroll: false })} />
      </div>
      <Loaded query={view} rows={6}>{(found) => <Body view={found} />}</Loaded>
      {view.data ? (
        <>
          <div className="cluster no-print">
            <Link to="/offices/quarter" search={go(before(view.data.year, view.data.quarter))}>{words.previous}</Link>
            <Link to="/offices/quarter" search={go(after(view.data.year, view.data.quarter))}>{words.next}</Link>
          </div>
          <p className="soft print-only">{words.counted(digits(view.data.position))}</p>
          <AsOf position={view.data.position} at={view.dataUpdatedAt} />
          <TakeAway what="tables/quarterly-report" query={{ ...query, year: view.data.year, quarter: view.data.quarter }} />
        </>
      ) : null}
    </Page>
  );
}
