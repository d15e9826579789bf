import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type StreamName } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { formatInstant, today } from '@/lib/dates.ts';
import { useCenters } from '@/screens/reports/Filters.tsx';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Loaded, Page, PaperHead, PrintButton, SelectField, TakeAway } from '@/ui/index.ts';
import { PlaceField } from './PlaceField.tsx';
import { ReportTableView } from './ReportTableView.tsx';
import type { TableSearch } from './search.ts';
import type { ReportCard, ReportTable } from './types.ts';
import '@/screens/reports/reports.css';
import './catalog.css';

const ANY = 'any';
/** What the tables are read from: each of them counts some of these. */
const STREAMS: readonly StreamName[] = ['family', 'neighborhood', 'agency', 'council', 'office', 'workshop', 'facilitator', 'fund', 'activity', 'place', 'center'];
/** Reports of a time that has an end, which is asked for. */
const WITH_A_LAST_DAY: readonly string[] = ['pilot-statistics'];
/** Reports on families, which an auditor narrows to a center. */
const BY_CENTER: readonly string[] = ['registry', 'vulnerable-categories'];

/** A report that is one table: on the screen, on paper and as a file. */
export function TableReport() {
  const { report } = useParams({ from: '/shell/reports/tables/$report' });
  const search = useSearch({ from: '/shell/reports/tables/$report' });
  const navigate = useNavigate();
  const user = useUser();
  const words = t.catalog;
  const list = useApi<{ reports: ReportCard[] }>('/reports');
  const card = list.data?.reports.find((one) => one.key === report);
  const title = card ? inLanguage(card.title.fa, card.title.en) : words.title;
  const centers = useCenters(hasRole(user, 'auditor') && BY_CENTER.includes(report));
  const query = { place_id: search.place_id, center_id: search.center_id, until: WITH_A_LAST_DAY.includes(report) ? search.until : undefined };
  const table = useApi<ReportTable>(`/reports/tables/${report}`, { query, streams: STREAMS, keepPrevious: true });
  const change = (next: TableSearch) => void navigate({ to: '/reports/tables/$report', params: { report }, search: { ...search, ...next }, replace: true, resetScroll: false });
  return (
    <Page title={title} back={{ label: words.all, to: '/reports' }} actions={<PrintButton />} {...(card ? { subtitle: `${words.every[card.every]} · ${words.source(card.source)}` } : {})}>
      <article className="paper stack">
        <PaperHead what={title} />
        <div className="form-row report-filters no-print">
          <PlaceField value={search.place_id} onChange={(place_id) => change({ place_id })} />
          {WITH_A_LAST_DAY.includes(report) ? <DateField name="until" label={words.until} value={search.until ?? today()} onChange={(until) => change({ until: until ?? undefined })} max={today()} /> : null}
          {hasRole(user, 'auditor') && BY_CENTER.includes(report) ? <SelectField name="center_id" label={words.center} options={[{ value: ANY, label: words.allCenters }, ...(centers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))]} value={search.center_id ?? ANY} onChange={(id) => change({ center_id: id === ANY ? undefined : id })} /> : null}
        </div>
        <Loaded query={table} rows={6}>{(found) => <ReportTableView table={found} caption={title} />}</Loaded>
        {table.data ? <AsOf position={table.data.position} at={table.dataUpdatedAt} /> : null}
        {table.data?.as_of ? <p className="print-only soft">{formatInstant(table.data.as_of)}</p> : null}
        <TakeAway what={`tables/${report}`} query={query} />
      </article>
    </Page>
  );
}
