import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { memberName, presentMembers, useFamily } from '@/screens/family/data.ts';
import type { FamilyFile, FileExpertReferral } from '@/screens/family/types.ts';
import { Button, ChoicesField, Loaded, Page } from '@/ui/index.ts';
import { NotFound } from '../common/Lost.tsx';
import './experts.css';

/** What leaves the house: the question, the file number, and of the persons chosen only age, sex and relation. */
function Sheet({ file, referral, chosen }: { file: FamilyFile; referral: FileExpertReferral; chosen: readonly string[] }) {
  const persons = presentMembers(file).filter((m) => chosen.includes(m.id));
  return (
    <article className="paper expert-sheet stack">
      <p>{t.words.fileNumber}: <span className="figure">{digits(file.file_number)}</span> · {t.experts.askedOn(formatDate(referral.referred_on))}</p>
      <p>{t.experts.about} {t.experts.howTo}</p>
      <section aria-labelledby="expert-question"><h2 id="expert-question">{t.experts.question}</h2><p className="prose"><bdi>{referral.question}</bdi></p></section>
      {persons.length > 0 ? (
        <section aria-labelledby="expert-members">
          <h2 id="expert-members">{t.experts.members}</h2>
          <ul>{persons.map((m, n) => <li key={m.id}>{[t.experts.person(num(n + 1)), t.family.relation[m.relation], m.sex ? t.family.sex[m.sex] : null, m.age === null ? null : t.family.age(num(m.age))].filter(Boolean).join(t.common.listComma)}</li>)}</ul>
        </section>
      ) : null}
      <section aria-labelledby="expert-answer"><h2 id="expert-answer">{t.experts.answer}</h2><div className="expert-lines" /></section>
      <p>{t.experts.signature}: <span className="expert-signature" /></p>
    </article>
  );
}

function OneSheet({ file, referral }: { file: FamilyFile; referral: FileExpertReferral }) {
  const [chosen, setChosen] = useState<string[]>([]);
  return (
    <Page
      title={t.experts.title(referral.specialty)}
      back={{ label: t.caseworker.backToFamily, to: '/families/$id', params: { id: file.id } }}
      actions={<span className="no-print"><Button variant="primary" icon="print" onPress={() => window.print()}>{t.experts.print}</Button></span>}
    >
      <div className="no-print stack-tight">
        <p className="soft">{t.experts.mayName}</p>
        <ChoicesField name="members" label={t.experts.whichMembers} help={t.experts.whichHelp} optional options={presentMembers(file).map((m) => ({ value: m.id, label: memberName(m), help: t.family.relation[m.relation] }))} value={chosen} onChange={setChosen} />
      </div>
      <Sheet file={file} referral={referral} chosen={chosen} />
    </Page>
  );
}

/** The sheet on which a special matter goes to an expert and comes back. */
export function ExpertSheet() {
  const { id, referral } = useParams({ from: '/shell/families/$id/experts/$referral' });
  const family = useFamily(id);
  return (
    <Loaded query={family} rows={4}>
      {(file) => {
        const found = file.expert_referrals.find((one) => one.id === referral);
        return found ? <OneSheet file={file} referral={found} /> : <NotFound />;
      }}
    </Loaded>
  );
}
