import { useNavigate, useSearch } from '@tanstack/react-router';
import { useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Card, ChoiceField, ComboField, Empty, Loaded, Page } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';
import { DutyTable, Requests } from './DutyParts.tsx';
import { PlaceField } from './PlaceField.tsx';
import type { Board } from './types.ts';

/** The board of duties by agency and neighborhood; an agency's officer begins with the own agency. */
export function Duties() {
  const words = t.neighborhood;
  const search = useSearch({ from: '/shell/duties' });
  const navigate = useNavigate();
  const own = useUser().agency_id;
  const agency = search.agency ?? own ?? undefined;
  const agencies = useApi<Paged<AgencyCard>>('/agencies', { streams: ['agency'] });
  const board = useApi<Board>('/duties', { query: { agency_id: agency, place_id: search.place }, streams: ['neighborhood', 'agency'], keepPrevious: true });
  const go = (part: Partial<Record<keyof typeof search, string | undefined>>) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as typeof search;
    void navigate({ to: '/duties', search: next, replace: true, resetScroll: false });
  };
  return (
    <Page title={words.dutiesTitle} subtitle={words.dutiesHelp}>
      <div className="form-row">
        {own ? null : <ComboField name="agency" label={words.agency} optional options={(agencies.data?.items ?? []).filter((one) => one.duties > 0).map((one) => ({ value: one.id, label: one.name }))} value={search.agency ?? null} onChange={(value) => go({ agency: value ?? undefined })} placeholder={words.allAgencies} />}
        <PlaceField value={search.place} onChange={(place) => go({ place })} />
        <ChoiceField name="all" label={words.stateField} inline options={[{ value: '', label: words.onlyReported }, { value: '1', label: words.allDuties }]} value={search.all ?? ''} onChange={(all) => go({ all: all || undefined })} />
      </div>
      <Loaded query={board}>
        {({ duties, requests }) => {
          const shown = search.all ? duties : duties.filter((row) => row.state !== null);
          return (
            <div className="stack">
              <Card title={words.requests}><Requests rows={requests} across /></Card>
              <Card title={words.duty}>{shown.length === 0 ? <Empty icon="task" title={words.noDuties} /> : <DutyTable rows={shown} reportFor={own} across />}</Card>
            </div>
          );
        }}
      </Loaded>
    </Page>
  );
}
