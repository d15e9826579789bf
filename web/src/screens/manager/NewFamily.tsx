import { Link, useNavigate } from '@tanstack/react-router';
import { useApi, useCommand, type NamedRef, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, today } from '@/lib/dates.ts';
import { MemberFields, emptyMember, memberBody, memberErrors, type MemberDraft } from '@/screens/caseworker/MemberFields.tsx';
import { Restored } from '@/screens/family/Restored.tsx';
import type { Done } from '@/screens/family/FamilyForm.tsx';
import { useNeighborhoodOptions } from '@/screens/family/neighborhoods.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { EntryWay, InformationSource } from '@/screens/family/types.ts';
import { useDraft, type Draft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, Card, ChoiceField, ComboField, Form, Notice, NumberField, Page, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import { PossibleMatch } from '@/screens/trust/Compare.tsx';
import { LookAgain, useLookFirst, type Seen } from '@/screens/family/Matches.tsx';
import { SearchFirst, searchOf, type Sought } from './SearchFirst.tsx';
import '@/screens/family/family.css';

type Fields = Sought & {
  searched: boolean;
  neighborhood_id: string | null;
  address: string;
  entry: EntryWay | null;
  source: InformationSource | null;
  referred_by: string | null;
  referred_by_name: string;
  identified_on: string | null;
  head: MemberDraft;
  dependents: number | null;
  monthly_income: number | null;
  headship_cause: string;
  supported_by: string;
  note: string;
};

const empty = (): Fields => ({
  family_name: '', given_name: '', national_id: '', phone: '', birth_year: '', searched: false, neighborhood_id: null, address: '', entry: null, source: null, referred_by: null, referred_by_name: '', identified_on: today(),
  head: emptyMember('head'), dependents: null, monthly_income: null, headship_cause: '', supported_by: '', note: '',
});

function bodyOf(f: Fields) {
  const referred = f.entry === 'referred';
  return {
    family_name: f.family_name.trim(),
    neighborhood_id: f.neighborhood_id,
    address: written(f.address),
    entry: f.entry,
    source: f.source,
    referred_by: referred ? f.referred_by : null,
    referred_by_name: referred && !f.referred_by ? written(f.referred_by_name) : null,
    identified_on: f.identified_on,
    declared: { dependents: f.dependents, monthly_income: f.monthly_income, headship_cause: written(f.headship_cause), supported_by: written(f.supported_by), note: written(f.note) },
    head: f.head.given_name.trim() ? { ...memberBody(f.head), relation: 'head' } : null,
  };
}

/** The head is optional at intake, but a half-written one is asked for its name. */
function headErrors(head: MemberDraft) {
  const touched = Object.entries(head).some(([name, value]) => name !== 'relation' && value !== null && value !== '');
  return touched ? memberErrors({ ...head, relation: 'head' }, 'head.') : {};
}

function NewForm({ draft }: { draft: Draft<Fields> }) {
  const navigate = useNavigate();
  const places = useNeighborhoodOptions();
  const fields = draft.value;
  const { set } = draft;
  const agencies = useApi<Paged<NamedRef>>('/agencies', { enabled: fields.entry === 'referred' });
  const create = useCommand<ReturnType<typeof bodyOf> & Seen, Done>('/families', {
    onDone: (answer) => {
      draft.clear();
      toast(answer.file_number ? t.manager.opened(digits(answer.file_number)) : t.common.saved);
      void navigate({ to: '/families/$id', params: { id: answer.id }, search: {} });
    },
  });
  const head = memberBody(fields.head);
  const described = { given_name: head.given_name || null, family_name: head.family_name ?? written(fields.family_name), father_name: head.father_name, national_id: head.national_id, birth_date: head.birth_date, phone: head.phone };
  const firstLook = useLookFirst({ search: described, problem: create.problem });
  const send = (seen: Seen) => void create.send({ ...bodyOf(fields), ...seen });
  const other = create.problem?.code === 'national_id_taken' ? create.problem.params['family_id'] : undefined;
  return (
    <Form
      label={t.manager.newFamily}
      submitLabel={t.manager.openFile}
      pending={create.pending || firstLook.looking}
      problem={create.problem?.code === 'likely_registered' ? null : create.problem}
      fieldErrors={create.fieldErrors}
      validate={() => ({
        ...errorsOf({
          family_name: !fields.family_name.trim() && t.common.required,
          neighborhood_id: !fields.neighborhood_id && t.common.chooseOne,
          entry: !fields.entry && t.common.chooseOne,
          source: !fields.source && t.common.chooseOne,
          identified_on: !fields.identified_on && t.common.dateMissing,
        }),
        ...headErrors(fields.head),
      })}
      onSubmit={() => void firstLook.look(send)}
      actions={<Button variant="quiet" onPress={() => set({ searched: false })}>{t.manager.searchAgain}</Button>}
    >
      <div className="stack">
        <Card title={t.words.family}>
          <div className="form-row">
            <TextField name="family_name" label={t.words.familyName} value={fields.family_name} onChange={(family_name) => set({ family_name })} />
            <ComboField name="neighborhood_id" label={t.words.neighborhood} options={places} value={fields.neighborhood_id} onChange={(neighborhood_id) => set({ neighborhood_id })} />
          </div>
          <TextArea name="address" label={t.words.address} optional rows={2} value={fields.address} onChange={(address) => set({ address })} />
          <div className="form-row">
            <ChoiceField name="entry" label={t.family.entry} inline options={optionsOf(t.family.entryWay)} value={fields.entry} onChange={(entry) => set({ entry })} />
            <SelectField name="source" label={t.family.source} options={optionsOf(t.family.informationSource)} value={fields.source} onChange={(source) => set({ source })} />
          </div>
          {fields.entry === 'referred' ? (
            <div className="form-row">
              <ComboField name="referred_by" label={t.manager.referringAgency} optional options={(agencies.data?.items ?? []).map((a) => ({ value: a.id, label: a.name ?? t.common.unknown }))} value={fields.referred_by} onChange={(referred_by) => set({ referred_by })} />
              {fields.referred_by ? null : <TextField name="referred_by_name" label={t.manager.referringName} optional value={fields.referred_by_name} onChange={(referred_by_name) => set({ referred_by_name })} />}
            </div>
          ) : null}
          <DateField name="identified_on" label={t.manager.identifiedOn} value={fields.identified_on} onChange={(identified_on) => set({ identified_on })} max={today()} />
        </Card>
        <Card title={t.words.head}>
          <p className="soft">{t.manager.headHelp}</p>
          <MemberFields draft={fields.head} set={(change) => set({ head: { ...fields.head, ...change } })} prefix="head." head />
        </Card>
        <Card title={t.family.declared}>
          <div className="form-row">
            <NumberField name="declared.dependents" label={t.family.dependents} optional min={0} max={30} value={fields.dependents} onChange={(dependents) => set({ dependents })} />
            <NumberField name="declared.monthly_income" label={t.manager.incomeTomans} optional min={0} value={fields.monthly_income} onChange={(monthly_income) => set({ monthly_income })} />
          </div>
          <div className="form-row">
            <TextField name="declared.headship_cause" label={t.family.headshipCause} optional value={fields.headship_cause} onChange={(headship_cause) => set({ headship_cause })} />
            <TextField name="declared.supported_by" label={t.family.supportedBy} optional value={fields.supported_by} onChange={(supported_by) => set({ supported_by })} />
          </div>
          <TextArea name="declared.note" label={t.family.declaredNote} optional rows={3} value={fields.note} onChange={(note) => set({ note })} />
        </Card>
        <LookAgain of={firstLook} onSave={send} />
        {create.problem?.code === 'national_id_taken' ? (
          <Notice tone="warn" title={t.problems.byCode['national_id_taken']?.({}) ?? ''}>
            {typeof other === 'string' ? <p><Link to="/families/$id" params={{ id: other }} search={{}}>{t.caseworker.openThatFamily}</Link></p> : null}
          </Notice>
        ) : null}
        {create.problem?.code === 'possible_match' ? <PossibleMatch search={searchOf({ ...fields, given_name: fields.head.given_name, national_id: fields.head.national_id, phone: fields.head.phone, birth_year: '' })} /> : null}
      </div>
    </Form>
  );
}

/** A family becomes known: first a search, then the file. */
export function NewFamily() {
  const draft = useDraft<Fields>('new-family', empty());
  const fields = draft.value;
  const goOn = () => draft.set({ searched: true, head: { ...fields.head, given_name: fields.head.given_name || fields.given_name, national_id: fields.head.national_id || fields.national_id, phone: fields.head.phone || fields.phone } });
  return (
    <Page title={t.manager.newFamily} back={{ label: t.manager.menu.intake, to: '/center/intake' }}>
      <div className="stack form-page">
        <Restored draft={draft} />
        {fields.searched ? <div className="stack"><NewForm draft={draft} /></div> : <SearchFirst sought={fields} set={draft.set} onNew={goOn} />}
      </div>
    </Page>
  );
}
