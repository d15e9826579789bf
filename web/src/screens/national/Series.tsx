import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { AsOf, Button, Card, Chip, Dialog, Empty, Loaded, NumberField, Page, SelectField, Table, TakeAway, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { FigureCards } from './FigureCards.tsx';
import { ActForm, NationalTabs, YearField, figureValue, titleOf, unitWords, useKeeps } from './shared.tsx';
import type { Qualifier, SeriesPoint, SeriesView } from './types.ts';

type Act = { act: 'openSeries' } | { act: 'value' | 'base'; series: SeriesView; year?: number } | { act: 'strike'; series: SeriesView; year: number };

/** Years of which values are still written down. */
const YEARS_BACK = 60;

/** A change with a sign that reads in both directions; «حدود» where a value is not exact. */
function changeWords(point: SeriesPoint, unit: string): string {
  if (point.change_thousandths === null) return '';
  const sign = (n: number): string => (n < 0 ? '−' : n > 0 ? '+' : '');
  const size = `${sign(point.change_thousandths)}${num(Math.abs(point.change_thousandths) / 1000)} ${unitWords(unit)}`;
  const share = point.change_percent_thousandths === null ? '' : ` (${sign(point.change_percent_thousandths)}${num(Math.abs(point.change_percent_thousandths) / 1000)}٪)`;
  return `${point.is_change_exact ? '' : `${t.national.qualifier.about} `}${size}${share}`;
}

function OpenForm({ onClose }: { onClose: () => void }) {
  const words = t.national;
  const [indicator, setIndicator] = useState('');
  const [title, setTitle] = useState('');
  const [unit, setUnit] = useState<string>('percent');
  return (
    <ActForm label={words.act.openSeries} path="/series" dayField="opened_on" errors={errorsOf({ indicator: !indicator.trim() && t.common.required, title: !title.trim() && t.common.required })} body={{ indicator: indicator.trim(), title: title.trim(), unit }} onClose={onClose}>
      <TextField name="title" label={words.title} value={title} onChange={setTitle} />
      <TextField name="indicator" label={words.code} help={words.codeHelp} ltr value={indicator} onChange={setIndicator} />
      <SelectField name="unit" label={words.unit} options={(['percent', 'per_1000_population', 'person', 'household', 'centre'] as const).map((one) => ({ value: one as string, label: unitWords(one) }))} value={unit} onChange={setUnit} />
    </ActForm>
  );
}

function ValueForm({ series, onClose }: { series: SeriesView; onClose: () => void }) {
  const words = t.national;
  const [year, setYear] = useState<number | null>(thisYear() - 1);
  const [value, setValue] = useState<number | null>(null);
  const [qualifier, setQualifier] = useState<Qualifier | null>('exact');
  const [source, setSource] = useState('');
  return (
    <ActForm label={words.act.value} path={`/series/${series.id}/values`} dayField="recorded_on" errors={errorsOf({ year: year === null && t.common.notANumber, value_thousandths: value === null && t.common.notANumber, source: !source.trim() && t.common.required })} body={{ year, value_thousandths: value === null ? null : Math.round(value * 1000), qualifier, source: source.trim() }} onClose={onClose}>
      <div className="form-row">
        <YearField back={YEARS_BACK} value={year} onChange={setYear} />
        <NumberField name="value_thousandths" label={words.valueIn(unitWords(series.unit))} value={value} onChange={setValue} />
      </div>
      <SelectField name="qualifier" label={words.how} options={optionsOf(words.qualifiers)} value={qualifier} onChange={setQualifier} />
      <TextField name="source" label={words.saidBy} value={source} onChange={setSource} />
    </ActForm>
  );
}

function BaseForm({ series, onClose }: { series: SeriesView; onClose: () => void }) {
  const words = t.national;
  const [year, setYear] = useState<string | null>(series.base ? String(series.base.year) : null);
  const [reason, setReason] = useState('');
  const years = series.points.filter((point) => !point.is_declared).map((point) => ({ value: String(point.year), label: digits(point.year) }));
  return (
    <ActForm label={words.act.base} path={`/series/${series.id}/base`} dayField="stated_on" errors={errorsOf({ year: !year && t.common.chooseOne, reason: !reason.trim() && t.common.required })} body={{ year: year === null ? null : Number(year), reason: reason.trim() }} onClose={onClose}>
      <SelectField name="year" label={words.baseYear} options={years} value={year} onChange={setYear} />
      <TextArea name="reason" label={words.baseReason} help={words.namesNobody} value={reason} onChange={setReason} />
    </ActForm>
  );
}

function ActDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  switch (act.act) {
    case 'openSeries': return <OpenForm onClose={onClose} />;
    case 'value': return <ValueForm series={act.series} onClose={onClose} />;
    case 'base': return <BaseForm series={act.series} onClose={onClose} />;
    case 'strike': return <ActForm label={t.national.act.strike} path={`/series/${act.series.id}/values/strike`} dayField="struck_on" errors={{}} body={{ year: act.year }} onClose={onClose} />;
  }
}

function OneSeries({ series, onAct }: { series: SeriesView; onAct?: (act: Act) => void }) {
  const words = t.national;
  const recorded = series.points.some((point) => !point.is_declared);
  return (
    <Card title={<bdi>{titleOf(series)}</bdi>}>
      <div className="stack">
        <p className="cluster">
          <Chip>{unitWords(series.unit)}</Chip>
          {series.base ? <span>{words.baseIs(digits(series.base.year))}{series.base.reason ? <span className="soft"> · <bdi>{series.base.reason}</bdi></span> : null}</span> : <Chip tone="warn">{words.noBase}</Chip>}
        </p>
        {series.points.length === 0 ? <Empty icon="chart" title={words.noValues} /> : (
          <Table<SeriesPoint>
            caption={titleOf(series)}
            rows={series.points}
            rowKey={(point) => String(point.year)}
            columns={[
              { key: 'year', label: words.year, header: true, cell: (point) => digits(point.year) },
              { key: 'value', label: words.value, numeric: true, cell: (point) => <bdi className="strong">{figureValue({ ...point, unit: series.unit })}</bdi> },
              { key: 'change', label: words.change, numeric: true, cell: (point) => <bdi>{changeWords(point, series.unit)}</bdi> },
              { key: 'source', label: words.saidBy, cell: (point) => <><bdi>{point.source}</bdi>{point.is_declared ? <> <Chip tone="quiet">{words.asPrinted}</Chip></> : null}</> },
              ...(onAct ? [{ key: 'acts', label: t.common.more, cell: (point: SeriesPoint) => (point.is_declared || point.year === series.base?.year ? null : <Button small variant="quiet" onPress={() => onAct({ act: 'strike', series, year: point.year })}>{words.act.strike}</Button>) }] : []),
            ]}
          />
        )}
        {series.apart.length > 0 ? (
          <div className="stack-tight" role="group" aria-label={words.apart}>
            <p className="soft">{words.apart}</p>
            <FigureCards figures={series.apart} />
          </div>
        ) : null}
        {onAct ? (
          <div className="cluster">
            <Button small icon="add" onPress={() => onAct({ act: 'value', series })}>{words.act.value}</Button>
            {recorded ? <Button small variant="quiet" onPress={() => onAct({ act: 'base', series })}>{words.act.base}</Button> : null}
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** Indicators by year, with the change against the base that somebody stated. */
export function Series() {
  const words = t.national;
  const list = useApi<Paged<SeriesView>>('/series', { streams: ['series', 'place'] });
  const keeps = useKeeps();
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Page title={words.tabs.series} subtitle={words.seriesSubtitle} actions={keeps ? <Button icon="add" onPress={() => setAct({ act: 'openSeries' })}>{words.act.openSeries}</Button> : undefined}>
      <NationalTabs />
      <Loaded query={list} rows={4}>
        {({ items, position }) => (
          <div className="stack">
            {items.length === 0 ? <Empty icon="chart" title={words.noSeries} /> : items.map((series) => <OneSeries key={series.id} series={series} {...(keeps ? { onAct: setAct } : {})} />)}
            <AsOf position={position} at={list.dataUpdatedAt} />
            <TakeAway what="tables/indicator-series" />
          </div>
        )}
      </Loaded>
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)}>
        {act ? <ActDialog act={act} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </Page>
  );
}
