import { useState } from 'react';
import { hasRole, useApi, useCommand, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { DateField } from '@/ui/DateField.tsx';
import { AsOf, Button, Chip, ComboField, Dialog, Empty, Form, Loaded, Page, RowLink, TakeAway, TextField, errorsOf, toast } from '@/ui/index.ts';
import { money } from './money.ts';
import type { FundCard } from './types.ts';

type Named = { id: string; name: string };
type Body = { name: string; neighborhood_id: string | null; agency_id: string | null; formed_on: string | null };

const optionsOf = (found: Paged<Named> | undefined) => (found?.items ?? []).map((one) => ({ value: one.id, label: one.name }));

function FormDialog({ onClose }: { onClose: () => void }) {
  const words = t.funds;
  const [name, setName] = useState('');
  const [neighborhood, setNeighborhood] = useState<string | null>(null);
  const [agency, setAgency] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const agencies = useApi<Paged<Named>>('/agencies', { streams: ['agency'] });
  const form = useCommand<Body>('/funds', { onDone: () => { toast(words.formed); onClose(); } });
  return (
    <Dialog title={words.form} open onClose={onClose}>
      <Form
        label={words.form}
        submitLabel={words.form}
        pending={form.pending}
        problem={form.problem}
        fieldErrors={form.fieldErrors}
        validate={() => errorsOf({ name: !name.trim() && t.common.required, formed_on: !on && t.common.dateMissing })}
        onSubmit={() => void form.send({ name: name.trim(), neighborhood_id: neighborhood, agency_id: agency, formed_on: on })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <TextField name="name" label={words.name} help={words.nameHelp} value={name} onChange={setName} />
        <NeighborhoodField label={words.neighborhood} optional value={neighborhood} onChange={setNeighborhood} />
        <ComboField name="agency_id" label={words.helper} optional options={optionsOf(agencies.data)} value={agency} onChange={setAgency} />
        <DateField name="formed_on" label={words.formedOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

/** The funds of the center: what is in each and what is with borrowers. */
export function Funds() {
  const words = t.funds;
  const user = useUser();
  const list = useApi<Paged<FundCard>>('/funds', { streams: ['fund'] });
  const [forming, setForming] = useState(false);
  return (
    <Page title={words.menu} subtitle={words.subtitle} actions={hasRole(user, 'center_manager') ? <Button icon="add" onPress={() => setForming(true)}>{words.form}</Button> : undefined}>
      <Loaded query={list} rows={5}>
        {({ items, position }) =>
          items.length === 0 ? <Empty icon="service" title={words.none} /> : (
            <div className="stack">
              <ul className="cards two">
                {items.map((one) => (
                  <li key={one.id}>
                    <RowLink
                      to="/funds/$id"
                      params={{ id: one.id }}
                      search={{}}
                      who={one.name}
                      what={<>{words.membersOf(num(one.members))} · {words.balance} {money(one.balance_rials)}{one.loans_open > 0 ? <> · {words.loansOpen(num(one.loans_open))}</> : null}</>}
                      aside={
                        <>
                          {one.closed_on ? <Chip tone="quiet">{words.isClosed} · {formatDate(one.closed_on)}</Chip> : null}
                          {one.overdue_rials > 0 ? <Chip tone="warn">{words.overdue}: {money(one.overdue_rials)}</Chip> : null}
                          {one.loans_waiting > 0 ? <Chip tone="info">{words.waiting(num(one.loans_waiting))}</Chip> : null}
                        </>
                      }
                    />
                  </li>
                ))}
              </ul>
              <AsOf position={position} at={list.dataUpdatedAt} />
              <TakeAway what="tables/fund-list" />
            </div>
          )
        }
      </Loaded>
      {forming ? <FormDialog onClose={() => setForming(false)} /> : null}
    </Page>
  );
}
