import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { Button, Card, Checkbox, ComboField, Disclosure, NumberField, SelectField } from '@/ui/index.ts';
import { ActorField, useActorName } from './ActorField.tsx';
import { streamWord, useRegister, type Listed } from './names.ts';
import type { TrailSearch } from './search.ts';
import { eventTypes, typeWord } from './words.ts';

const ANY = 'any';
/** Places that are told apart by more than their name. */
const LEVELS = ['province', 'zone'] as const;

type FiltersProps = { search: TrailSearch; change: (part: { [K in keyof TrailSearch]: string | undefined }) => void };

const userOf = (actor: string | undefined): string | null => (actor?.startsWith('user:') ? actor.slice('user:'.length) : null);

/** Places to choose from: provinces and zones; and the one that is chosen, which may be a neighborhood. */
function usePlaces(chosen: string | undefined) {
  const provinces = useApi<Listed>('/places', { query: { level: LEVELS[0] } });
  const zones = useApi<Listed>('/places', { query: { level: LEVELS[1] } });
  const ready = provinces.isSuccess && zones.isSuccess;
  const items = [...(provinces.data?.items ?? []), ...(zones.data?.items ?? [])].map((one) => ({ value: one.id, label: one.name }));
  const other = ready && chosen !== undefined && !items.some((one) => one.value === chosen);
  const neighborhood = useApi<{ id: string; name: string }>(`/neighborhoods/${chosen}`, { enabled: other }).data;
  return { ready, items, neighborhood: other && neighborhood?.id === chosen ? neighborhood : null };
}

/** What is filtered now, each to be taken away by itself. */
function Given({ search, change, centers, places }: FiltersProps & { centers: readonly { value: string; label: string }[]; places: readonly { value: string; label: string }[] }) {
  const user = userOf(search.actor);
  const name = useActorName(user);
  const [stream, id] = search.stream?.split(':') ?? [];
  const labelIn = (list: readonly { value: string; label: string }[], value: string | undefined) => list.find((one) => one.value === value)?.label ?? value ?? '';
  const words: [keyof TrailSearch, string][] = [];
  if (search.actor) words.push(['actor', user ? (name ?? t.words.unknownActor) : t.words.system(search.actor.slice('system:'.length))]);
  if (stream) words.push(['stream', id ? `${streamWord(stream)} · ${t.auditor.onlyStream}` : streamWord(stream)]);
  if (search.type) words.push(['type', search.type.split(',').map(typeWord).join(t.common.listComma)]);
  if (search.center_id) words.push(['center_id', labelIn(centers, search.center_id)]);
  if (search.place_id) words.push(['place_id', labelIn(places, search.place_id)]);
  for (const [field, label] of [['from', t.audit.recordedFrom], ['to', t.audit.recordedTo], ['happened_from', t.audit.happenedFrom], ['happened_to', t.audit.happenedTo]] as const) {
    const day = search[field];
    if (day) words.push([field, `${label} ${formatDate(day)}`]);
  }
  if (search.night) words.push(['night', t.audit.atNight]);
  if (search.overridden) words.push(['overridden', t.audit.overridden]);
  if (search.days_late) words.push(['days_late', t.audit.lateDays(num(Number(search.days_late)))]);
  if (words.length === 0) return null;
  return (
    <ul className="cluster list" aria-label={t.audit.filters}>
      {words.map(([field, label]) => (
        <li key={field}><Button small variant="quiet" icon="close" aria-label={t.audit.remove(label)} onPress={() => change({ [field]: undefined })}><bdi>{label}</bdi></Button></li>
      ))}
    </ul>
  );
}

/** Person, kind, stream, place and both times; each given one narrows the trail further. */
export function TrailFilters({ search, change }: FiltersProps) {
  const centers = useRegister('center');
  const places = usePlaces(search.place_id);
  const ofPlaces = places.items.some((one) => one.value === search.place_id) ? search.place_id : undefined;
  const centerOptions = (centers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }));
  const kind = search.stream?.split(':')[0];
  const single = search.type?.includes(',') ? null : (search.type ?? null);
  const more = Boolean(search.center_id ?? search.place_id ?? search.happened_from ?? search.happened_to ?? search.night ?? search.overridden ?? search.days_late ?? search.stream);
  return (
    <Card className="no-print">
      <div className="stack-tight">
        <div className="filter-line">
          <ActorField name="actor" label={t.audit.who} value={userOf(search.actor)} onChange={(id) => change({ actor: id ? `user:${id}` : undefined })} />
          <ComboField name="type" label={t.auditor.type} optional placeholder={t.auditor.allTypes} options={eventTypes().map(([value, label]) => ({ value, label }))} value={single} onChange={(value) => change({ type: value ?? undefined })} />
          <DateField name="from" label={t.audit.recordedFrom} optional value={search.from ?? null} onChange={(value) => change({ from: value ?? undefined })} max={today()} />
          <DateField name="to" label={t.audit.recordedTo} optional value={search.to ?? null} onChange={(value) => change({ to: value ?? undefined })} max={today()} />
        <Disclosure summary={t.audit.moreFilters} open={more}>
          <div className="stack">
            <div className="form-row">
              <ComboField key={`center-${String(centers.isSuccess)}`} name="center_id" label={t.audit.center} optional placeholder={t.audit.anyCenter} options={centerOptions} value={search.center_id ?? null} onChange={(value) => change({ center_id: value ?? undefined })} />
              <SelectField name="stream" label={t.auditor.stream} options={[{ value: ANY, label: t.auditor.allStreams }, ...Object.entries(t.auditor.streams).map(([value, label]) => ({ value, label }))]} value={kind ?? ANY} onChange={(value) => change({ stream: value === ANY ? undefined : value })} />
              <ComboField key={`place-${String(places.ready)}`} name="place_id" label={t.audit.place} help={t.audit.placeHelp} optional placeholder={t.audit.anyPlace} options={places.items} value={ofPlaces ?? null} onChange={(value) => change({ place_id: value ?? undefined })} />
              <NeighborhoodField key={`neighborhood-${places.neighborhood?.id ?? ''}`} name="neighborhood" label={t.words.neighborhood} optional known={places.neighborhood} value={places.neighborhood?.id ?? null} onChange={(value) => { if (value) change({ place_id: value }); else if (places.neighborhood) change({ place_id: undefined }); }} />
              <DateField name="happened_from" label={t.audit.happenedFrom} optional value={search.happened_from ?? null} onChange={(value) => change({ happened_from: value ?? undefined })} max={today()} />
              <DateField name="happened_to" label={t.audit.happenedTo} optional value={search.happened_to ?? null} onChange={(value) => change({ happened_to: value ?? undefined })} max={today()} />
              <NumberField name="days_late" label={t.audit.lateMin} optional min={0} max={9999} value={search.days_late ? Number(search.days_late) : null} onChange={(value) => change({ days_late: value ? String(value) : undefined })} />
            </div>
            <div className="cluster">
              <Checkbox name="night" checked={search.night === 'true'} onChange={(on) => change({ night: on ? 'true' : undefined })}>{t.audit.night}</Checkbox>
              <Checkbox name="overridden" checked={search.overridden === 'true'} onChange={(on) => change({ overridden: on ? 'true' : undefined })}>{t.audit.overriddenOnly}</Checkbox>
            </div>
          </div>
        </Disclosure>
        </div>
        <Given search={search} change={change} centers={centerOptions} places={places.neighborhood ? [...places.items, { value: places.neighborhood.id, label: places.neighborhood.name }] : places.items} />
      </div>
    </Card>
  );
}
