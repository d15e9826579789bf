import { useApi } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { Button, ChoicesField, SelectField } from '@/ui/index.ts';
import { told } from './ReportTableView.tsx';
import { filtersOf, filterText, type Filter } from './search.ts';
import type { BuilderMeasure, ReportTable } from './types.ts';

const NONE = 'none-yet';

function OneFilter({ measure, filter, onChange, onRemove }: { measure: BuilderMeasure; filter: Filter; onChange: (values: string[]) => void; onRemove: () => void }) {
  const dimension = measure.dimensions.find((one) => one.key === filter.dimension);
  const title = dimension ? inLanguage(dimension.title.fa, dimension.title.en) : filter.dimension;
  // What there is to choose is what the measure counts by it.
  const values = useApi<ReportTable>('/report-builder/result', { query: { measure: measure.key, rows: filter.dimension }, streams: ['family'] });
  const options = (values.data?.rows ?? []).flatMap(([cell]) => (cell?.code ? [{ value: cell.code, label: told(cell, 'text') }] : []));
  return (
    <div className="builder-filter stack-tight">
      {values.data && options.length === 0 ? <p className="soft">{t.catalog.noValues}</p> : <ChoicesField name={`filter-${filter.dimension}`} label={t.catalog.filterValues(title)} options={options} value={filter.values} onChange={onChange} />}
      <div><Button small variant="quiet" icon="close" onPress={onRemove}>{t.catalog.removeFilter(title)}</Button></div>
    </div>
  );
}

/** Only what has one of some values: a filter a dimension. */
export function FilterFields({ measure, value, onChange }: { measure: BuilderMeasure; value: string | undefined; onChange: (filters: string | undefined) => void }) {
  const filters = filtersOf(value);
  const left = measure.dimensions.filter((one) => !filters.some(({ dimension }) => dimension === one.key));
  const put = (dimension: string, values: string[]) => onChange(filterText(filters.map((one) => (one.dimension === dimension ? { dimension, values } : one))));
  return (
    <div className="stack">
      {filters.map((filter) => <OneFilter key={filter.dimension} measure={measure} filter={filter} onChange={(values) => put(filter.dimension, values)} onRemove={() => onChange(filterText(filters.filter((one) => one.dimension !== filter.dimension)))} />)}
      {left.length > 0 ? <SelectField name="add_filter" label={t.catalog.filterBy} options={[{ value: NONE, label: t.catalog.noColumns }, ...left.map((one) => ({ value: one.key, label: inLanguage(one.title.fa, one.title.en) }))]} value={NONE} onChange={(key) => (key === NONE ? undefined : onChange(filterText([...filters, { dimension: key, values: [] }])))} /> : null}
    </div>
  );
}
