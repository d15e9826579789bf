import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, formatInstant } from '@/lib/dates.ts';
import { AsOf, Card, Loaded, TakeAway } from '@/ui/index.ts';
import { Chart } from './Chart.tsx';
import { ReportTableView } from './ReportTableView.tsx';
import { asked, type BuilderSearch } from './search.ts';
import type { ReportTable } from './types.ts';

/** What a definition counts, drawn and as a table, with up to where and when it is right; and the same as files. */
export function BuiltResult({ search, title }: { search: BuilderSearch; title: string }) {
  const query = { measure: search.measure, rows: search.rows, columns: search.columns, filters: asked(search.filters), place_id: search.place_id, as_known_on: search.as_known_on };
  const table = useApi<ReportTable>('/report-builder/result', { query, streams: ['family', 'fund', 'neighborhood', 'activity', 'office'], keepPrevious: true });
  return (
    <Card title={t.catalog.result}>
      <div className="stack" data-result>
        {search.as_known_on ? <p className="strong">{t.catalog.knownThen(formatDate(search.as_known_on))}</p> : null}
        <Loaded query={table} rows={6}>
          {(found) => (
            <div className="stack">
              <Chart table={found} kind={search.chart ?? 'table'} caption={title} />
              <ReportTableView table={found} caption={title} keepTable />
            </div>
          )}
        </Loaded>
        {table.data ? <AsOf position={table.data.position} at={table.dataUpdatedAt} /> : null}
        {table.data?.as_of ? <p className="print-only soft">{formatInstant(table.data.as_of)}</p> : null}
        <TakeAway what="built-report" query={query} />
      </div>
    </Card>
  );
}
