import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, Disclosure, Loaded, Page, PaperHead, PrintButton, ProblemNote, SelectField, toast } from '@/ui/index.ts';
import { BuiltResult } from './BuiltResult.tsx';
import { FilterFields } from './FilterFields.tsx';
import { PlaceField } from './PlaceField.tsx';
import { SaveDialog } from './SaveDialogs.tsx';
import { CHARTS, definitionOf, type BuilderSearch } from './search.ts';
import type { BuilderDimension, BuilderMeasure } from './types.ts';
import './catalog.css';

const NONE = 'none';
type Full = BuilderSearch & { measure: string; rows: string };

const optionsOf = (dimensions: readonly BuilderDimension[]) => dimensions.map(({ key, title }) => ({ value: key, label: inLanguage(title.fa, title.en) }));

/** The address filled up: the first measure, and its first dimension, until something is chosen; what the measure does not know falls away. */
function fullOf(search: BuilderSearch, measures: readonly BuilderMeasure[]): { search: Full; measure: BuilderMeasure } | null {
  const measure = measures.find((one) => one.key === search.measure) ?? measures[0];
  if (!measure) return null;
  const knows = (key: string | undefined) => measure.dimensions.some((one) => one.key === key);
  const rows = knows(search.rows) ? search.rows : measure.dimensions[0]?.key;
  return { measure, search: { ...search, measure: measure.key, rows: rows ?? '', columns: knows(search.columns) && search.columns !== rows ? search.columns : undefined, as_known_on: measure.no_past ? undefined : search.as_known_on } };
}

function KeepChange({ id, search }: { id: string; search: Full }) {
  const navigate = useNavigate();
  const send = useCommand<object>(`/saved-reports/${id}/change`, { onDone: () => { toast(t.catalog.changed); void navigate({ to: '/reports/saved/$id', params: { id } }); } });
  return <><Button variant="primary" pending={send.pending} onPress={() => void send.send({ definition: definitionOf(search) })}>{t.catalog.keepChange}</Button><ProblemNote problem={send.problem} /></>;
}

function Body({ measures }: { measures: readonly BuilderMeasure[] }) {
  const words = t.catalog;
  const given = useSearch({ from: '/shell/reports/build' });
  const navigate = useNavigate();
  const [saving, setSaving] = useState(false);
  const full = fullOf(given, measures);
  if (!full) return null;
  const { search, measure } = full;
  const change = (next: BuilderSearch) => void navigate({ to: '/reports/build', search: { ...search, ...next }, replace: true, resetScroll: false });
  const chosenRows = measure.dimensions.find((one) => one.key === search.rows);
  // A report has one level of places at most.
  const forColumns = measure.dimensions.filter((one) => one.key !== search.rows && !(one.is_place && chosenRows?.is_place));
  const title = inLanguage(measure.title.fa, measure.title.en);
  return (
    <article className="paper stack">
      <PaperHead what={title} />
      <Card className="no-print">
        <div className="stack">
          <div className="form-row builder-fields">
            <SelectField name="measure" label={words.measure} options={measures.map((one) => ({ value: one.key, label: inLanguage(one.title.fa, one.title.en) }))} value={search.measure} onChange={(key) => change({ measure: key, rows: undefined, columns: undefined, filters: undefined, as_known_on: undefined })} />
            <SelectField name="rows" label={words.rows} options={optionsOf(measure.dimensions)} value={search.rows} onChange={(rows) => change({ rows, columns: undefined })} />
            <SelectField name="columns" label={words.columns} options={[{ value: NONE, label: words.noColumns }, ...optionsOf(forColumns)]} value={search.columns ?? NONE} onChange={(key) => change({ columns: key === NONE ? undefined : key })} />
            <SelectField name="chart" label={words.chart} options={CHARTS.map((value) => ({ value, label: words.charts[value] }))} value={search.chart ?? 'table'} onChange={(chart) => change({ chart })} />
          </div>
          <p className="soft">{inLanguage(measure.note.fa, measure.note.en)}</p>
          <Disclosure summary={words.filters} open={Boolean(search.filters) || Boolean(search.place_id) || Boolean(search.as_known_on)}>
            <div className="stack">
              <div className="form-row">
                <PlaceField value={search.place_id} onChange={(place_id) => change({ place_id })} />
                {measure.no_past ? <div><p className="strong">{words.noPast}</p><p className="soft">{inLanguage(measure.no_past.fa, measure.no_past.en)}</p></div> : <DateField name="as_known_on" label={words.asKnownOn} help={words.asKnownHelp} optional value={search.as_known_on ?? null} onChange={(day) => change({ as_known_on: day ?? undefined })} max={today()} />}
              </div>
              <FilterFields measure={measure} value={search.filters} onChange={(filters) => change({ filters })} />
            </div>
          </Disclosure>
        </div>
      </Card>
      <BuiltResult search={search} title={title} />
      <div className="cluster no-print">
        {search.saved ? <KeepChange id={search.saved} search={search} /> : <Button icon="add" onPress={() => setSaving(true)}>{words.save}</Button>}
        <PrintButton />
      </div>
      {saving ? <SaveDialog definition={definitionOf(search)} onClose={() => setSaving(false)} /> : null}
    </article>
  );
}

/** Measures from a fixed list, divided by their dimensions: counted at once, kept under a name, sent as a link. */
export function Builder() {
  const words = t.catalog;
  const builder = useApi<{ measures: BuilderMeasure[] }>('/report-builder');
  return (
    <Page title={words.build} subtitle={words.buildSubtitle} back={{ label: words.all, to: '/reports' }}>
      <Loaded query={builder} rows={6}>{({ measures }) => <Body measures={measures} />}</Loaded>
    </Page>
  );
}
