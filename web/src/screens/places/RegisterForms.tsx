import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, type Committed, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ComboField, Form, NumberField, SelectField, TextField, errorsOf, toast, type Option } from '@/ui/index.ts';
import { PARENTS_OF } from './levels.ts';
import type { PlaceCard, PlaceLevel } from './types.ts';

type Close = { onClose: () => void };
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

/** Places of one level, told apart by level and number. */
function usePlacesOf(level: PlaceLevel, enabled: boolean): Option[] {
  const found = useApi<Paged<PlaceCard>>('/places', { query: { level }, enabled, streams: ['place'] }).data?.items ?? [];
  return found.map((one) => ({ value: one.id, label: one.name, help: `${t.words.level[level]}${one.number === null ? '' : ` ${num(one.number)}`}` }));
}

function usePlaces(wanted: readonly PlaceLevel[]): Option[] {
  const is = (level: PlaceLevel) => wanted.includes(level);
  return [
    ...usePlacesOf('country', is('country')), ...usePlacesOf('province', is('province')), ...usePlacesOf('county', is('county')), ...usePlacesOf('district', is('district')),
    ...usePlacesOf('city', is('city')), ...usePlacesOf('village', is('village')), ...usePlacesOf('zone', is('zone')), ...usePlacesOf('municipal_district', is('municipal_district')),
  ];
}

type Named = { name: string; nameEn: string; from: string | null; source: string };
const NOTHING: Named = { name: '', nameEn: '', from: null, source: '' };
const sentOf = ({ name, nameEn, from, source }: Named) => ({ name: name.trim(), name_en: nameEn.trim() || null, valid_from: from, source: source.trim() || null });

function NamedFields({ value, onChange }: { value: Named; onChange: (value: Named) => void }) {
  const words = t.places.register;
  return (
    <>
      <div className="form-row">
        <TextField name="name" label={words.name} value={value.name} onChange={(name) => onChange({ ...value, name })} />
        <TextField name="name_en" label={words.nameEn} optional value={value.nameEn} onChange={(nameEn) => onChange({ ...value, nameEn })} />
      </div>
      <div className="form-row">
        <DateField name="valid_from" label={words.from} optional value={value.from} onChange={(from) => onChange({ ...value, from })} max={today()} />
        <TextField name="source" label={t.places.source} help={words.sourceHelp} optional value={value.source} onChange={(source) => onChange({ ...value, source })} />
      </div>
    </>
  );
}

/** A neighborhood of a city that no document names. */
export function NeighborhoodForm({ onClose }: Close) {
  const words = t.places.register;
  const navigate = useNavigate();
  const [named, setNamed] = useState(NOTHING);
  const [place, setPlace] = useState<string | null>(null);
  const send = useCommand<object, Committed & { ids: { neighborhood_id: string } }>('/neighborhoods', {
    onDone: ({ ids }) => {
      toast(t.common.saved);
      void navigate({ to: '/neighborhoods/$id', params: { id: ids.neighborhood_id } });
    },
  });
  return (
    <Form label={words.neighborhood} submitLabel={words.neighborhood} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ name: !named.name.trim() && t.common.required, place_id: !place && t.common.chooseOne })} onSubmit={() => void send.send({ ...sentOf(named), place_id: place })} actions={cancel(onClose)}>
      <p className="soft">{words.neighborhoodHelp}</p>
      <ComboField name="place_id" label={words.city} options={usePlaces(['city', 'village', 'district', 'county'])} value={place} onChange={setPlace} />
      <NamedFields value={named} onChange={setNamed} />
    </Form>
  );
}

/** The zone or municipal district in which a neighborhood lies. */
export function GroupForm({ neighborhood, onClose }: Close & { neighborhood: string }) {
  const words = t.places.register;
  const [group, setGroup] = useState<string | null>(null);
  const [rank, setRank] = useState<number | null>(null);
  const send = useCommand<object>(`/neighborhoods/${neighborhood}/groups`, { onDone: () => { toast(t.common.saved); onClose(); } });
  return (
    <Form label={words.group} submitLabel={t.common.save} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ group_id: !group && t.common.chooseOne })} onSubmit={() => void send.send({ group_id: group, rank })} actions={cancel(onClose)}>
      <ComboField name="group_id" label={t.places.group} options={usePlaces(['zone', 'municipal_district'])} value={group} onChange={setGroup} />
      <NumberField name="rank" label={words.rank} optional min={1} max={999} value={rank} onChange={setRank} />
    </Form>
  );
}

/** A place of the tree, or a zone of a city. */
export function PlaceForm({ onClose }: Close) {
  const words = t.places.register;
  const [named, setNamed] = useState(NOTHING);
  const [level, setLevel] = useState<PlaceLevel>('city');
  const [parent, setParent] = useState<string | null>(null);
  const [number, setNumber] = useState<number | null>(null);
  const send = useCommand<object>('/places', { onDone: () => { toast(t.common.saved); onClose(); } });
  const { country: _, ...levels } = t.words.level;
  const isNumbered = level === 'zone' || level === 'municipal_district';
  return (
    <Form label={words.place} submitLabel={words.place} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ name: !named.name.trim() && t.common.required, parent_id: !parent && t.common.chooseOne })} onSubmit={() => void send.send({ ...sentOf(named), level, parent_id: parent, number: isNumbered ? number : null })} actions={cancel(onClose)}>
      <SelectField name="level" label={t.places.level} options={optionsOf(levels)} value={level} onChange={(value) => { setLevel(value as PlaceLevel); setParent(null); }} />
      <ComboField key={level} name="parent_id" label={words.parent} options={usePlaces(PARENTS_OF[level])} value={parent} onChange={setParent} />
      {isNumbered ? <NumberField name="number" label={t.places.number} optional min={1} max={99} value={number} onChange={setNumber} /> : null}
      <NamedFields value={named} onChange={setNamed} />
    </Form>
  );
}
