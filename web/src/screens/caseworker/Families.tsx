import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { api, hasRole, positionToWaitFor, useUser, type ApiProblem, type Paged, type Query } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { optionsOf, tierOptions } from '@/screens/family/options.ts';
import type { FamilyCard } from '@/screens/family/types.ts';
import { useCaseloads } from '@/screens/manager/data.ts';
import { Button, Empty, Failure, LinkButton, LoadMore, Page, SearchField, SelectField, Skeleton, TakeAway } from '@/ui/index.ts';
import { FamilyCardRow } from './FamilyCardRow.tsx';
import { SavedFilters } from '@/screens/common/SavedFilters.tsx';
import { LedHere } from './LedHere.tsx';
import { familyQuery, type FamilyFilters } from './routes.ts';

const PAGE_SIZE = 30;
const ANY = 'any';

function useFamilies(query: Query) {
  return useInfiniteQuery<Paged<FamilyCard>, ApiProblem, { pages: Paged<FamilyCard>[] }, readonly unknown[], string | null>({
    queryKey: ['/families', query],
    // Words that may be a name go in a body: an address is kept by proxies and browsers.
    queryFn: ({ pageParam }) => (query['q'] ? api.post<Paged<FamilyCard>>('/families/find', { ...query, cursor: pageParam }, { query: { at_least: positionToWaitFor() } }) : api.get<Paged<FamilyCard>>('/families', { ...query, cursor: pageParam })),
    initialPageParam: null,
    getNextPageParam: (last) => last.next ?? null,
    meta: { streams: ['family'] },
    placeholderData: (before) => before,
  });
}

function Filters({ filters, manager }: { filters: FamilyFilters; manager: boolean }) {
  const navigate = useNavigate();
  const caseloads = useCaseloads(manager);
  const change = (part: FamilyFilters) => void navigate({ to: '/families', search: { ...filters, ...part }, replace: true });
  const any = { value: ANY, label: t.common.all };
  return (
    <div className="form-row">
      <SelectField name="tier" label={t.family.holds} value={filters.tier ?? ANY} options={[any, ...tierOptions()]} onChange={(v) => change({ tier: tierOptions().find((o) => o.value === v)?.value })} />
      <SelectField name="state" label={t.caseworker.filters.state} value={filters.state ?? ANY} options={[any, ...optionsOf({ open: t.caseworker.filters.open, closed: t.caseworker.filters.closed })]} onChange={(v) => change({ state: v === 'open' || v === 'closed' ? v : undefined })} />
      {manager ? (
        <>
          <SelectField name="held" label={t.words.caseworker} value={filters.held ?? ANY} options={[any, { value: 'yes', label: t.manager.filters.held }, { value: 'no', label: t.manager.filters.notHeld }]} onChange={(v) => change({ held: v === 'yes' || v === 'no' ? v : undefined })} />
          <SelectField name="caseworker" label={t.manager.filters.ofCaseworker} value={filters.caseworker ?? ANY} options={[any, ...(caseloads.data?.items ?? []).map((c) => ({ value: c.caseworker.id, label: c.caseworker.name ?? t.family.nameErased }))]} onChange={(v) => change({ caseworker: v === ANY ? undefined : v })} />
        </>
      ) : null}
    </div>
  );
}

/** The families a person works with, to be searched and narrowed. The words searched for never stand in the address. */
export function Families() {
  const user = useUser();
  const manager = hasRole(user, 'center_manager');
  const navigate = useNavigate();
  const filters = useSearch({ from: '/shell/families' });
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const [narrowing, setNarrowing] = useState(Object.values(filters).some(Boolean));
  const asked = { q, ...familyQuery(filters), state: filters.state ?? (manager ? undefined : 'open') };
  const families = useFamilies({ ...asked, limit: PAGE_SIZE });
  const items = families.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t.caseworker.menu.families} actions={manager ? <><LinkButton to="/families/many" search={filters} icon="task">{t.many.open}</LinkButton><LinkButton to="/center/new" variant="primary" icon="add">{t.manager.newFamily}</LinkButton></> : undefined}>
      <div className="stack-tight">
        <div className="with-button">
          <div className="grow"><SearchField label={t.caseworker.searchFamilies} labelHidden value={typed} onChange={setTyped} placeholder={t.caseworker.searchHint} /></div>
          <Button icon="filter" aria-expanded={narrowing} onPress={() => setNarrowing(!narrowing)}>{t.common.filter}</Button>
        </div>
        <LedHere filters={filters} onAll={(others) => void navigate({ to: '/families', search: others, replace: true })} />
        {narrowing ? <Filters filters={filters} manager={manager} /> : null}
        <SavedFilters user={user.id} screen="families" filters={filters} narrowed={Object.values(filters).some(Boolean)} onChoose={(kept) => void navigate({ to: '/families', search: kept, replace: true })} />
      </div>
      {families.data === undefined ? (
        families.error ? <Failure problem={families.error} retry={() => void families.refetch()} /> : <Skeleton rows={6} />
      ) : items.length === 0 ? (
        <Empty icon="families" title={q || Object.values(filters).some(Boolean) ? t.common.emptySearch : t.caseworker.noFamilies} />
      ) : (
        <>
          <ul className="cards two">{items.map((family) => <li key={family.id}><FamilyCardRow family={family} showCaseworker={manager} /></li>)}</ul>
          <TakeAway what="families" query={{ at_least: positionToWaitFor() }} body={{ ...asked, q: q || undefined }} />
          <LoadMore hasMore={families.hasNextPage} pending={families.isFetchingNextPage} onMore={() => void families.fetchNextPage()} />
        </>
      )}
    </Page>
  );
}
