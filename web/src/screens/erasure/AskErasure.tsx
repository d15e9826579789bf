import { useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { memberName } from '@/screens/family/data.ts';
import { optionsOf, written } from '@/screens/family/options.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { Card, ChoiceField, Form, Notice, SelectField, TextArea, errorsOf } from '@/ui/index.ts';
import type { ErasureGround } from './types.ts';

const WHOLE = 'family';
type Draft = { who: string; ground: ErasureGround | null; note: string };

function AskForm({ file, member }: { file: FamilyFile; member: string | undefined }) {
  const asked = file.members.find((one) => one.id === member && !one.erased);
  const { value, set, clear } = useDraft<Draft>(`erase-${file.id}`, { who: asked?.id ?? WHOLE, ground: null, note: '' });
  const ask = useFamilyCommand<{ member_id: string | null; ground: ErasureGround | null; note: string | null }>(file, '/erasures', { said: t.erasure.asked, onDone: clear });
  const who = [{ value: WHOLE, label: t.erasure.wholeFamily }, ...file.members.filter((one) => !one.erased).map((one) => ({ value: one.id, label: memberName(one) }))];
  const whole = value.who === WHOLE;
  const head = !whole && !file.closed && file.head_member_id === value.who;
  return (
    <Card>
      <Notice tone="warn"><p>{t.erasure.askHelp}</p></Notice>
      <Form
        label={t.erasure.ask}
        submitLabel={t.erasure.ask}
        pending={ask.pending}
        problem={ask.problem}
        fieldErrors={ask.fieldErrors}
        validate={() => errorsOf({ ground: !value.ground && t.common.chooseOne })}
        onSubmit={() => void ask.send({ member_id: whole ? null : value.who, ground: value.ground, note: written(value.note) })}
      >
        <SelectField name="member_id" label={t.erasure.who} options={who} value={value.who} onChange={(chosen) => set({ who: chosen })} help={whole ? t.erasure.wholeHelp : head ? t.erasure.headHelp : t.erasure.memberHelp} />
        <ChoiceField name="ground" label={t.erasure.groundWord} options={optionsOf(t.erasure.ground)} value={value.ground} onChange={(ground) => set({ ground })} />
        <TextArea name="note" label={t.erasure.note} help={t.erasure.noteHelp} optional rows={3} value={value.note} onChange={(note) => set({ note })} />
      </Form>
    </Card>
  );
}

/** Ask that a member, or the whole family, be forgotten. */
export function AskErasure() {
  const { id } = useParams({ from: '/shell/families/$id/erase' });
  const { member } = useSearch({ from: '/shell/families/$id/erase' });
  return <FamilyScreen id={id} title={t.erasure.ask} open={false}>{(file) => <AskForm file={file} member={member} />}</FamilyScreen>;
}
