import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ChoiceField, ComboField, Dialog, Empty, Form, Loaded, Page, RowLink, SelectField, TakeAway, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { CouncilCard, CouncilKind } from './types.ts';

type Body = { kind: CouncilKind | null; name: string; by_law: string | null; place_id: string | null; formed_on: string | null };

/** Whoever keeps the secretariat of bodies. */
export const useKeeps = (): boolean => {
  const user = useUser();
  return hasRole(user, 'officer') || hasRole(user, 'administrator');
};

function FormDialog({ onClose }: { onClose: () => void }) {
  const words = t.councils;
  const [kind, setKind] = useState<CouncilKind | null>(null);
  const [name, setName] = useState('');
  const [place, setPlace] = useState<string | null>(null);
  const [law, setLaw] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const places = useApi<Paged<{ id: string; name: string }>>('/places');
  const texts = useApi<Paged<{ id: string; title: { fa: string; en: string } }>>('/approved-texts', { streams: ['settings'] });
  const form = useCommand<Body>('/councils', { onDone: () => { toast(words.formed); onClose(); } });
  return (
    <Dialog title={words.form} open onClose={onClose}>
      <Form
        label={words.form}
        submitLabel={words.form}
        pending={form.pending}
        problem={form.problem}
        fieldErrors={form.fieldErrors}
        validate={() => errorsOf({ kind: !kind && t.common.chooseOne, name: !name.trim() && t.common.required, formed_on: !on && t.common.dateMissing })}
        onSubmit={() => void form.send({ kind, name: name.trim(), by_law: law, place_id: place, formed_on: on })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <ChoiceField name="kind" label={words.kind} inline options={optionsOf(words.kinds)} value={kind} onChange={setKind} />
        <TextField name="name" label={words.name} value={name} onChange={setName} />
        <ComboField name="place_id" label={words.place} optional options={(places.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))} value={place} onChange={setPlace} />
        {(texts.data?.items ?? []).length > 0 ? <SelectField name="by_law" label={words.byLaw} optional options={(texts.data?.items ?? []).map((one) => ({ value: one.id, label: inLanguage(one.title.fa, one.title.en) }))} value={law} onChange={setLaw} /> : null}
        <DateField name="formed_on" label={words.formedOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

/** The bodies that bring agencies together, with what each has done and what stands in the way. */
export function Councils() {
  const words = t.councils;
  const list = useApi<Paged<CouncilCard>>('/councils', { streams: ['council'] });
  const keeps = useKeeps();
  const [forming, setForming] = useState(false);
  return (
    <Page title={words.menu} subtitle={words.subtitle} actions={keeps ? <Button icon="add" onPress={() => setForming(true)}>{words.form}</Button> : undefined}>
      <Loaded query={list} rows={5}>
        {({ items, position }) =>
          items.length === 0 ? <Empty icon="commission" title={words.none} /> : (
            <div className="stack">
              <ul className="cards two">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/councils/$id"
                      params={{ id: one.id }}
                      search={{}}
                      who={one.name}
                      what={<>{one.place?.name ?? words.wholeCountry} · {words.sessionsOf(num(one.sessions))} · {words.personHoursOf(num(one.person_hours))}{one.next_session ? <> · {words.next(formatDate(one.next_session))}</> : null}</>}
                      aside={
                        <>
                          {one.kind ? <Chip>{words.kinds[one.kind]}</Chip> : null}
                          {one.dissolved_on ? <Chip tone="quiet">{words.isDissolved}</Chip> : null}
                          {one.obstacles_open > 0 ? <Chip tone="warn">{words.obstaclesOf(num(one.obstacles_open))}</Chip> : null}
                        </>
                      }
                    />
                  </li>
                ))}
              </ul>
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/council-bodies" />
            </div>
          )
        }
      </Loaded>
      {forming ? <FormDialog onClose={() => setForming(false)} /> : null}
    </Page>
  );
}
