import { Link, useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { LookAgain, useLookFirst, type Described, type Seen } from '@/screens/family/Matches.tsx';
import { FamilyScreen, useFamilyCommand } from '@/screens/family/FamilyForm.tsx';
import { memberOf } from '@/screens/family/data.ts';
import type { FamilyFile, FileMember } from '@/screens/family/types.ts';
import { useDraft } from '@/screens/family/useDraft.ts';
import { Card, Form, Notice } from '@/ui/index.ts';
import { MemberFields, draftOfMember, emptyMember, memberBody, memberErrors, type MemberDraft } from './MemberFields.tsx';
import { Restored } from '@/screens/family/Restored.tsx';

/** The person as the form describes one. A member without a surname of the own bears the family's. */
function describedOf(draft: MemberDraft, file: FamilyFile): Described {
  const { given_name, family_name, father_name, national_id, birth_date, phone } = memberBody(draft);
  return { given_name, family_name: family_name ?? file.family_name, father_name, national_id, birth_date, phone };
}

function MemberForm({ file, member }: { file: FamilyFile; member: FileMember | undefined }) {
  const first = file.head_member_id === null;
  const draft = useDraft(`member:${file.id}:${member?.id ?? ''}`, member ? draftOfMember(member) : emptyMember(first ? 'head' : null));
  const save = useFamilyCommand<ReturnType<typeof memberBody> & Seen>(file, member ? `/members/${member.id}` : '/members', {
    guarded: member !== undefined,
    method: member ? 'put' : 'post',
    onDone: draft.clear,
    backTo: 'members',
  });
  const other = save.problem?.code === 'national_id_taken' ? save.problem.params['family_id'] : undefined;
  const send = (seen: Seen) => void save.send({ ...memberBody(draft.value), ...seen });
  const described = describedOf(draft.value, file);
  const firstLook = useLookFirst({ search: described, seen: [file.id], problem: save.problem });
  const isSame = member !== undefined && JSON.stringify(describedOf(draftOfMember(member), file)) === JSON.stringify(described);
  const label = member ? t.caseworker.changeMember : t.caseworker.addMember;
  return (
    <Card>
      <Restored draft={draft} />
      <Form
        label={label}
        submitLabel={t.common.save}
        pending={save.pending || firstLook.looking}
        problem={save.problem?.code === 'likely_registered' ? null : save.problem}
        fieldErrors={save.fieldErrors}
        validate={() => memberErrors(draft.value)}
        onSubmit={() => (isSame ? send({}) : void firstLook.look(send))}
      >
        <MemberFields draft={draft.value} set={draft.set} />
        {typeof other === 'string' && other !== file.id ? (
          <Notice tone="warn" title={t.problems.byCode['national_id_taken']?.({}) ?? ''}><p><Link to="/families/$id" params={{ id: other }} search={{}}>{t.caseworker.openThatFamily}</Link></p></Notice>
        ) : null}
      </Form>
      <LookAgain of={firstLook} onSave={send} />
    </Card>
  );
}

/** A new member, or what is known of one. */
export function Member() {
  const { id } = useParams({ from: '/shell/families/$id/member' });
  const { member } = useSearch({ from: '/shell/families/$id/member' });
  return <FamilyScreen id={id} title={member ? t.caseworker.changeMember : t.caseworker.addMember}>{(file) => <MemberForm file={file} member={memberOf(file, member)} />}</FamilyScreen>;
}
