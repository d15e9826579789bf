import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, toProblem, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, today } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import type { Found } from '@/screens/family/Matches.tsx';
import { memberName, presentMembers } from '@/screens/family/data.ts';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile, Relation } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ChoicesField, ComboField, Form, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';

type Target = 'new' | 'known';
type Reason = keyof typeof t.moving.reason;
type Body = {
  members: { member_id: string; relation: Relation }[];
  to: string | null;
  new_file: { family_name: string | null; neighborhood_id: string | null; address: string | null } | null;
  reason: Reason | null;
  note: string | null;
  moved_on: string | null;
};

function MoveForm({ file, member }: { file: FamilyFile; member: string | undefined }) {
  const here = presentMembers(file).filter((one) => !one.erased);
  const places = useNeighborhoodOptions();
  const [going, setGoing] = useState<string[]>(here.some((one) => one.id === member) && member ? [member] : []);
  const [relations, setRelations] = useState<Record<string, Relation>>({});
  const [reason, setReason] = useState<Reason | null>(null);
  const [target, setTarget] = useState<Target>('new');
  const [familyName, setFamilyName] = useState('');
  const [place, setPlace] = useState<string | null>(file.neighborhood.id);
  const [address, setAddress] = useState('');
  const [number, setNumber] = useState('');
  const [note, setNote] = useState('');
  const [on, setOn] = useState<string | null>(today());
  const [looking, setLooking] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const move = useFamilyCommand<Body>(file, '/members/move', {
    guarded: true,
    backTo: 'members',
    said: t.moving.done,
    onDone: (answer) => {
      if (target === 'new' && answer.file_number) toast(t.moving.opened(digits(answer.file_number)));
    },
  });
  // In a new file the first who goes heads the family, unless somebody else is said to.
  const relationOf = (id: string): Relation => relations[id] ?? (target === 'new' && id === going[0] ? 'head' : 'other');
  const send = async () => {
    setProblem(null);
    setMissing(null);
    let to: string | null = null;
    if (target === 'known') {
      setLooking(true);
      try {
        const wanted = toLatinDigits(number).trim().toUpperCase();
        const found = await api.post<Found>('/families/search', { q: wanted });
        to = found.items.find((hit) => hit.family.file_number.toUpperCase() === wanted)?.family.id ?? null;
        if (!to) return setMissing(t.moving.notFound);
        if (to === file.id) return setMissing(t.moving.itself);
      } catch (error) {
        return setProblem(toProblem(error));
      } finally {
        setLooking(false);
      }
    }
    await move.send({
      members: going.map((id) => ({ member_id: id, relation: relationOf(id) })),
      to,
      new_file: to ? null : { family_name: written(familyName), neighborhood_id: place, address: written(address) },
      reason,
      note: written(note),
      moved_on: on,
    });
  };
  return (
    <Card>
      <p className="soft">{t.moving.help}</p>
      <Form
        label={t.moving.title}
        submitLabel={t.moving.submit}
        pending={move.pending || looking}
        problem={problem ?? move.problem}
        fieldErrors={missing ? { file_number: missing } : move.fieldErrors}
        validate={() => errorsOf({
          members: going.length === 0 && t.moving.whoNobody,
          reason: !reason && t.common.chooseOne,
          'new_file.neighborhood_id': target === 'new' && !place && t.common.chooseOne,
          file_number: target === 'known' && !number.trim() && t.common.required,
          moved_on: !on && t.common.dateMissing,
        })}
        onSubmit={() => void send()}
      >
        <ChoicesField name="members" label={t.moving.who} options={here.map((one) => ({ value: one.id, label: memberName(one) }))} value={going} onChange={setGoing} />
        {here.filter((one) => going.includes(one.id)).map((one) => (
          <SelectField key={one.id} name={`relation-${one.id}`} label={t.moving.relationThere(memberName(one))} options={[{ value: 'head' as Relation, label: t.words.head }, ...optionsOf(t.family.relation).filter((option) => option.value !== 'head')]} value={relationOf(one.id)} onChange={(relation) => setRelations({ ...relations, [one.id]: relation })} />
        ))}
        <ChoiceField name="reason" label={t.moving.reasonWord} inline options={optionsOf(t.moving.reason)} value={reason} onChange={setReason} />
        <ChoiceField name="to" label={t.moving.where} options={optionsOf(t.moving.to)} value={target} onChange={setTarget} />
        {target === 'new' ? (
          <>
            <div className="form-row">
              <TextField name="new_file.family_name" label={t.words.familyName} optional value={familyName} onChange={setFamilyName} />
              <ComboField name="new_file.neighborhood_id" label={t.words.neighborhood} options={places} value={place} onChange={setPlace} />
            </div>
            <TextArea name="new_file.address" label={t.words.address} optional rows={2} value={address} onChange={setAddress} />
          </>
        ) : <TextField name="file_number" label={t.moving.fileNumber} ltr value={number} onChange={setNumber} />}
        <DateField name="moved_on" label={t.moving.movedOn} value={on} onChange={setOn} max={today()} min={file.identified_on.iso} />
        <TextArea name="note" label={t.moving.note} optional rows={2} value={note} onChange={setNote} />
      </Form>
    </Card>
  );
}

/** Members go to another family, known or new. */
export function MoveMembers() {
  const { id } = useParams({ from: '/shell/families/$id/move-members' });
  const { member } = useSearch({ from: '/shell/families/$id/move-members' });
  return <FamilyScreen id={id} title={t.moving.title}>{(file) => <MoveForm file={file} member={member} />}</FamilyScreen>;
}
