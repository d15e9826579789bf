import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Card, Chip, Disclosure, Empty, Facts } from '@/ui/index.ts';
import { educationWords, memberName, presentMembers, useVocabulary } from './data.ts';
import { NationalId } from './Summary.tsx';
import type { FamilyFile, FileMember } from './types.ts';

function MemberCard({ member, threatened, actions }: { member: FileMember; /** The address of the family is under threat: no telephone goes on paper. */ threatened: boolean; actions?: ReactNode }) {
  const words = useVocabulary();
  return (
    <li className="card stack-tight">
      <div className="spread">
        <h3><bdi>{memberName(member)}</bdi></h3>
        <span className="cluster">
          {member.erased ? <Chip tone="quiet" icon="archive">{t.erasure.erased}</Chip> : null}
          <Chip tone={member.is_head ? 'info' : 'quiet'}>{member.is_head ? t.words.head : t.family.relation[member.relation]}</Chip>
          {member.age === null ? null : <span className="soft">{t.family.age(num(member.age))}</span>}
        </span>
      </div>
      {member.erased ? <p className="soft">{t.erasure.memberErasedHelp}</p> : null}
      <Facts facts={[
        { term: t.words.birthDate, value: member.birth_date ? formatDate(member.birth_date) : null },
        member.erased ? null : { term: t.words.nationalId, value: <NationalId value={member.national_id} /> },
        { term: t.words.phone, value: member.phone ? <><a href={`tel:${member.phone}`} dir="ltr" className={threatened ? 'no-print' : undefined}>{digits(member.phone)}</a>{threatened ? <span className="print-only faint">{t.paper.notOnPaper}</span> : null}</> : null },
        { term: t.family.fatherName, value: member.father_name },
        { term: t.family.sexWord, value: member.sex ? t.family.sex[member.sex] : null },
        { term: t.family.education, value: educationWords(member.education) },
        { term: t.family.occupation, value: member.occupation },
        { term: t.family.skill, value: member.skill },
        { term: t.situations.work, value: member.work ? t.situations.workOf[member.work] : null },
        { term: t.situations.schooling, value: member.schooling ? t.situations.schoolingOf[member.schooling] : null },
        { term: t.family.memberLeftWord, value: member.left_reason ? t.family.memberLeft[member.left_reason] : null },
      ]} />
      {member.categories.length > 0 ? <div className="cluster long-chips">{member.categories.map((code) => <Chip key={code}>{words.group(code)}</Chip>)}</div> : null}
      {actions ? <div className="cluster">{actions}</div> : null}
    </li>
  );
}

type MembersProps = { file: FamilyFile; /** Over the list. */ actions?: ReactNode; /** On a member who still belongs to the family. */ memberActions?: (member: FileMember) => ReactNode; /** The heading is seen, where no tab says it. */ titled?: boolean };

export function MembersPart({ file, actions, memberActions, titled = false }: MembersProps) {
  const here = presentMembers(file);
  const gone = file.members.filter((m) => m.left);
  return (
    <div className="stack">
      <h2 className={titled ? undefined : 'visually-hidden'}>{t.family.tabs.members}</h2>
      {actions ? <div className="cluster">{actions}</div> : null}
      {here.length === 0 ? <Empty title={t.family.noMembers} /> : <ul className="cards grid">{here.map((m) => <MemberCard key={m.id} member={m} threatened={file.address_under_threat} actions={memberActions?.(m)} />)}</ul>}
      {gone.length > 0 ? <Card><Disclosure summary={t.family.leftMembers}><ul className="cards grid">{gone.map((m) => <MemberCard key={m.id} member={m} threatened={file.address_under_threat} />)}</ul></Disclosure></Card> : null}
    </div>
  );
}
