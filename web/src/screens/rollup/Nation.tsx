import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { decimal, digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Card, Chip, ChoiceField, Empty, Loaded, Page, PaperHead, PrintButton, Table } from '@/ui/index.ts';
import { cellsOf, columnsOf } from './columns.tsx';
import { TOPICS, type Topic } from './search.ts';
import type { Rollup, Row } from './types.ts';
import './rollup.css';

/** What documents print beside what is counted; neither corrects the other. */
function Declared({ rollup }: { rollup: Rollup }) {
  const words = t.rollup;
  return (
    <Card title={words.declared}>
      <div className="stack-tight">
        <p className="faint">{words.declaredHelp}</p>
        <Table
          caption={words.declared}
          rows={rollup.declared}
          rowKey={(one) => `${one.number}-${one.figure.source}`}
          keepTable
          columns={[
            { key: 'number', label: words.number, header: true, cell: (one) => words.beside[one.number] },
            { key: 'counted', label: words.counted, numeric: true, cell: (one) => num(one.counted) },
            { key: 'printed', label: words.printed, numeric: true, cell: (one) => [t.places.qualifier[one.figure.qualifier], decimal(one.figure.value)].filter(Boolean).join(' ') },
            { key: 'period', label: t.places.period, cell: (one) => (one.figure.period ? digits(one.figure.period) : words.noPeriod) },
            { key: 'quote', label: t.places.quote, cell: (one) => (one.figure.quote ? <bdi>{one.figure.quote}</bdi> : null) },
          ]}
        />
      </div>
    </Card>
  );
}

function Totals({ rollup, topic }: { rollup: Rollup; topic: Topic }) {
  const place = rollup.place?.id;
  return (
    <dl className="totals">
      {cellsOf(topic).map((one) => <div key={one.key}><dt>{one.label}</dt><dd>{one.cell(rollup.total, place)}</dd></div>)}
      {topic === 'offices' && rollup.total.offices.provinces > 1 ? <div><dt>{t.rollup.provinces}</dt><dd>{num(rollup.total.offices.provinces)}</dd></div> : null}
    </dl>
  );
}

/** Province and nation: what is counted below a place, each number with the list behind it. */
export function Nation() {
  const words = t.rollup;
  const search = useSearch({ from: '/shell/nation' });
  const navigate = useNavigate();
  const topic: Topic = search.topic ?? 'offices';
  const found = useApi<Rollup>('/rollup', { query: { place_id: search.place }, streams: ['office', 'neighborhood', 'family'], keepPrevious: true });
  const go = (next: Topic) => void navigate({ to: '/nation', search: { ...(search.place ? { place: search.place } : {}), ...(next === 'offices' ? {} : { topic: next }) }, replace: true, resetScroll: false });
  return (
    <Loaded query={found} rows={6}>
      {(rollup) => {
        const name = rollup.place?.name ?? words.nation;
        return (
          <Page
            title={words.title(name)}
            subtitle={
              <span className="cluster">
                {rollup.level ? <Chip>{t.words.level[rollup.level]}</Chip> : null}
                {rollup.ancestors.map((one) => <Link key={one.id} to="/nation" search={{ place: one.id, ...(topic === 'offices' ? {} : { topic }) }}><bdi>{one.name}</bdi></Link>)}
              </span>
            }
            actions={<PrintButton />}
          >
            <PaperHead what={words.title(name)} />
            <ChoiceField name="topic" label={words.topicLabel} inline options={TOPICS.map((value) => ({ value, label: words.topic[value] }))} value={topic} onChange={go} />
            <Card title={words.topic[topic]}>
              <div className="stack-tight">
                <p className="faint">{words.help[topic]}{topic === 'families' && rollup.rounded ? ` ${words.rounded}` : ''}{topic === 'families' ? ` ${words.yearOf(digits(rollup.year))}` : ''}</p>
                <Totals rollup={rollup} topic={topic} />
              </div>
            </Card>
            <Card title={words.rows(num(rollup.rows.length))}>
              {rollup.rows.length === 0 ? <Empty icon="map" title={words.none} /> : <Table<Row> caption={words.topic[topic]} rows={rollup.rows} rowKey={(row) => row.id} columns={columnsOf(topic)} />}
            </Card>
            {topic === 'offices' && rollup.declared.length > 0 ? <Declared rollup={rollup} /> : null}
            <p className="faint">{words.judged(formatDate(rollup.as_of))}{rollup.total.profiles_as_of ? ` ${words.profiles(formatDate(rollup.total.profiles_as_of))}` : ''}</p>
            <AsOf position={rollup.position} at={found.dataUpdatedAt} />
          </Page>
        );
      }}
    </Loaded>
  );
}
