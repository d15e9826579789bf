import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import type { EntryWay, FamilyFile, InformationSource } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ComboField, Form, SelectField, TextField, errorsOf } from '@/ui/index.ts';

const NOBODY = 'nobody';

type Joined = { member_id: string | null; neighborhood_id: string | null; entry: EntryWay | null; source: InformationSource | null; referred_by: string | null; referred_by_name: string | null; registered_on: string | null };

/** The family came a second time, by another way: one file, one more registration. */
export function JoinRegistration({ file }: { file: FamilyFile }) {
  const places = useNeighborhoodOptions(file.neighborhood);
  const [member, setMember] = useState(NOBODY);
  const [neighborhood, setNeighborhood] = useState<string | null>(file.neighborhood.id);
  const [entry, setEntry] = useState<EntryWay | null>(null);
  const [source, setSource] = useState<InformationSource | null>(null);
  const [agency, setAgency] = useState<string | null>(null);
  const [agencyName, setAgencyName] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const referred = entry === 'referred';
  const agencies = useApi<Paged<NamedRef>>('/agencies', { enabled: referred });
  const join = useFamilyCommand<Joined>(file, '/join', { said: t.caseworker.joined });
  return (
    <Card title={t.caseworker.joinTitle}>
      <Form
        label={t.caseworker.joinTitle}
        submitLabel={t.caseworker.join}
        pending={join.pending}
        problem={join.problem}
        fieldErrors={join.fieldErrors}
        validate={() => errorsOf({ neighborhood_id: !neighborhood && t.common.chooseOne, entry: !entry && t.common.chooseOne, source: !source && t.common.chooseOne, registered_on: !on && t.common.dateMissing })}
        onSubmit={() => void join.send({
          member_id: member === NOBODY ? null : member, neighborhood_id: neighborhood, entry, source,
          referred_by: referred ? agency : null, referred_by_name: referred && !agency ? written(agencyName) : null, registered_on: on,
        })}
      >
        <p className="soft">{t.caseworker.joinHelp}</p>
        <SelectField name="member_id" label={t.caseworker.whoCame} options={[{ value: NOBODY, label: t.family.wholeFamily }, ...memberOptions(file)]} value={member} onChange={setMember} />
        <ComboField name="neighborhood_id" label={t.words.neighborhood} options={places} value={neighborhood} onChange={setNeighborhood} />
        <ChoiceField name="entry" label={t.family.entry} inline options={optionsOf(t.family.entryWay)} value={entry} onChange={setEntry} />
        {referred ? <ComboField name="referred_by" label={t.words.agency} optional options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name ?? t.common.unknown }))} value={agency} onChange={setAgency} /> : null}
        {referred && !agency ? <TextField name="referred_by_name" label={t.caseworker.referredByName} optional value={agencyName} onChange={setAgencyName} maxLength={200} /> : null}
        <SelectField name="source" label={t.family.source} options={optionsOf(t.family.informationSource)} value={source} onChange={setSource} />
        <DateField name="registered_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
      </Form>
    </Card>
  );
}

/** The file goes to another center, which keeps it from then on; this one reads it no more. */
export function MoveCenter({ file }: { file: FamilyFile }) {
  const navigate = useNavigate();
  const centers = useApi<Paged<NamedRef & { closed_on?: unknown }>>('/centers');
  const [center, setCenter] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(today());
  const move = useFamilyCommand<{ center_id: string | null; changed_on: string | null }>(file, '/center', {
    guarded: true, backTo: null, said: t.manager.movedToCenter, onDone: () => void navigate({ to: '/families', search: {} }),
  });
  return (
    <Card title={t.manager.moveToCenter}>
      <Form
        label={t.manager.moveToCenter}
        submitLabel={t.manager.moveToCenter}
        pending={move.pending}
        problem={move.problem}
        fieldErrors={move.fieldErrors}
        validate={() => errorsOf({ center_id: !center && t.common.chooseOne, changed_on: !on && t.common.dateMissing })}
        onSubmit={() => void move.send({ center_id: center, changed_on: on })}
      >
        <p className="soft">{t.manager.moveToCenterHelp}</p>
        <ComboField name="center_id" label={t.manager.newCenter} options={(centers.data?.items ?? []).filter((one) => one.id !== file.center?.id && !one.closed_on).map((one) => ({ value: one.id, label: one.name ?? t.common.unknown }))} value={center} onChange={setCenter} />
        <DateField name="changed_on" label={t.caseworker.onDay} value={on} onChange={setOn} max={today()} />
      </Form>
    </Card>
  );
}
