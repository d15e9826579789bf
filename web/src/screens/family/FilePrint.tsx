import { useParams, useSearch } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { LinkButton, Loaded, Notice, Page, PaperHead, PrintButton } from '@/ui/index.ts';
import { AidPart } from './Aid.tsx';
import { AttachmentsPart } from './Attachments.tsx';
import { CalendarPart } from './Calendar.tsx';
import { FamilyHead } from './FamilyHead.tsx';
import { GoalsPart } from './Goals.tsx';
import { MembersPart } from './Members.tsx';
import { ReferralsPart } from './Referrals.tsx';
import { SummaryPart } from './Summary.tsx';
import { WhyPart } from './Why.tsx';
import { useFamily } from './data.ts';
import type { FamilyFile } from './types.ts';
import './family.css';

/** What is to come and what it is for: the part of the file that a family and its caseworker work by. */
function Plan({ file }: { file: FamilyFile }) {
  return (
    <>
      <section className="stack" aria-labelledby="paper-plan"><h2 id="paper-plan">{t.words.calendar}</h2><CalendarPart file={file} /></section>
      <GoalsPart file={file} />
    </>
  );
}

function Whole({ file }: { file: FamilyFile }) {
  return (
    <>
      <SummaryPart file={file} />
      <MembersPart file={file} titled />
      <section className="stack" aria-labelledby="paper-why"><h2 id="paper-why">{t.family.tabs.why}</h2><WhyPart file={file} /></section>
      <Plan file={file} />
      <AidPart file={file} now />
      <ReferralsPart file={file} />
      {file.attachments.length > 0 ? <section className="stack" aria-labelledby="paper-attachments"><h2 id="paper-attachments">{t.family.attachments}</h2><AttachmentsPart file={file} /></section> : null}
    </>
  );
}

/** A family's file, or its aid plan alone, for paper: everything under each other, nothing to press. */
export function FilePrint() {
  const { id } = useParams({ from: '/shell/families/$id/print' });
  const { part } = useSearch({ from: '/shell/families/$id/print' });
  const family = useFamily(id);
  return (
    <Loaded query={family} rows={6}>
      {(file) => {
        const number = digits(file.file_number);
        const what = part === 'plan' ? t.paper.planOf(number) : t.paper.file(number);
        return (
          <Page
            title={what}
            titleHidden
            subtitle={<span className="no-print">{t.paper.help}</span>}
            back={{ label: t.caseworker.backToFamily, to: '/families/$id', params: { id } }}
            actions={
              <span className="cluster no-print">
                <LinkButton to="/families/$id/print" params={{ id }} search={part === 'plan' ? {} : { part: 'plan' }}>{part === 'plan' ? t.paper.wholeFile : t.paper.onlyPlan}</LinkButton>
                <PrintButton main />
              </span>
            }
          >
            <PaperHead what={what} />
            {file.erased ? <Notice title={t.erasure.erased} /> : (
              <article className="paper stack-wide">
                {file.address_under_threat ? <p className="strong">{t.paper.threatened}</p> : null}
                <FamilyHead file={file} />
                {part === 'plan' ? <Plan file={file} /> : <Whole file={file} />}
              </article>
            )}
          </Page>
        );
      }}
    </Loaded>
  );
}
