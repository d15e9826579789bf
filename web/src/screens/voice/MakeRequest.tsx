import { useParams } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { NetworkNotice } from '@/phone/WithNetwork.tsx';
import { entryTitle } from '@/screens/family/Calendar.tsx';
import { useVocabulary } from '@/screens/family/data.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { Restored } from '@/screens/family/Restored.tsx';
import { memberOptions } from '@/screens/family/options.ts';
import type { FamilyFile, RequestKind } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ChoicesField, Form, SelectField, TextArea, errorsOf } from '@/ui/index.ts';

type Draft = { kind: RequestKind | null; member_id: string | null; words: string; entry_ids: string[]; made_on: string | null };
const kinds = () => Object.keys(t.voice.kind) as RequestKind[];

function RequestForm({ file }: { file: FamilyFile }) {
  const words = useVocabulary();
  const draft = useDraft<Draft>(`request:${file.id}`, { kind: null, member_id: null, words: '', entry_ids: [], made_on: today() });
  const { value } = draft;
  const make = useFamilyCommand<Draft>(file, '/requests', { onDone: draft.clear, backTo: 'summary', said: t.voice.made });
  const planned = file.calendar.filter((entry) => entry.status === 'planned');
  const refuses = value.kind === 'refuse_aid';
  return (
    <Card>
      <Restored draft={draft} />
      <NetworkNotice />
      <Form
        label={t.voice.ask}
        submitLabel={t.voice.ask}
        pending={make.pending}
        problem={make.problem}
        fieldErrors={make.fieldErrors}
        validate={() => errorsOf({ kind: !value.kind && t.common.chooseOne, words: !value.words.trim() && t.common.required, made_on: !value.made_on && t.common.dateMissing })}
        onSubmit={() => void make.send({ ...value, words: value.words.trim(), entry_ids: refuses ? value.entry_ids : [] })}
      >
        <ChoiceField name="kind" label={t.voice.which} options={kinds().map((kind) => ({ value: kind, label: t.voice.kind[kind], help: t.voice.kindHelp[kind] }))} value={value.kind} onChange={(kind) => draft.set({ kind })} />
        <TextArea name="words" label={t.voice.words} help={t.voice.wordsHelp} rows={4} value={value.words} onChange={(said) => draft.set({ words: said })} />
        {refuses && planned.length > 0 ? <ChoicesField name="entry_ids" label={t.voice.entries} optional options={planned.map((entry) => ({ value: entry.id, label: entryTitle(entry, words) }))} value={value.entry_ids} onChange={(entry_ids) => draft.set({ entry_ids })} /> : null}
        <div className="form-row">
          <SelectField name="member_id" label={t.voice.whoAsked} optional options={memberOptions(file)} value={value.member_id} onChange={(member_id) => draft.set({ member_id })} />
          <DateField name="made_on" label={t.caseworker.onDay} value={value.made_on} onChange={(made_on) => draft.set({ made_on })} max={today()} />
        </div>
      </Form>
    </Card>
  );
}

/** Write down what the family asks about its own case. */
export function MakeRequest() {
  const { id } = useParams({ from: '/shell/families/$id/request' });
  return <FamilyScreen id={id} title={t.voice.ask}>{(file) => <RequestForm file={file} />}</FamilyScreen>;
}
