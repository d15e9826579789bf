import { useApi, type NamedRef, type Role, type Scope } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { ChoicesField, ComboField, errorsOf, type FieldErrors, type Option } from '@/ui/index.ts';

/** What one right binds its role to; of one neighborhood only where a single right is given. */
export type Bound = Scope & { neighborhood_id?: string | null };

type Known = { id: string; name: string | null; center: NamedRef };

export const NOTHING_BOUND: Scope = { caseworker_id: null, center_id: null, commission_ids: [], agency_id: null, place_id: null };

/** Roles that one neighborhood can bound. */
const ofNeighborhoods = (roles: readonly Role[]): boolean => roles.includes('officer') || roles.includes('facilitator');

/** Only what a chosen role needs is sent; what was chosen for another stays in the form. */
export function scopeOf(roles: readonly Role[], bound: Bound) {
  const is = (role: Role) => roles.includes(role);
  return {
    ...(is('caseworker') ? { caseworker_id: bound.caseworker_id } : {}),
    ...(is('center_manager') ? { center_id: bound.center_id } : {}),
    ...(is('commission_member') ? { commission_ids: bound.commission_ids } : {}),
    ...(is('agency_officer') ? { agency_id: bound.agency_id } : {}),
    ...(ofNeighborhoods(roles) && bound.neighborhood_id ? { neighborhood_id: bound.neighborhood_id } : is('officer') || is('administrator') || is('facilitator') ? { place_id: bound.place_id } : {}),
  };
}

function useOptions(path: string, query: Record<string, string> | undefined, enabled: boolean): Option[] {
  const { data } = useApi<{ items: NamedRef[] }>(path, { ...(query ? { query } : {}), enabled });
  return (data?.items ?? []).map((one) => ({ value: one.id, label: one.name ?? one.id }));
}

type ScopeProps = {
  roles: readonly Role[];
  bound: Bound;
  /** One commission only; one neighborhood instead of a place. */
  one?: boolean;
  onChange: (bound: Bound) => void;
};

/** What each chosen role is bound to; a role without its bound is refused. */
export function ScopeFields({ roles, bound, one = false, onChange }: ScopeProps) {
  const is = (role: Role) => roles.includes(role);
  const known = useApi<{ items: Known[] }>('/users/caseworkers', { enabled: is('caseworker') }).data?.items ?? [];
  const caseworkers = known.map(({ id, name, center }) => ({ value: id, label: name ?? t.common.unknown, ...(center.name ? { help: center.name } : {}) }));
  const centers = useOptions('/centers', undefined, is('center_manager'));
  const commissions = useOptions('/commissions', undefined, is('commission_member'));
  const agencies = useOptions('/agencies', undefined, is('agency_officer'));
  const hasPlace = is('officer') || is('administrator') || is('facilitator');
  const provinces = useOptions('/places', { level: 'province' }, hasPlace).map((place) => ({ ...place, help: t.words.level.province }));
  const counties = useOptions('/places', { level: 'county' }, hasPlace).map((place) => ({ ...place, help: t.words.level.county }));
  return (
    <>
      {is('caseworker') ? <ComboField name="caseworker_id" label={t.administrator.caseworker} options={caseworkers} value={bound.caseworker_id ?? null} onChange={(caseworker_id) => onChange({ ...bound, caseworker_id })} /> : null}
      {is('center_manager') ? <ComboField name="center_id" label={t.administrator.center} options={centers} value={bound.center_id ?? null} onChange={(center_id) => onChange({ ...bound, center_id })} /> : null}
      {is('commission_member') && one ? <ComboField name="commission_ids" label={t.words.commission} options={commissions} value={bound.commission_ids[0] ?? null} onChange={(id) => onChange({ ...bound, commission_ids: id ? [id] : [] })} /> : null}
      {is('commission_member') && !one ? <ChoicesField name="commission_ids" label={t.administrator.commissions} options={commissions} value={bound.commission_ids} onChange={(commission_ids) => onChange({ ...bound, commission_ids })} /> : null}
      {is('agency_officer') ? <ComboField name="agency_id" label={t.administrator.agency} options={agencies} value={bound.agency_id ?? null} onChange={(agency_id) => onChange({ ...bound, agency_id })} /> : null}
      {hasPlace ? <ComboField name="place_id" label={t.administrator.place} help={t.rights.placeHelp} optional={!is('facilitator') || Boolean(bound.neighborhood_id)} options={[...provinces, ...counties]} value={bound.place_id ?? null} onChange={(place_id) => onChange({ ...bound, place_id, neighborhood_id: null })} /> : null}
      {one && ofNeighborhoods(roles) ? <NeighborhoodField label={t.rights.oneNeighborhood} help={t.rights.neighborhoodHelp} optional value={bound.neighborhood_id ?? null} onChange={(neighborhood_id) => onChange({ ...bound, neighborhood_id, place_id: null })} /> : null}
    </>
  );
}

export function missing(roles: readonly Role[], bound: Bound): FieldErrors {
  const is = (role: Role) => roles.includes(role);
  return errorsOf({
    caseworker_id: is('caseworker') && !bound.caseworker_id && t.administrator.needed,
    center_id: is('center_manager') && !bound.center_id && t.administrator.needed,
    commission_ids: is('commission_member') && bound.commission_ids.length === 0 && t.administrator.needed,
    place_id: is('facilitator') && !bound.place_id && !bound.neighborhood_id && t.administrator.needed,
    agency_id: is('agency_officer') && !bound.agency_id && t.administrator.needed,
  });
}
