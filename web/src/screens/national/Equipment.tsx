import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useApi, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { useCatalog } from '@/screens/family/data.ts';
import { AsOf, Button, Chip, ComboField, Dialog, Empty, Loaded, Page, SelectField, Table, TakeAway, TextArea, TextField, errorsOf, Source } from '@/ui/index.ts';
import { inLanguage } from '@/i18n/index.ts';
import { ActForm, NationalTabs, declaredNumber, titleOf, unitWords, useAgencies, useKeeps, usePlaces } from './shared.tsx';
import type { AgreementCard, AgreementView, Coverage, EquipmentCard } from './types.ts';

const UNITS = ['school', 'facility', 'park', 'library', 'device', 'unit'] as const;

function OpenForm({ lines, onClose }: { lines: readonly EquipmentCard[]; onClose: () => void }) {
  const words = t.national;
  const [title, setTitle] = useState('');
  const [facility, setFacility] = useState<string | null>(null);
  const [items, setItems] = useState('');
  const [unit, setUnit] = useState<string>('facility');
  const [asked, setAsked] = useState<string | null>(null);
  const [agreement, setAgreement] = useState<string | null>(null);
  const [credit, setCredit] = useState<string | null>(null);
  const [part, setPart] = useState<string | null>(null);
  const [place, setPlace] = useState<string | null>(null);
  const kinds = useCatalog('facility_type').data?.items ?? [];
  const agreements = useApi<Paged<AgreementCard>>('/agreements', { streams: ['agreement'] });
  const view = useApi<AgreementView>(`/agreements/${agreement ?? ''}`, { streams: ['agreement'], enabled: agreement !== null });
  const body = { title: title.trim(), facility_type: facility, items: items.trim() || null, unit, requested_by: asked, agreement_id: agreement, allocation_id: credit, part_of: part, place_id: place };
  return (
    <ActForm label={words.act.openLine} path="/equipment" dayField="opened_on" errors={errorsOf({ title: !title.trim() && t.common.required })} body={body} onClose={onClose}>
      <TextField name="title" label={words.lineTitle} value={title} onChange={setTitle} />
      <div className="form-row">
        <ComboField name="facility_type" label={words.facility} optional options={kinds.map((one) => ({ value: one.code, label: inLanguage(one.title.fa, one.title.en) }))} value={facility} onChange={setFacility} />
        <SelectField name="unit" label={words.unit} options={UNITS.map((one) => ({ value: one as string, label: unitWords(one) }))} value={unit} onChange={setUnit} />
      </div>
      <TextArea name="items" label={words.items} optional value={items} onChange={setItems} />
      <ComboField name="requested_by" label={words.requestedBy} optional options={useAgencies()} value={asked} onChange={setAsked} />
      <div className="form-row">
        <ComboField name="agreement_id" label={words.agreement} optional options={(agreements.data?.items ?? []).map((one) => ({ value: one.id, label: one.title }))} value={agreement} onChange={(id) => { setAgreement(id); setCredit(null); }} />
        {agreement && view.data ? <SelectField name="allocation_id" label={words.credit} optional options={view.data.credits.map((one) => ({ value: one.id, label: one.purpose }))} value={credit} onChange={setCredit} /> : null}
      </div>
      <div className="form-row">
        <ComboField name="place_id" label={words.place} optional options={usePlaces()} value={place} onChange={setPlace} />
        {lines.length > 0 ? <ComboField name="part_of" label={words.partOf} optional options={lines.map((one) => ({ value: one.id, label: titleOf(one) }))} value={part} onChange={setPart} /> : null}
      </div>
    </ActForm>
  );
}

const PARTS: readonly (keyof Coverage)[] = ['provinces', 'counties', 'neighborhoods', 'units'];

/** Coverage of equipment: counted from deliveries, and what the document declares beside it. */
export function Equipment() {
  const words = t.national;
  const list = useApi<Paged<EquipmentCard>>('/equipment', { streams: ['equipment'] });
  const keeps = useKeeps();
  const [opening, setOpening] = useState(false);
  const value = (line: EquipmentCard, part: keyof Coverage) => (
    <span className="stack-tight">
      <strong>{num(line.counted[part])}</strong>
      {line.declared?.[part] ? <span className="soft">{words.printed}: {declaredNumber(line.declared[part])}</span> : null}
    </span>
  );
  return (
    <Page title={words.tabs.equipment} subtitle={words.equipmentSubtitle} actions={keeps ? <Button icon="add" onPress={() => setOpening(true)}>{words.act.openLine}</Button> : undefined}>
      <NationalTabs />
      <Loaded query={list} rows={6}>
        {({ items, position }) => (
          <div className="stack">
            <p className="soft">{words.equipmentHelp}</p>
            {items.length === 0 ? <Empty icon="service" title={words.noLines} /> : (
              <Table<EquipmentCard>
                caption={words.tabs.equipment}
                rows={items}
                rowKey={(line) => line.id}
                columns={[
                  {
                    key: 'title', label: words.lineTitle, header: true, cell: (line) => (
                      <span className="stack-tight">
                        <Link to="/national/equipment/$id" params={{ id: line.id }}><bdi>{titleOf(line)}</bdi></Link>
                        {line.part_of ? <Chip tone="info">{words.partOfAnother}</Chip> : null}
                      </span>
                    ),
                  },
                  ...PARTS.map((part) => ({ key: part, label: words.coverage[part], numeric: true, cell: (line: EquipmentCard) => value(line, part) })),
                  { key: 'asked', label: words.requestedBy, cell: (line) => <bdi>{line.requested_by?.name ?? ''}</bdi> },
                  { key: 'source', label: words.declaredIn, cell: (line) => (line.declared ? <Source of={line.declared.source} /> : null) },
                ]}
              />
            )}
            <AsOf position={position} at={list.dataUpdatedAt} />
            <TakeAway what="tables/equipment-coverage" />
            <Dialog title={words.act.openLine} open={opening} onClose={() => setOpening(false)} wide>
              {opening ? <OpenForm lines={items} onClose={() => setOpening(false)} /> : null}
            </Dialog>
          </div>
        )}
      </Loaded>
    </Page>
  );
}
