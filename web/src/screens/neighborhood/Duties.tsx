import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Button, Card, ComboField, Empty, Loaded, Page, Pager, SelectField, Table, TakeAway } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';
import { DutyTable, Requests } from './DutyParts.tsx';
import { PlaceField } from './PlaceField.tsx';
import { DUTY_ROWS } from './search.ts';
import type { AgencyDuties, Board, DutyRows, DutyState } from './types.ts';

const STATES: readonly DutyState[] = ['done', 'underway', 'hindered', 'not_begun'];

/** How far each agency is: the numbers first, the rows behind them when one is chosen. */
function ByAgency({ agencies, onChoose }: { agencies: readonly AgencyDuties[]; onChoose: (agency: string, rows?: DutyRows) => void }) {
  const words = t.neighborhood;
  const number = (one: AgencyDuties, count: number, rows: DutyRows) => (count === 0 ? num(0) : <Button small variant="quiet" aria-label={`${one.agency.name ?? ''}${t.common.listComma}${words.dutyRows[rows]}: ${num(count)}`} onPress={() => onChoose(one.agency.id, rows)}>{num(count)}</Button>);
  return (
    <Table<AgencyDuties>
      caption={words.byAgency}
      rows={agencies}
      rowKey={(one) => one.agency.id}
      columns={[
        { key: 'agency', label: words.agency, header: true, cell: (one) => <Button small variant="quiet" onPress={() => onChoose(one.agency.id)}>{one.agency.name}</Button> },
        { key: 'duties', label: words.dutyCount, numeric: true, cell: (one) => num(one.duties) },
        ...STATES.map((state) => ({ key: state, label: words.dutyState[state], numeric: true, cell: (one: AgencyDuties) => number(one, one[state], state) })),
        { key: 'none', label: words.noReport, numeric: true, cell: (one) => number(one, one.unreported, 'unreported') },
      ]}
    />
  );
}

type Pages = (string | null)[];
const turned = (next: string | null) => (page: number) => (all: Pages): Pages => (page > all.length ? [...all, next] : all.slice(0, page));

/** One board: the pages of its rows and requests begin anew with another question. */
function Rows({ agency, place, rows, onChoose }: { agency: string | undefined; place: string | undefined; rows: DutyRows; onChoose: (agency: string, rows?: DutyRows) => void }) {
  const words = t.neighborhood;
  const own = useUser().agency_id;
  const [pages, setPages] = useState<Pages>([null]);
  const [requestPages, setRequestPages] = useState<Pages>([null]);
  const query = { agency_id: agency, place_id: place, rows, cursor: pages.at(-1) ?? undefined, requests_cursor: requestPages.at(-1) ?? undefined };
  const board = useApi<Board>('/duties', { query, streams: ['neighborhood', 'agency', 'place'], keepPrevious: true });
  // What was asked waits for an answer and stands first; that nothing was asked can be read at the end.
  const asked = (requests: Board['requests'], after: string | null, whole: number | null) => (
    <Card title={`${words.requests} (${num(whole ?? requests.length)})`}>
      <div className="stack">
        <Requests rows={requests} across />
        <Pager page={requestPages.length} hasNext={Boolean(after)} onPage={(page) => setRequestPages(turned(after)(page))} />
        <TakeAway what="tables/utility-requests" of={words.requests} query={{ agency_id: agency, place_id: place }} />
      </div>
    </Card>
  );
  return (
    <>
      <Loaded query={board}>
        {({ items, next, total, agencies, requests, requests_next, requests_total }) => (
          <div className="stack">
            {requests.length > 0 ? asked(requests, requests_next, requests_total) : null}
            {agencies.length > 0 ? <Card title={words.byAgency}><div className="stack-tight"><p className="soft">{words.byAgencyHelp}</p><ByAgency agencies={agencies} onChoose={onChoose} /></div></Card> : null}
            <Card title={`${words.duty} (${num(total ?? items.length)})`}>
              {items.length === 0 ? <Empty icon="task" title={words.noDuties} /> : (
                <div className="stack">
                  <DutyTable rows={items} reportFor={own} across />
                  <Pager page={pages.length} hasNext={Boolean(next)} onPage={(page) => setPages(turned(next)(page))} />
                </div>
              )}
            </Card>
            {requests.length > 0 ? null : asked(requests, requests_next, requests_total)}
          </div>
        )}
      </Loaded>
      {board.data ? <AsOf position={board.data.position} at={board.dataUpdatedAt} /> : null}
      <TakeAway what="tables/duties" of={words.dutiesTitle} query={{ agency_id: agency, place_id: place, rows }} />
    </>
  );
}

/** The board of duties by agency and neighborhood; an agency's officer begins with the own agency. */
export function Duties() {
  const words = t.neighborhood;
  const search = useSearch({ from: '/shell/duties' });
  const navigate = useNavigate();
  const own = useUser().agency_id;
  const agency = search.agency ?? own ?? undefined;
  const rows = search.rows ?? 'reported';
  const agencies = useApi<Paged<AgencyCard>>('/agencies', { streams: ['agency'] });
  const go = (part: Partial<Record<keyof typeof search, string | undefined>>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as typeof search;
    void navigate({ to: '/duties', search: next, replace: true, resetScroll: false });
  };
  return (
    <Page title={words.dutiesTitle} subtitle={words.dutiesHelp}>
      <div className="form-row">
        {own ? null : <ComboField name="agency" label={words.agency} optional options={(agencies.data?.items ?? []).filter((one) => one.duties > 0).map((one) => ({ value: one.id, label: one.name }))} value={search.agency ?? null} onChange={(value) => go({ agency: value ?? undefined })} placeholder={words.allAgencies} />}
        <PlaceField value={search.place} onChange={(place) => go({ place })} />
        <SelectField name="rows" label={words.stateField} options={DUTY_ROWS.map((value) => ({ value, label: words.dutyRows[value] }))} value={rows} onChange={(value) => go({ rows: value === 'reported' ? undefined : value })} />
      </div>
      <Rows key={`${agency}/${search.place}/${rows}`} agency={agency} place={search.place} rows={rows} onChoose={(id, of) => go({ agency: id, ...(of ? { rows: of } : {}) })} />
    </Page>
  );
}
