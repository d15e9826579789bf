import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useApi } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { AsOf, Card, Chip, Empty, Loaded, Notice, Page, PaperHead, PrintButton, SelectField, Table, TakeAway } from '@/ui/index.ts';
import { useCatalog } from '../family/data.ts';
import { Multiples } from './Multiples.tsx';
import { partsOf } from './panels.ts';
import { Trends } from './Trend.tsx';
import type { AtlasView, Panel, Row } from './types.ts';
import './atlas.css';

function Settled({ atlas }: { atlas: AtlasView }) {
  const words = t.atlas;
  return (
    <Notice tone={atlas.state === 'fixed' ? 'good' : 'info'} title={words.state[atlas.state]}>
      <p>{words.settled[atlas.state](digits(atlas.year), formatDate(atlas.known_on))}</p>
      {atlas.rounded ? <p>{atlas.suppressed > 0 ? words.suppressed(num(atlas.suppressed)) : words.noneSuppressed} {words.rounded}</p> : null}
    </Notice>
  );
}

/** Everything again in words and numbers: the accessible form of the drawings. */
function Numbers({ panels, atlas, title }: { panels: readonly Panel[]; atlas: AtlasView; title: string }) {
  const told = (value: number | null) => (value === null ? t.atlas.fewer : num(value));
  return (
    <Table<Row>
      caption={title}
      rows={atlas.rows}
      rowKey={(row) => row.id}
      columns={[
        { key: 'name', label: t.atlas.below, header: true, cell: (row) => row.level ? <Link to="/atlas" search={{ place: row.id, year: atlas.year }}>{row.name}</Link> : <Link to="/neighborhoods/$id" params={{ id: row.id }} search={{}}>{row.name}</Link> },
        ...panels.map((panel) => ({ key: panel.key, label: panel.title, numeric: true, cell: (row: Row) => told(panel.value(row.counts)) })),
      ]}
    />
  );
}

function Part({ title, help, panels, atlas, trend = true }: { title: string; help: string; panels: readonly Panel[]; atlas: AtlasView; trend?: boolean }) {
  const words = t.atlas;
  return (
    <Card title={title} className="atlas-part">
      <div className="stack">
        <p className="faint">{help}</p>
        {panels.length === 0 ? <Empty icon="chart" title={words.nothingTold} /> : (
          <>
            <Multiples panels={panels} rows={atlas.rows} />
            {trend && atlas.trend.length > 1 ? <div className="stack-tight"><h3>{words.overYears}</h3><Trends panels={panels} years={atlas.trend} /></div> : null}
            <details className="atlas-numbers"><summary>{words.numbers}</summary><Numbers panels={panels} atlas={atlas} title={title} /></details>
          </>
        )}
      </div>
    </Card>
  );
}

/** The yearly atlas: the same places again and again, by tier, harm, service and priority, and over the years. */
export function Atlas() {
  const words = t.atlas;
  const search = useSearch({ from: '/shell/atlas' });
  const navigate = useNavigate();
  const categories = useCatalog('vulnerable_group').data?.items ?? [];
  const category = (code: string): string => { const term = categories.find((one) => one.code === code); return term ? inLanguage(term.title.fa, term.title.en) : code.replaceAll('_', ' '); };
  const found = useApi<AtlasView>('/atlas', { query: { place_id: search.place, year: search.year }, streams: ['family', 'neighborhood'], keepPrevious: true });
  return (
    <Loaded query={found} rows={8}>
      {(atlas) => {
        const name = atlas.place?.name ?? t.atlas.nation;
        const parts = partsOf(atlas, category);
        const years = atlas.trend.some((one) => one.year === atlas.year) ? atlas.trend.map((one) => one.year) : [atlas.year, ...atlas.trend.map((one) => one.year)];
        return (
          <Page
            title={words.title(name, digits(atlas.year))}
            subtitle={
              <span className="cluster">
                {atlas.level ? <Chip>{t.words.level[atlas.level]}</Chip> : null}
                {atlas.ancestors.map((one) => <Link key={one.id} to="/atlas" search={{ place: one.id, year: atlas.year }}><bdi>{one.name}</bdi></Link>)}
              </span>
            }
            actions={<PrintButton />}
          >
            <PaperHead what={words.title(name, digits(atlas.year))} />
            <div className="form-row no-print">
              <SelectField
                name="year"
                label={words.year}
                options={years.toSorted((a, b) => b - a).map((year) => ({ value: String(year), label: digits(year) }))}
                value={String(atlas.year)}
                onChange={(year) => void navigate({ to: '/atlas', search: { ...(search.place ? { place: search.place } : {}), year: Number(year) }, replace: true, resetScroll: false })}
              />
              <TakeAway what="atlas" query={{ place_id: search.place, year: atlas.year }} />
            </div>
            <Settled atlas={atlas} />
            <Part title={words.tiers} help={words.tiersHelp(formatDate(atlas.held_on))} panels={parts.tiers} atlas={atlas} />
            <Part title={words.harms} help={words.harmsHelp(formatDate(atlas.held_on))} panels={parts.harms} atlas={atlas} />
            <Part title={words.services} help={words.servicesHelp(digits(atlas.year))} panels={parts.services} atlas={atlas} />
            <Part title={words.priorities} help={words.prioritiesHelp(formatDate(atlas.held_on))} panels={parts.priorities} atlas={atlas} />
            <AsOf position={atlas.position} at={found.dataUpdatedAt} />
          </Page>
        );
      }}
    </Loaded>
  );
}
