import { Link, useParams, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useCommand, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Disclosure, Loaded, Notice, Page, PaperHead, PrintButton, ProblemNote, Table, TakeAway, toast } from '@/ui/index.ts';
import { after, before, nameOf, quarterText } from './data.ts';
import type { FigureEvent, QuarterView } from './types.ts';

type Line = QuarterView['numbers'][number];

/** Where an event happened and whom it speaks of; what the office did itself needs no word. */
function Whereof({ event }: { event: FigureEvent }) {
  const words = t.offices;
  const { neighborhood, agency, duty } = event;
  if (!neighborhood) return null;
  return (
    <>
      {' · '}<Link to="/neighborhoods/$id" params={{ id: neighborhood.id }} search={{ tab: event.agency ? 'duties' : 'priority' }}><bdi>{digits(nameOf(neighborhood))}</bdi></Link>
      {agency ? <> · <bdi>{nameOf(agency)}</bdi></> : null}
      {duty === null ? null : <> · {words.dutyOf(num(duty))}</>}
    </>
  );
}

/** The events a number is the sum of; an auditor opens each in the history. */
function Behind({ line, audits }: { line: Line; audits: boolean }) {
  const words = t.offices;
  if (line.events.length === 0) return <span className="faint">{words.noEvents}</span>;
  return (
    <Disclosure folded summary={words.behind(num(line.events.length))}>
      <ul className="list">
        {line.events.map((event) => (
          <li key={`${event.position}-${event.event_type}`}>
            {audits ? <Link to="/audit/replay/$stream/$id" params={{ stream: event.stream, id: event.stream_id }}>{words.event} {digits(event.sequence)}</Link> : <>{words.event} {digits(event.sequence)}</>} · {words.position} {digits(event.position)} · {formatDate(event.on)} · {num(event.value)}<Whereof event={event} />
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function Body({ view }: { view: QuarterView }) {
  const words = t.offices;
  const user = useUser();
  const audits = hasRole(user, 'auditor');
  const give = useCommand<{ year: number; quarter: number }>(`/offices/${view.office_id}/quarters`, { onDone: () => toast(t.common.saved) });
  const { issued } = view;
  const told = (line: Line) => issued?.figures.find((one) => one.figure === line.figure)?.value;
  // A report that was given before a number was counted says nothing of it.
  const differs = issued !== null && view.numbers.some((line) => told(line) !== undefined && told(line) !== line.value);
  return (
    <div className="stack">
      <PaperHead what={words.quarterTitle(quarterText(view.year, view.quarter), view.name)} />
      <p className="soft">{formatDate(view.from)} {words.until} {formatDate(view.until)}</p>
      {issued ? <Notice tone="good">{words.issued(formatDate(issued.reported_on), digits(issued.counted_to))}</Notice> : view.is_over ? <Notice tone={view.late ? 'bad' : 'info'}>{words.notIssued} {words.reportDue(quarterText(view.year, view.quarter), formatDate(view.due_on))}</Notice> : <Notice>{words.notOver}</Notice>}
      {differs ? <Notice tone="warn">{words.differs}</Notice> : null}
      <ProblemNote problem={give.problem} />
      <Table
        caption={words.quarters}
        rows={view.numbers}
        rowKey={(row) => row.figure}
        columns={[
          { key: 'figure', label: words.figureName, header: true, cell: (row) => words.figure[row.figure] },
          { key: 'value', label: words.value, numeric: true, cell: (row) => num(row.value) },
          ...(issued ? [{ key: 'told', label: words.reportedValue, numeric: true, cell: (row: Line) => { const value = told(row); return value === undefined ? '' : num(value); } }] : []),
          { key: 'behind', label: words.event, cell: (row) => <Behind line={row} audits={audits} /> },
        ]}
      />
      <p className="soft">{words.countedThere}</p>
      <Card title={words.lastEvaluation}>
        {view.evaluation ? (
          <div className="stack-tight">
            <p>{words.evaluation(num(view.evaluation.number))} · {formatDate(view.evaluation.submitted_on)} · {words.committee}: <bdi>{view.evaluation.committee}</bdi></p>
            <p className="strong">{words.remedies}</p>
            <ul className="list">{view.evaluation.remedies.map((line) => <li key={line}><bdi>{line}</bdi></li>)}</ul>
          </div>
        ) : <p className="soft">{words.noEvaluationYet}</p>}
      </Card>
      <div className="cluster no-print">
        {hasRole(user, 'officer') && view.is_over && !issued ? <Button variant="primary" pending={give.pending} onPress={() => void give.send({ year: view.year, quarter: view.quarter })}>{words.act.report}</Button> : null}
        <Link to="/offices/$id/quarter" params={{ id: view.office_id }} search={before(view.year, view.quarter)}>{words.previous}</Link>
        <Link to="/offices/$id/quarter" params={{ id: view.office_id }} search={after(view.year, view.quarter)}>{words.next}</Link>
      </div>
      <p className="soft print-only">{words.counted(digits(view.counted_to))}</p>
      <AsOf position={view.counted_to} />
      <TakeAway what="tables/quarterly-report" query={{ office_id: view.office_id, year: view.year, quarter: view.quarter }} />
    </div>
  );
}

/** A quarter of an office, for the screen and for paper: every number with the events behind it. */
export function Quarter() {
  const { id } = useParams({ from: '/shell/offices/$id/quarter' });
  const { year, quarter } = useSearch({ from: '/shell/offices/$id/quarter' });
  const view = useApi<QuarterView>(`/offices/${id}/quarter`, { streams: ['office', 'neighborhood'], query: { year, quarter } });
  return (
    <Page title={t.offices.quarters} back={{ label: t.offices.one, to: '/offices/$id', params: { id } }} actions={<PrintButton />}>
      <Loaded query={view} rows={6}>{(found) => <Body view={found} />}</Loaded>
    </Page>
  );
}
