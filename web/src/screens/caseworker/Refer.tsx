import { useParams, useSearch } from '@tanstack/react-router';
import { useApi, type Domain, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { optionsOf } from '@/screens/family/options.ts';
import type { FamilyFile, Urgency } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Card, ChoiceField, ChoicesField, Form, Notice, SelectField, TextArea, TextField, errorsOf } from '@/ui/index.ts';
import { Restored } from '@/screens/family/Restored.tsx';

type Commission = { id: string; name: string; domain: Domain; center_ids: string[] };
type CommissionDraft = { commission_id: string | null; further_commission_ids: string[]; question: string; urgency: Urgency; referred_on: string | null };
type ExpertDraft = { specialty: string; question: string; referred_on: string | null; answer_by: string | null };

type Terms = { values: { answer_days: number; urgent_answer_days: number } };

function CommissionForm({ file, continues }: { file: FamilyFile; continues: string | undefined }) {
  const former = file.referrals.find((one) => one.id === continues);
  const settings = useApi<Terms>('/settings', { streams: ['settings'] });
  const commissions = useApi<Paged<Commission>>('/commissions', { streams: ['commission'] });
  const draft = useDraft<CommissionDraft>(`refer:${file.id}${continues ? `:${continues}` : ''}`, { commission_id: former?.commission.id ?? null, further_commission_ids: [], question: '', urgency: former?.urgency ?? 'normal', referred_on: today() });
  const refer = useFamilyCommand<CommissionDraft & { continues?: string }>(file, '/referrals', { onDone: draft.clear, backTo: 'referrals', said: t.caseworker.referred });
  const value = draft.value;
  const serving = (commissions.data?.items ?? []).filter((c) => c.center_ids.length === 0 || (file.center !== null && c.center_ids.includes(file.center.id)));
  const others = value.commission_id && !former ? serving.filter((c) => c.id !== value.commission_id) : [];
  const further = (value.further_commission_ids ?? []).filter((one) => others.some((c) => c.id === one));
  return (
    <Card title={t.caseworker.referToCommission}>
      {file.tier === 'harmed' ? null : <Notice tone="warn" title={t.problems.byCode['family_not_harmed']?.({}) ?? ''} />}
      <p className="soft">{t.caseworker.referHelp}</p>
      {settings.data ? <p className="faint">{t.referral.answerTerm(num(settings.data.values.answer_days), num(settings.data.values.urgent_answer_days))}</p> : null}
      {former ? <Notice title={t.referral.continues}><p><bdi>{former.question}</bdi></p><p className="faint">{t.referral.continuesHelp}</p></Notice> : null}
      <Restored draft={draft} />
      <Form
        label={t.caseworker.referToCommission}
        submitLabel={t.caseworker.referToCommission}
        pending={refer.pending}
        problem={refer.problem}
        fieldErrors={refer.fieldErrors}
        validate={() => errorsOf({ commission_id: !value.commission_id && t.common.chooseOne, question: !value.question.trim() && t.common.required, referred_on: !value.referred_on && t.common.dateMissing })}
        onSubmit={() => void refer.send({ ...value, further_commission_ids: further, ...(former ? { continues: former.id } : {}) })}
      >
        <SelectField name="commission_id" label={t.words.commission} options={serving.map((c) => ({ value: c.id, label: c.name, help: t.words.domain[c.domain] }))} value={value.commission_id} onChange={(commission_id) => draft.set({ commission_id })} />
        {others.length > 0 ? <ChoicesField name="further_commission_ids" label={t.caseworker.referAlso} help={t.caseworker.referAlsoHelp} optional options={others.map((c) => ({ value: c.id, label: c.name, help: t.words.domain[c.domain] }))} value={further} onChange={(further_commission_ids) => draft.set({ further_commission_ids })} /> : null}
        <TextArea name="question" label={t.family.question} help={t.caseworker.questionHelp} rows={5} value={value.question} onChange={(question) => draft.set({ question })} />
        <div className="form-row">
          <ChoiceField name="urgency" label={t.caseworker.urgency} inline options={optionsOf(t.words.urgency)} value={value.urgency} onChange={(urgency) => draft.set({ urgency })} />
          <DateField name="referred_on" label={t.caseworker.onDay} value={value.referred_on} onChange={(referred_on) => draft.set({ referred_on })} max={today()} />
        </div>
      </Form>
    </Card>
  );
}

function ExpertForm({ file }: { file: FamilyFile }) {
  const draft = useDraft<ExpertDraft>(`expert:${file.id}`, { specialty: '', question: '', referred_on: today(), answer_by: null });
  const refer = useFamilyCommand<ExpertDraft>(file, '/expert-referrals', { onDone: draft.clear, backTo: 'referrals', said: t.caseworker.referred });
  const value = draft.value;
  return (
    <Card title={t.caseworker.referToExpert}>
      <p className="soft">{t.caseworker.expertHelp}</p>
      <Restored draft={draft} />
      <Form
        label={t.caseworker.referToExpert}
        submitLabel={t.caseworker.referToExpert}
        pending={refer.pending}
        problem={refer.problem}
        fieldErrors={refer.fieldErrors}
        validate={() => errorsOf({ specialty: !value.specialty.trim() && t.common.required, question: !value.question.trim() && t.common.required, referred_on: !value.referred_on && t.common.dateMissing })}
        onSubmit={() => void refer.send(value)}
      >
        <TextField name="specialty" label={t.caseworker.specialty} help={t.caseworker.specialtyHelp} value={value.specialty} onChange={(specialty) => draft.set({ specialty })} />
        <TextArea name="question" label={t.family.question} rows={5} value={value.question} onChange={(question) => draft.set({ question })} />
        <div className="form-row">
          <DateField name="referred_on" label={t.caseworker.onDay} value={value.referred_on} onChange={(referred_on) => draft.set({ referred_on })} max={today()} />
          <DateField name="answer_by" label={t.owed.answerBy} help={t.owed.answerByHelp} optional value={value.answer_by} onChange={(answer_by) => draft.set({ answer_by })} min={value.referred_on ?? undefined} />
        </div>
      </Form>
    </Card>
  );
}

/** Put a case before a commission, or a special matter to an expert. */
export function Refer() {
  const { id } = useParams({ from: '/shell/families/$id/refer' });
  const { to, continues } = useSearch({ from: '/shell/families/$id/refer' });
  return <FamilyScreen id={id} title={to === 'expert' ? t.caseworker.referToExpert : t.caseworker.referToCommission}>{(file) => (to === 'expert' ? <ExpertForm file={file} /> : <CommissionForm file={file} continues={continues} />)}</FamilyScreen>;
}
