import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { isNationalId, toLatinDigits } from '@/lib/digits.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FileMember, Relation, Schooling, Sex, WorkSituation } from '@/screens/family/types.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, SelectField, TextField, errorsOf, type FieldErrors } from '@/ui/index.ts';

export type MemberDraft = {
  given_name: string; family_name: string; father_name: string; national_id: string; birth_date: string | null; sex: Sex | null; relation: Relation | null;
  phone: string; education: string; occupation: string; skill: string; work: WorkSituation | null; schooling: Schooling | null;
};

export const emptyMember = (relation: Relation | null = null): MemberDraft => ({ given_name: '', family_name: '', father_name: '', national_id: '', birth_date: null, sex: null, relation, phone: '', education: '', occupation: '', skill: '', work: null, schooling: null });

export const draftOfMember = (m: FileMember): MemberDraft => ({
  given_name: m.given_name ?? '', family_name: m.family_name ?? '', father_name: m.father_name ?? '', national_id: m.national_id ?? '', birth_date: m.birth_date?.iso ?? null, sex: m.sex, relation: m.relation,
  phone: m.phone ?? '', education: m.education ?? '', occupation: m.occupation ?? '', skill: m.skill ?? '', work: m.work, schooling: m.schooling,
});

export const memberBody = (d: MemberDraft) => ({
  given_name: d.given_name.trim(), family_name: written(d.family_name), father_name: written(d.father_name), national_id: written(toLatinDigits(d.national_id)), birth_date: d.birth_date, sex: d.sex, relation: d.relation,
  phone: written(toLatinDigits(d.phone)), education: written(d.education), occupation: written(d.occupation), skill: written(d.skill), work: d.work, schooling: d.schooling,
});

export function memberErrors(draft: MemberDraft, prefix = ''): FieldErrors {
  return errorsOf({
    [`${prefix}given_name`]: !draft.given_name.trim() && t.common.required,
    [`${prefix}relation`]: !draft.relation && t.common.chooseOne,
    [`${prefix}national_id`]: draft.national_id.trim() !== '' && !isNationalId(draft.national_id) && t.common.nationalIdWrong,
  });
}

/** The usual steps, and whatever a register wrote. */
function educationOptions(current: string) {
  const steps = optionsOf<string>(t.family.educationStep);
  return current && !steps.some((o) => o.value === current) ? [{ value: current, label: current }, ...steps] : steps;
}

type MemberFieldsProps = { draft: MemberDraft; set: (change: Partial<MemberDraft>) => void; prefix?: string; /** The head of a new family has no relation to choose. */ head?: boolean };

/** What is known of a member; only the given name is needed. */
export function MemberFields({ draft, set, prefix = '', head = false }: MemberFieldsProps) {
  return (
    <>
      <div className="form-row">
        <TextField name={`${prefix}given_name`} label={t.family.givenName} value={draft.given_name} onChange={(given_name) => set({ given_name })} />
        <TextField name={`${prefix}family_name`} label={t.words.familyName} optional value={draft.family_name} onChange={(family_name) => set({ family_name })} />
        <TextField name={`${prefix}father_name`} label={t.family.fatherName} optional value={draft.father_name} onChange={(father_name) => set({ father_name })} />
      </div>
      <div className="form-row">
        {head ? null : <SelectField name={`${prefix}relation`} label={t.family.relationWord} options={optionsOf(t.family.relation)} value={draft.relation} onChange={(relation) => set({ relation })} />}
        <ChoiceField name={`${prefix}sex`} label={t.family.sexWord} optional inline options={optionsOf(t.family.sex)} value={draft.sex} onChange={(sex) => set({ sex })} />
      </div>
      <div className="form-row">
        <TextField name={`${prefix}national_id`} label={t.words.nationalId} help={t.caseworker.nationalIdHelp} optional ltr inputMode="numeric" maxLength={12} value={draft.national_id} onChange={(national_id) => set({ national_id })} />
        <DateField name={`${prefix}birth_date`} label={t.words.birthDate} optional value={draft.birth_date} onChange={(birth_date) => set({ birth_date })} max={today()} />
        <TextField name={`${prefix}phone`} label={t.words.phone} optional ltr type="tel" inputMode="tel" value={draft.phone} onChange={(phone) => set({ phone })} />
      </div>
      <div className="form-row">
        <SelectField name={`${prefix}education`} label={t.family.education} optional options={educationOptions(draft.education)} value={draft.education || null} onChange={(education) => set({ education })} />
        <TextField name={`${prefix}occupation`} label={t.family.occupation} optional value={draft.occupation} onChange={(occupation) => set({ occupation })} />
        <TextField name={`${prefix}skill`} label={t.family.skill} optional value={draft.skill} onChange={(skill) => set({ skill })} />
      </div>
      <div className="form-row">
        <SelectField name={`${prefix}work`} label={t.situations.work} optional options={optionsOf(t.situations.workOf)} value={draft.work} onChange={(work) => set({ work })} />
        <SelectField name={`${prefix}schooling`} label={t.situations.schooling} help={t.situations.schoolingHelp} optional options={optionsOf(t.situations.schoolingOf)} value={draft.schooling} onChange={(schooling) => set({ schooling })} />
      </div>
    </>
  );
}
