import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api, toProblem, useCommand, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { toLatinDigits } from '@/lib/digits.ts';
import { FamilyScreen, type Done } from '@/screens/family/FamilyForm.tsx';
import { MatchRows, type Found } from '@/screens/family/Matches.tsx';
import { familyTitle, memberName, placeName, presentMembers, useFamily } from '@/screens/family/data.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { Button, Card, ChoiceField, Form, Loaded, Notice, ProblemNote, SelectField, Skeleton, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { NOBODY, areTwo, guess, hasOpenWork } from './pairs.ts';

/** The other file: among those that are alike, or by its number. */
function Choose({ file, onChoose }: { file: FamilyFile; onChoose: (id: string) => void }) {
  const [found, setFound] = useState<Found | null>(null);
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const head = presentMembers(file)[0];
  const family = file.family_name;
  useEffect(() => {
    let gone = false;
    const search = { given_name: head?.given_name ?? null, family_name: head?.family_name ?? family, father_name: head?.father_name ?? null, birth_date: head?.birth_date?.iso ?? null, phone: head?.phone ?? null };
    if (!search.given_name && !search.family_name) return;
    api.post<Found>('/families/search', search).then((answer) => { if (!gone) setFound(answer); }).catch((error: unknown) => { if (!gone) setProblem(toProblem(error)); });
    return () => { gone = true; };
  }, [head, family]);
  const byNumber = async () => {
    setMissing(null);
    setProblem(null);
    try {
      const wanted = toLatinDigits(number).trim().toUpperCase();
      const answer = await api.post<Found>('/families/search', { q: wanted });
      const hit = answer.items.find((one) => one.family.file_number.toUpperCase() === wanted);
      if (!hit) return setMissing(t.merge.notFound);
      if (hit.family.id === file.id) return setMissing(t.merge.itself);
      onChoose(hit.family.id);
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  const nameless = !(head?.given_name ?? head?.family_name ?? family);
  const others = (found?.items ?? []).filter((hit) => hit.family.id !== file.id);
  return (
    <div className="stack">
      <p className="soft">{t.merge.help}</p>
      <Card title={t.merge.alike}>
        {!found && !problem && !nameless ? <Skeleton rows={2} /> : others.length === 0 ? <p className="soft">{t.merge.noneAlike}</p> : <MatchRows hits={others} actions={(id) => <Button small onPress={() => onChoose(id)}>{t.merge.compare}</Button>} />}
      </Card>
      <Card>
        <Form label={t.merge.fileNumber} submitLabel={t.merge.find} problem={problem} pending={false} fieldErrors={missing ? { file_number: missing } : {}} validate={() => errorsOf({ file_number: !number.trim() && t.common.required })} onSubmit={() => void byNumber()}>
          <TextField name="file_number" label={t.merge.fileNumber} ltr value={number} onChange={(text) => { setNumber(text); setMissing(null); }} />
        </Form>
      </Card>
    </div>
  );
}

/** Both files, line by line. What the reader may not see is blank in both. */
function SideBySide({ here, there }: { here: FamilyFile; there: FamilyFile }) {
  const lines: [string, (file: FamilyFile) => string][] = [
    [t.words.fileNumber, (file) => digits(file.file_number)],
    [t.words.familyName, (file) => file.family_name ?? t.family.nameErased],
    [t.family.identifiedOn, (file) => formatDate(file.identified_on)],
    [t.words.neighborhood, (file) => placeName(file.neighborhood)],
    [t.words.address, (file) => (file.address ? digits(file.address) : t.common.unknown)],
    [t.family.tabs.members, (file) => presentMembers(file).map(memberName).join(t.common.listComma) || t.family.noMembers],
    [t.family.consent, (file) => t.words.consent[file.consent]],
    [t.family.tabs.why, (file) => (file.tier ? t.words.tier[file.tier] : t.common.unknown)],
    [t.family.holding, (file) => file.assignment?.caseworker.name ?? t.common.nobody],
    [t.merge.visits, (file) => num(file.visits.filter((one) => !one.voided).length)],
    [t.merge.services, (file) => num(file.services.filter((one) => !one.voided).length)],
    [t.merge.openWork, (file) => (hasOpenWork(file) ? t.merge.openWorkHas : t.merge.openWorkNone)],
  ];
  return (
    <div className="table-wrap">
      <table className="table compare-files">
        <thead><tr><th scope="col">{t.merge.side}</th><th scope="col">{t.merge.thisFile}</th><th scope="col">{t.merge.otherFile}</th></tr></thead>
        <tbody>
          {lines.map(([term, value]) => (
            <tr key={term} className={value(here) === value(there) ? undefined : 'differs'}><th scope="row">{term}</th><td><bdi>{value(here)}</bdi></td><td><bdi>{value(there)}</bdi></td></tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type MergeBody = { other: string; same: { member_id: string; same_as: string }[]; reason: string };

function Decide({ here, there, onOther }: { here: FamilyFile; there: FamilyFile; onOther: () => void }) {
  const navigate = useNavigate();
  const [staying, setStaying] = useState(hasOpenWork(there) && !hasOpenWork(here) ? there.id : here.id);
  const [chosen, setChosen] = useState<Record<string, Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const [stays, goes] = staying === here.id ? [here, there] : [there, here];
  const pairs = chosen[goes.id] ?? guess(goes, stays);
  const merge = useCommand<MergeBody, Done>(`/families/${stays.id}/merge`, {
    ifMatch: stays.sequence,
    onDone: () => {
      toast(t.merge.done);
      void navigate({ to: '/families/$id', params: { id: stays.id }, search: { tab: 'members' } });
    },
  });
  const leaving = presentMembers(goes).filter((member) => !member.erased);
  const twice = (id: string, as: string) => as !== NOBODY && leaving.some((other) => other.id !== id && pairs[other.id] === as);
  const problemOf = (id: string): string | false => {
    const as = pairs[id] ?? NOBODY;
    const [member, same] = [goes.members.find((one) => one.id === id), stays.members.find((one) => one.id === as)];
    if (member && same && areTwo(member, same)) return t.merge.differ;
    return twice(id, as) && (t.problems.byCode['merge_same_person_twice']?.({}) ?? false);
  };
  const blocked = hasOpenWork(goes);
  const send = () => {
    const same = leaving.flatMap((member) => (pairs[member.id] && pairs[member.id] !== NOBODY ? [{ member_id: member.id, same_as: pairs[member.id] ?? '' }] : []));
    void merge.send({ other: goes.id, same, reason: reason.trim() });
  };
  return (
    <div className="stack">
      <Card title={t.merge.compareTitle} actions={<Button small variant="quiet" onPress={onOther}>{t.merge.chooseAnother}</Button>}><SideBySide here={here} there={there} /></Card>
      <Card>
        <Form
          label={t.merge.open}
          submitLabel={t.merge.submit}
          pending={merge.pending}
          problem={merge.problem}
          fieldErrors={merge.fieldErrors}
          validate={() => errorsOf({ ...Object.fromEntries(leaving.map((member) => [`pair-${member.id}`, problemOf(member.id)])), reason: !reason.trim() && t.common.required })}
          onSubmit={send}
        >
          <ChoiceField
            name="stays"
            label={t.merge.stays}
            help={t.merge.staysHelp}
            options={[here, there].map((file) => ({ value: file.id, label: `${familyTitle(file)} · ${digits(file.file_number)}` }))}
            value={staying}
            onChange={setStaying}
          />
          {blocked ? <Notice tone="warn"><p>{t.merge.cannotGo}</p></Notice> : null}
          {leaving.length > 0 ? (
            <fieldset className="stack">
              <legend className="label">{t.merge.people}</legend>
              <p className="help">{t.merge.peopleHelp}</p>
              {leaving.map((member) => (
                <SelectField
                  key={member.id}
                  name={`pair-${member.id}`}
                  label={t.merge.sameAs(memberName(member))}
                  options={[{ value: NOBODY, label: t.merge.joins }, ...presentMembers(stays).filter((one) => !one.erased).map((one) => ({ value: one.id, label: memberName(one) }))]}
                  value={pairs[member.id] ?? NOBODY}
                  onChange={(as) => setChosen({ ...chosen, [goes.id]: { ...pairs, [member.id]: as } })}
                />
              ))}
            </fieldset>
          ) : null}
          <TextArea name="reason" label={t.merge.reason} rows={3} value={reason} onChange={setReason} />
        </Form>
      </Card>
    </div>
  );
}

function Other({ file, id, onOther }: { file: FamilyFile; id: string; onOther: () => void }) {
  const other = useFamily(id);
  if (other.error) return <ProblemNote problem={other.error} />;
  return <Loaded query={other} rows={6}>{(there) => <Decide here={file} there={there} onOther={onOther} />}</Loaded>;
}

/** Two files of one family side by side, and the one merged into the other. */
export function Merge() {
  const { id } = useParams({ from: '/shell/families/$id/merge' });
  const { other } = useSearch({ from: '/shell/families/$id/merge' });
  const navigate = useNavigate();
  const choose = (chosen: string | undefined) => void navigate({ to: '/families/$id/merge', params: { id }, search: { other: chosen } });
  return (
    <FamilyScreen id={id} title={t.merge.open} open={false}>
      {(file) => (other && other !== id ? <Other file={file} id={other} onOther={() => choose(undefined)} /> : <Choose file={file} onChoose={choose} />)}
    </FamilyScreen>
  );
}
