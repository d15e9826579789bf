import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { Button, Chip, Dialog, Empty, LinkButton, Loaded, Page, Pager, RowLink, SearchField, SelectField } from '@/ui/index.ts';
import { familiesWord } from './FamilyCounts.tsx';
import { NeighborhoodForm, PlaceForm } from './RegisterForms.tsx';
import type { NeighborhoodSearch } from './search.ts';
import type { GroupRef, NeighborhoodCard, PlaceCard } from './types.ts';

const ANY = 'any';
const SHOWN = 60;

/** «پهنهٔ ۳ گلشهر، رتبهٔ ۲» */
export const groupWord = (group: GroupRef): string => `${t.words.level[group.level]}: ${group.name}${group.rank === null ? '' : ` · ${t.places.rank(num(group.rank))}`}`;

const zoneLabel = (p: PlaceCard): string => `${t.words.level[p.level]}${p.number === null ? '' : ` ${num(p.number)}`}: ${p.name}`;

/** Every neighborhood; names are not unique, so each row says where it lies. */
export function Neighborhoods() {
  const search = useSearch({ from: '/shell/neighborhoods' });
  const navigate = useNavigate();
  const user = useUser();
  // The gazetteer is the nation's: an administrator of a place keeps accounts.
  const keeps = hasRole(user, 'administrator') && user.place_id === null;
  const [entering, setEntering] = useState<'neighborhood' | 'place' | null>(null);
  const close = () => setEntering(null);
  const [typed, setTyped] = useState(search.q ?? '');
  const [cursors, setCursors] = useState<(string | null)[]>([null]);
  const provinces = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'province' } });
  const zones = useApi<{ items: PlaceCard[] }>('/places', { query: { level: 'zone' } });
  const found = useApi<Paged<NeighborhoodCard>>('/neighborhoods', { query: { q: search.q, place_id: search.province, group_id: search.group, limit: SHOWN, cursor: cursors.at(-1) ?? undefined }, streams: ['neighborhood', 'family'], keepPrevious: true });
  const change = (part: NeighborhoodSearch & { [K in keyof NeighborhoodSearch]: string | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as NeighborhoodSearch;
    setCursors([null]);
    void navigate({ to: '/neighborhoods', search: next, replace: true, resetScroll: false });
  };
  const set = (name: keyof NeighborhoodSearch, value: string) => change({ ...search, [name]: value === ANY ? undefined : value } as Parameters<typeof change>[0]);
  return (
    <Page
      title={t.places.neighborhoodsTitle}
      subtitle={t.places.neighborhoodsHelp}
      actions={
        <span className="cluster">
          {search.province ? <LinkButton icon="map" to="/places/$id" params={{ id: search.province }}>{t.places.openPlace}</LinkButton> : null}
          {keeps ? <Button icon="add" onPress={() => setEntering('neighborhood')}>{t.places.register.neighborhood}</Button> : null}
          {keeps ? <Button variant="quiet" onPress={() => setEntering('place')}>{t.places.register.place}</Button> : null}
        </span>
      }
    >
      <div className="form-row">
        <SearchField
          label={t.places.search}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            // Place names are no personal data and may stand in the address.
            set('q', value.trim());
          }}
        />
        <SelectField name="province" label={t.places.province} options={[{ value: ANY, label: t.places.allProvinces }, ...(provinces.data?.items ?? []).filter((p) => p.children > 0 || p.neighborhoods > 0).map((p) => ({ value: p.id, label: p.name }))]} value={search.province ?? ANY} onChange={(value) => set('province', value)} />
        <SelectField name="group" label={t.places.group} options={[{ value: ANY, label: t.places.allGroups }, ...(zones.data?.items ?? []).map((p) => ({ value: p.id, label: zoneLabel(p) }))]} value={search.group ?? ANY} onChange={(value) => set('group', value)} />
      </div>
      <Loaded query={found}>
        {({ items, next, total }) => (
          <section className="stack-tight" aria-label={t.places.neighborhoodsTitle}>
            <p className="soft" role="status">{t.places.found(num(total ?? items.length))}</p>
            {items.length === 0 ? <Empty icon="map" title={t.common.emptySearch} /> : (
              <ul className="cards grid">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/neighborhoods/$id"
                      params={{ id: one.id }}
                      who={digits(one.name)}
                      what={[one.city?.name, one.county?.name !== one.city?.name ? one.county?.name : null, one.province?.name].filter(Boolean).join(t.common.listComma)}
                      foot={
                        <span className="cluster">
                          {one.groups.map((g) => <Chip key={g.id}>{groupWord(g)}</Chip>)}
                          <small className="soft">{familiesWord(one.families)}</small>
                        </span>
                      }
                    />
                  </li>
                ))}
              </ul>
            )}
            <Pager page={cursors.length} hasNext={Boolean(next)} onPage={(page) => setCursors((all) => (page > all.length ? [...all, next ?? null] : all.slice(0, page)))} />
          </section>
        )}
      </Loaded>
      <Dialog title={entering ? t.places.register[entering] : ''} open={entering !== null} onClose={close} wide>{entering === 'neighborhood' ? <NeighborhoodForm onClose={close} /> : entering === 'place' ? <PlaceForm onClose={close} /> : null}</Dialog>
    </Page>
  );
}
