import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, useCommand, type Committed, type Title } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, Form, Loaded, Page, SelectField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { TextKind, TextView } from './types.ts';

type Fields = { kind: TextKind; title: Title; body: string; approved_by: string; approved_on: string | null };
type Published = Committed & { ids?: { text_id?: string } };

const EMPTY: Fields = { kind: 'ethical_charter', title: { fa: '', en: '' }, body: '', approved_by: '', approved_on: null };

function TextForm({ text: now }: { text: TextView | null }) {
  // What was on the screen when the writing began; another version published since is told, and nothing typed is lost.
  const [text] = useState(now);
  const navigate = useNavigate();
  const begun: Fields = text ? { kind: text.kind, title: text.title, body: text.body, approved_by: text.approved_by, approved_on: today() } : { ...EMPTY, approved_on: today() };
  const draft = useDraft<Fields>(`approved-text:${text ? `${text.id}:${text.version}` : 'new'}`, begun);
  const { kind, title, body, approved_by: by, approved_on: on } = draft.value;
  const publish = useCommand<Fields & { after_version: number | null }, Published>(text ? `/approved-texts/${text.id}` : '/approved-texts', {
    method: text ? 'put' : 'post',
    onDone: ({ ids }) => {
      draft.clear();
      toast(t.texts.published);
      const id = text?.id ?? ids?.text_id;
      void (id ? navigate({ to: '/texts/$id', params: { id }, search: {} }) : navigate({ to: '/texts' }));
    },
  });
  return (
    <Card>
      <Form
        label={text ? t.texts.edit : t.texts.add}
        submitLabel={t.texts.publish}
        pending={publish.pending}
        problem={publish.problem}
        fieldErrors={publish.fieldErrors}
        validate={() => errorsOf({ 'title.fa': !title.fa.trim() && t.common.required, 'title.en': !title.en.trim() && t.common.required, body: !body.trim() && t.common.required, approved_by: !by.trim() && t.common.required, approved_on: !on && t.common.dateMissing })}
        onSubmit={() => void publish.send({ ...draft.value, after_version: text?.version ?? null })}
      >
        <SelectField name="kind" label={t.texts.kindWord} options={optionsOf(t.texts.kind)} value={kind} onChange={(chosen) => draft.set({ kind: chosen })} />
        <TextField name="title.fa" label={t.texts.titleFa} value={title.fa} onChange={(fa) => draft.set({ title: { ...title, fa } })} maxLength={300} />
        <TextField name="title.en" label={t.texts.titleEn} value={title.en} onChange={(en) => draft.set({ title: { ...title, en } })} maxLength={300} ltr />
        <TextArea name="body" label={t.texts.body} help={t.texts.bodyHelp} rows={14} value={body} onChange={(written) => draft.set({ body: written })} />
        <div className="form-row">
          <TextField name="approved_by" label={t.texts.approvedBy} help={t.texts.approvedByHelp} value={by} onChange={(name) => draft.set({ approved_by: name })} maxLength={200} />
          <DateField name="approved_on" label={t.texts.approvedOn} value={on} onChange={(day) => draft.set({ approved_on: day })} max={today()} />
        </div>
      </Form>
    </Card>
  );
}

export function NewText() {
  return <Page title={t.texts.add} back={{ label: t.texts.back, to: '/texts' }}><TextForm text={null} /></Page>;
}

export function NextVersion() {
  const { id } = useParams({ from: '/shell/texts/$id/edit' });
  const text = useApi<TextView>(`/approved-texts/${id}`, { streams: ['settings'] });
  return <Page title={t.texts.edit} back={{ label: t.texts.back, to: '/texts' }}><Loaded query={text}>{(found) => <TextForm text={found} />}</Loaded></Page>;
}
