import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { NeighborhoodField } from '@/screens/places/NeighborhoodField.tsx';
import { AsOf, Button, Card, Chip, ChoiceField, ComboField, Dialog, Empty, Facts, Loaded, NumberField, Page, Stat, Table, errorsOf, Source } from '@/ui/index.ts';
import { money } from './money.ts';
import { ActForm, declaredNumber, titleOf, unitWords, useKeeps, usePlaces } from './shared.tsx';
import type { Coverage, Delivery, DeliveryMistake, EquipmentView } from './types.ts';

type Act = { act: 'deliver' } | { act: 'closeLine' } | { act: 'reverseDelivery'; delivery: string };
const PARTS: readonly (keyof Coverage)[] = ['provinces', 'counties', 'neighborhoods', 'units'];

function DeliverForm({ line, onClose }: { line: EquipmentView; onClose: () => void }) {
  const words = t.national;
  const [place, setPlace] = useState<string | null>(line.place?.id ?? null);
  const [neighborhood, setNeighborhood] = useState<string | null>(null);
  const [units, setUnits] = useState<number | null>(1);
  return (
    <ActForm label={words.act.deliver} path={`/equipment/${line.id}/deliveries`} dayField="delivered_on" errors={errorsOf({ place_id: !place && t.common.chooseOne, units: units === null && t.common.notANumber })} body={{ place_id: place, neighborhood_id: neighborhood, units }} onClose={onClose}>
      <ComboField name="place_id" label={words.deliveredTo} help={words.deliveredHelp} options={usePlaces()} value={place} onChange={(id) => { setPlace(id); setNeighborhood(null); }} />
      {place ? <NeighborhoodField key={place} label={words.neighborhood} optional within={place} value={neighborhood} onChange={setNeighborhood} /> : null}
      <NumberField name="units" label={words.unitsOf(unitWords(line.unit))} stepper min={1} max={1_000_000} value={units} onChange={setUnits} />
    </ActForm>
  );
}

function ReverseForm({ line, delivery, onClose }: { line: EquipmentView; delivery: string; onClose: () => void }) {
  const words = t.national;
  const [mistake, setMistake] = useState<DeliveryMistake | null>(null);
  return (
    <ActForm label={words.act.reverseDelivery} path={`/equipment/${line.id}/deliveries/${delivery}/reverse`} dayField="reversed_on" errors={errorsOf({ mistake: !mistake && t.common.chooseOne })} body={{ mistake }} onClose={onClose}>
      <ChoiceField name="mistake" label={words.mistake} options={optionsOf(words.deliveryMistakes)} value={mistake} onChange={setMistake} />
    </ActForm>
  );
}

function Body({ line }: { line: EquipmentView }) {
  // Asked for before a form needs them: a list that comes while somebody types does not open by itself.
  usePlaces();
  const words = t.national;
  const keeps = useKeeps();
  const [act, setAct] = useState<Act | null>(null);
  const open = line.closed_on === null;
  return (
    <div className="stack">
      <Card title={<bdi>{titleOf(line)}</bdi>}>
        <div className="stack">
          <Facts facts={[
            { term: words.items, value: line.items ? <bdi>{line.items}</bdi> : null },
            { term: words.requestedBy, value: line.requested_by?.name ?? null },
            { term: words.place, value: line.place?.name ?? words.wholeCountry },
            { term: words.credit, value: line.credit ? <Link to="/national/agreements/$id" params={{ id: line.credit.agreement.id }} search={{}}><bdi>{line.credit.purpose} · {money(line.credit.amount_rials)}</bdi></Link> : null },
            { term: words.declaredIn, value: line.declared ? <><Source of={line.declared.source} />{line.declared.quote ? <> · <bdi>{digits(line.declared.quote)}</bdi></> : null}</> : null },
          ]} />
          {keeps && open ? (
            <div className="cluster">
              <Button small variant="primary" icon="add" onPress={() => setAct({ act: 'deliver' })}>{words.act.deliver}</Button>
              <Button small variant="quiet" onPress={() => setAct({ act: 'closeLine' })}>{words.act.closeLine}</Button>
            </div>
          ) : null}
          {open ? null : <Chip tone="quiet">{words.closed}{line.closed_on ? ` · ${formatDate(line.closed_on)}` : ''}</Chip>}
        </div>
      </Card>
      <div className="tiles">
        {PARTS.map((part) => <Stat key={part} name={part === 'units' ? unitWords(line.unit) : words.coverage[part]} value={line.counted[part]} {...(line.declared?.[part] ? { note: `${words.printed}: ${declaredNumber(line.declared[part])}` } : {})} />)}
      </div>
      {line.deliveries_list.length === 0 ? <Card><Empty icon="service" title={words.noDeliveries} /></Card> : (
        <Table<Delivery>
          caption={words.deliveries}
          captionShown
          rows={line.deliveries_list}
          rowKey={(one) => one.id}
          columns={[
            { key: 'place', label: words.deliveredTo, header: true, cell: (one) => <bdi>{one.place.name}{one.neighborhood ? ` · ${one.neighborhood.name ?? ''}` : ''}</bdi> },
            { key: 'units', label: unitWords(line.unit), numeric: true, cell: (one) => num(one.units) },
            { key: 'on', label: words.on, cell: (one) => formatDate(one.on) },
            { key: 'state', label: words.state, cell: (one) => (one.reversed_on ? <Chip tone="quiet">{words.reversed}{one.mistake ? ` · ${words.deliveryMistakes[one.mistake]}` : ''}</Chip> : null) },
            ...(keeps ? [{ key: 'acts', label: t.common.more, cell: (one: Delivery) => (one.reversed_on ? null : <Button small variant="quiet" onPress={() => setAct({ act: 'reverseDelivery', delivery: one.id })}>{words.act.reverseDelivery}</Button>) }] : []),
          ]}
        />
      )}
      <AsOf position={line.position} />
      <Dialog title={act ? words.act[act.act] : ''} open={act !== null} onClose={() => setAct(null)}>
        {act?.act === 'deliver' ? <DeliverForm line={line} onClose={() => setAct(null)} /> : null}
        {act?.act === 'reverseDelivery' ? <ReverseForm line={line} delivery={act.delivery} onClose={() => setAct(null)} /> : null}
        {act?.act === 'closeLine' ? <ActForm label={words.act.closeLine} path={`/equipment/${line.id}/close`} dayField="closed_on" errors={{}} body={{}} onClose={() => setAct(null)} /> : null}
      </Dialog>
    </div>
  );
}

/** One line of equipment: where it came to, delivery by delivery. */
export function EquipmentPage() {
  const { id } = useParams({ from: '/shell/national/equipment/$id' });
  const found = useApi<EquipmentView>(`/equipment/${id}`, { streams: ['equipment'] });
  return (
    <Page title={t.national.line} back={{ label: t.national.tabs.equipment, to: '/national/equipment' }}>
      <Loaded query={found} rows={5}>{(line) => <Body line={line} />}</Loaded>
    </Page>
  );
}
