import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { hasRole, useApi, useUser, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { memberName, memberOf, offered, titleOf, useVocabulary } from '@/screens/family/data.ts';
import { memberOptions, optionsOf, written } from '@/screens/family/options.ts';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import type { CoverageKind, FamilyFile, FileCategory } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, ComboField, Failure, Form, SelectField, TextArea, errorsOf } from '@/ui/index.ts';
import { JoinRegistration, MoveCenter } from './RecordMore.tsx';
import { SafeContactForm } from '@/screens/voice/SafeContactForm.tsx';
import { Restored } from '@/screens/family/Restored.tsx';

const WHOLE_FAMILY = 'family';

function AddressForm({ file }: { file: FamilyFile }) {
  const places = useNeighborhoodOptions(file.neighborhood);
  const draft = useDraft<{ neighborhood: string | null; address: string; on: string | null }>(`address:${file.id}`, { neighborhood: file.neighborhood.id, address: file.address ?? '', on: today() });
  const { neighborhood, address, on } = draft.value;
  const change = useFamilyCommand<{ neighborhood_id: string | null; address: string | null; changed_on: string | null }>(file, '/address', { guarded: true, backTo: null, onDone: draft.clear });
  return (
    <Card title={t.words.address}>
      <Restored draft={draft} />
      <Form
        label={t.words.address}
        submitLabel={t.caseworker.saveAddress}
        pending={change.pending}
        problem={change.problem}
        fieldErrors={change.fieldErrors}
        validate={() => errorsOf({ neighborhood_id: !neighborhood && t.common.chooseOne, changed_on: !on && t.common.dateMissing })}
        onSubmit={() => void change.send({ neighborhood_id: neighborhood, address: written(address), changed_on: on })}
      >
        <ComboField name="neighborhood_id" label={t.words.neighborhood} options={places} value={neighborhood} onChange={(chosen) => draft.set({ neighborhood: chosen })} />
        <TextArea name="address" label={t.words.address} optional rows={2} value={address} onChange={(text) => draft.set({ address: text })} />
        <DateField name="changed_on" label={t.caseworker.livesThereSince} value={on} onChange={(day) => draft.set({ on: day })} max={today()} />
      </Form>
    </Card>
  );
}

function CategoryRow({ file, category }: { file: FamilyFile; category: FileCategory }) {
  const words = useVocabulary();
  const member = memberOf(file, category.member_id);
  const remove = useFamilyCommand<{ category: string; member_id: string | null }>(file, '/categories/remove', { backTo: null });
  const title = [words.group(category.code), member ? memberName(member) : ''].filter(Boolean).join(' · ');
  return (
    <li className="stack-tight">
      <div className="spread">
        <bdi>{title}</bdi>
        <Button small variant="quiet" icon="close" pending={remove.pending} aria-label={`${t.common.remove}: ${title}`} onPress={() => void remove.send({ category: category.code, member_id: category.member_id })}>{t.common.remove}</Button>
      </div>
      {remove.problem ? <Failure problem={remove.problem} /> : null}
    </li>
  );
}

function Categories({ file }: { file: FamilyFile }) {
  const words = useVocabulary();
  const [code, setCode] = useState<string | null>(null);
  const [member, setMember] = useState(WHOLE_FAMILY);
  const add = useFamilyCommand<{ category: string | null; member_id: string | null }>(file, '/categories', { backTo: null, onDone: () => setCode(null) });
  return (
    <Card title={t.family.categories}>
      <div className="stack" id="categories">
        <p className="soft">{t.caseworker.categoriesHelp}</p>
        {file.categories.length > 0 ? <ul className="list stack-tight">{file.categories.map((one) => <CategoryRow key={`${one.code}-${one.member_id ?? ''}`} file={file} category={one} />)}</ul> : null}
        <Form label={t.caseworker.addCategory} submitLabel={t.caseworker.addCategory} pending={add.pending} problem={add.problem} fieldErrors={add.fieldErrors} validate={() => errorsOf({ category: !code && t.common.chooseOne })} onSubmit={() => void add.send({ category: code, member_id: member === WHOLE_FAMILY ? null : member })}>
          <div className="form-row">
            <SelectField name="category" label={t.caseworker.category} options={offered(words.groups).map((g) => ({ value: g.code, label: titleOf(g.title) }))} value={code} onChange={setCode} />
            <SelectField name="member_id" label={t.caseworker.aboutWhom} options={[{ value: WHOLE_FAMILY, label: t.family.wholeFamily }, ...memberOptions(file)]} value={member} onChange={setMember} />
          </div>
        </Form>
      </div>
    </Card>
  );
}

function CoverageForm({ file }: { file: FamilyFile }) {
  const agencies = useApi<Paged<NamedRef>>('/agencies');
  const [agency, setAgency] = useState<string | null>(null);
  const [kind, setKind] = useState<CoverageKind | null>(null);
  const [since, setSince] = useState<string | null>(today());
  const add = useFamilyCommand<{ agency_id: string | null; kind: CoverageKind | null; since: string | null }>(file, '/coverages', { backTo: null });
  return (
    <Card title={t.family.coverages}>
      <Form
        label={t.family.coverages}
        submitLabel={t.caseworker.addCoverage}
        pending={add.pending}
        problem={add.problem}
        fieldErrors={add.fieldErrors}
        validate={() => errorsOf({ agency_id: !agency && t.common.chooseOne, kind: !kind && t.common.chooseOne, since: !since && t.common.dateMissing })}
        onSubmit={() => void add.send({ agency_id: agency, kind, since })}
      >
        <ComboField name="agency_id" label={t.words.agency} options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name ?? t.common.unknown }))} value={agency} onChange={setAgency} />
        <ChoiceField name="kind" label={t.caseworker.coverageKind} inline options={optionsOf(t.family.coverage)} value={kind} onChange={setKind} />
        <DateField name="since" label={t.caseworker.coveredSince} value={since} onChange={setSince} max={today()} />
      </Form>
    </Card>
  );
}

/** Address, safe contact, groups and coverage: what the file says about the household. */
export function Record() {
  const { id } = useParams({ from: '/shell/families/$id/record' });
  const manager = hasRole(useUser(), 'center_manager');
  return (
    <FamilyScreen id={id} title={t.caseworker.editRecord}>
      {(file) => (
        <>
          <AddressForm file={file} />
          <SafeContactForm file={file} />
          <Categories file={file} />
          <CoverageForm file={file} />
          <JoinRegistration file={file} />
          {manager ? <MoveCenter file={file} /> : null}
        </>
      )}
    </FamilyScreen>
  );
}
