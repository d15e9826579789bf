import { useState } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate } from '@/lib/dates.ts';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ComboField, Dialog, Empty, Loaded, Page, RowLink, TakeAway, TextField, errorsOf } from '@/ui/index.ts';
import { money } from './money.ts';
import { ActForm, NationalTabs, useAgencies, useKeeps, usePlaces } from './shared.tsx';
import { PartiesField } from './PartiesField.tsx';
import type { AgreementCard } from './types.ts';

function SignForm({ onClose }: { onClose: () => void }) {
  const words = t.national;
  const [number, setNumber] = useState('');
  const [title, setTitle] = useState('');
  const [parties, setParties] = useState<string[]>([]);
  const [place, setPlace] = useState<string | null>(null);
  const [end, setEnd] = useState<string | null>(null);
  const [agencies, places] = [useAgencies(), usePlaces()];
  const errors = errorsOf({ number: !number.trim() && t.common.required, title: !title.trim() && t.common.required, parties: parties.length === 0 && words.partiesMissing });
  const body = { number: number.trim(), title: title.trim(), parties, place_id: place, ends_on: end };
  return (
    <ActForm label={words.act.sign} path="/agreements" dayField="signed_on" dayLabel={words.signedOn} errors={errors} body={body} onClose={onClose}>
      <TextField name="number" label={words.number} value={number} onChange={setNumber} />
      <TextField name="title" label={words.title} help={words.namesNobody} value={title} onChange={setTitle} />
      <PartiesField options={agencies} value={parties} onChange={setParties} />
      <ComboField name="place_id" label={words.place} help={words.placeHelp} optional options={places} value={place} onChange={setPlace} />
      <DateField name="ends_on" label={words.endsOn} optional value={end} onChange={setEnd} />
    </ActForm>
  );
}

/** Agreements between agencies, with what budget lines gave to each. */
export function Agreements() {
  const words = t.national;
  const list = useApi<Paged<AgreementCard>>('/agreements', { streams: ['agreement'] });
  const keeps = useKeeps();
  const [signing, setSigning] = useState(false);
  return (
    <Page title={words.tabs.agreements} subtitle={words.agreementsSubtitle} actions={keeps ? <Button icon="add" onPress={() => setSigning(true)}>{words.act.sign}</Button> : undefined}>
      <NationalTabs />
      <Loaded query={list} rows={5}>
        {({ items, position }) =>
          items.length === 0 ? <Empty icon="document" title={words.noAgreements} /> : (
            <div className="stack">
              <ul className="cards two">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/national/agreements/$id"
                      params={{ id: one.id }}
                      search={{}}
                      who={one.title}
                      what={<>{words.numberOf(digits(one.number))} · {one.place?.name ?? words.wholeCountry} · {one.parties.map((party) => party.name ?? '').join(t.common.listComma)}</>}
                      aside={one.ended_on ? <Chip tone="quiet">{words.ended} · {formatDate(one.ended_on)}</Chip> : <Chip tone="good">{words.inForce}</Chip>}
                      foot={<>{words.total}: {money(one.total_rials)} · {words.left}: {money(one.left_rials)}</>}
                    />
                  </li>
                ))}
              </ul>
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/agreements" />
            </div>
          )
        }
      </Loaded>
      <Dialog title={words.act.sign} open={signing} onClose={() => setSigning(false)} wide>
        {signing ? <SignForm onClose={() => setSigning(false)} /> : null}
      </Dialog>
    </Page>
  );
}
