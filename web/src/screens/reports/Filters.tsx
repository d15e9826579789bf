import { DOMAINS, HOUSEHOLD_TYPES, hasRole, useApi, useUser, type NamedRef } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, thisYear } from '@/lib/dates.ts';
import { Button, SelectField } from '@/ui/index.ts';
import type { PlaceCard } from '../places/types.ts';
import type { ReportSearch } from './types.ts';
import './reports.css';

const ANY = 'any';
const pick = <V extends string>(value: V | typeof ANY): V | undefined => (value === ANY ? undefined : value);

type CenterRow = NamedRef & { name: string };

/** The years that can be compared, this one always among them. */
export function useYears(): number[] {
  const { data } = useApi<{ years: number[] }>('/reports/years', { streams: ['family'] });
  const years = data?.years ?? [];
  return years.includes(thisYear()) ? years : [thisYear(), ...years];
}

/** The caseworkers of the manager's own center; nobody else is given such a list. */
export function useCaseworkers(enabled: boolean): { value: string; label: string }[] {
  const { data } = useApi<{ items: { caseworker: NamedRef }[] }>('/center/caseloads', { streams: ['caseworker'], enabled });
  return (data?.items ?? []).map(({ caseworker }) => ({ value: caseworker.id, label: caseworker.name ?? t.common.unknown }));
}

export const useCenters = (enabled: boolean) => useApi<{ items: CenterRow[] }>('/centers', { streams: ['center'], enabled });

/** Places an officer looks at: provinces, cities, and the zones of a city. */
function usePlaces(): { value: string; label: string; help?: string }[] {
  const provinces = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'province' } });
  const cities = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'city' } });
  const zones = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'zone' } });
  return [provinces, cities, zones].flatMap(({ data }) => (data?.items ?? []).filter((p) => p.neighborhoods > 0 || p.level === 'province').map((p) => ({ value: p.id, label: p.number === null ? p.name : `${t.words.level[p.level]} ${num(p.number)}: ${p.name}`, help: t.words.level[p.level] })));
}

type FiltersProps = { search: ReportSearch; year: number; onChange: (change: Partial<ReportSearch>) => void; onClear: () => void };

/** Every filter stands in the address, so that the screen can be sent or printed. */
export function Filters({ search, year, onChange, onClear }: FiltersProps) {
  const user = useUser();
  // A manager sees the own center only; officers are refused one center's figures, which would give small counts back by subtraction.
  const choosesCenter = hasRole(user, 'auditor');
  const choosesCaseworker = hasRole(user, 'center_manager');
  const caseworkers = useCaseworkers(choosesCaseworker);
  const centers = useCenters(choosesCenter);
  const places = usePlaces();
  const filtered = search.center_id || search.domain || search.household_type || search.place_id || search.caseworker_id;
  return (
    <section aria-label={t.reports.filters} className="stack-tight">
      <div className="form-row report-filters">
        <SelectField name="year" label={t.reports.year} options={useYears().map((y) => ({ value: String(y), label: digits(y) }))} value={String(year)} onChange={(y) => onChange({ year: Number(y) })} />
        <SelectField name="domain" label={t.reports.domain} options={[{ value: ANY, label: t.reports.wholeTier }, ...DOMAINS.map((value) => ({ value, label: t.words.domain[value] }))]} value={search.domain ?? ANY} onChange={(domain) => onChange({ domain: pick(domain) })} />
        <SelectField name="household_type" label={t.reports.household} options={[{ value: ANY, label: t.reports.allHouseholds }, ...HOUSEHOLD_TYPES.map((value) => ({ value, label: t.words.household[value] }))]} value={search.household_type ?? ANY} onChange={(household_type) => onChange({ household_type: pick(household_type) })} />
        {choosesCenter ? <SelectField name="center_id" label={t.reports.center} options={[{ value: ANY, label: t.reports.allCenters }, ...(centers.data?.items ?? []).map((c) => ({ value: c.id, label: c.name }))]} value={search.center_id ?? ANY} onChange={(center_id) => onChange({ center_id: pick(center_id) })} /> : null}
        {choosesCaseworker ? <SelectField name="caseworker_id" label={t.reports.caseworker} options={[{ value: ANY, label: t.reports.allCaseworkers }, ...caseworkers]} value={search.caseworker_id ?? ANY} onChange={(caseworker_id) => onChange({ caseworker_id: pick(caseworker_id) })} /> : null}
        <SelectField name="place_id" label={t.reports.place} options={[{ value: ANY, label: t.reports.allPlaces }, ...places]} value={search.place_id ?? ANY} onChange={(place_id) => onChange({ place_id: pick(place_id) })} />
      </div>
      {filtered ? <div><Button small variant="quiet" icon="close" onPress={onClear}>{t.reports.clearFilters}</Button></div> : null}
    </section>
  );
}
