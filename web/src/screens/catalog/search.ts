// What the addresses of the report builder and of tables may say: a report can be sent as a link.
import type { Chart, ReportDefinition } from './types.ts';

export const CHARTS: readonly Chart[] = ['table', 'bars', 'line'];

export type BuilderSearch = { measure?: string | undefined; rows?: string | undefined; columns?: string | undefined; filters?: string | undefined; place_id?: string | undefined; as_known_on?: string | undefined; chart?: Chart | undefined; /** The saved report that is being changed. */ saved?: string | undefined };

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const dayOf = (value: unknown): string | undefined => (/^\d{4}-\d{2}-\d{2}$/.test(textOf(value) ?? '') ? textOf(value) : undefined);

export function readBuilderSearch(search: Record<string, unknown>): BuilderSearch {
  return {
    measure: textOf(search['measure']), rows: textOf(search['rows']), columns: textOf(search['columns']), filters: textOf(search['filters']), place_id: textOf(search['place_id']),
    as_known_on: dayOf(search['as_known_on']),
    chart: CHARTS.find((one) => one === search['chart']),
    saved: textOf(search['saved']),
  };
}

export type TableSearch = { place_id?: string | undefined; center_id?: string | undefined; /** Last day that counts. */ until?: string | undefined };

export const readTableSearch = (search: Record<string, unknown>): TableSearch => ({ place_id: textOf(search['place_id']), center_id: textOf(search['center_id']), until: dayOf(search['until']) });

export type Filter = { dimension: string; values: string[] };

/** `dimension:value,value;dimension:value`, as the server reads it. */
export const filtersOf = (text: string | undefined): Filter[] =>
  (text ?? '').split(';').flatMap((part) => {
    const at = part.indexOf(':');
    return at > 0 ? [{ dimension: part.slice(0, at), values: part.slice(at + 1).split(',').filter((value) => value !== '') }] : [];
  });

export const filterText = (filters: readonly Filter[]): string | undefined => filters.map(({ dimension, values }) => `${dimension}:${values.join(',')}`).join(';') || undefined;

/** Filters without a value ask for nothing yet. */
export const asked = (text: string | undefined): string | undefined => filterText(filtersOf(text).filter(({ values }) => values.length > 0));

export const searchOf = (definition: ReportDefinition): BuilderSearch => ({
  measure: definition.measure, rows: definition.rows, columns: definition.columns ?? undefined, filters: filterText(definition.filters ?? []), place_id: definition.place_id ?? undefined, as_known_on: definition.as_known_on ?? undefined, chart: definition.chart,
});

export const definitionOf = (search: BuilderSearch & { measure: string; rows: string }): ReportDefinition => ({
  measure: search.measure, rows: search.rows, columns: search.columns ?? null, filters: filtersOf(search.filters).filter(({ values }) => values.length > 0), place_id: search.place_id ?? null, as_known_on: search.as_known_on ?? null, chart: search.chart ?? 'table',
});
