import { t } from '@/i18n/index.ts';
import { Tabs } from '@/ui/index.ts';
import { AidPart } from './Aid.tsx';
import { AttachmentsPart } from './Attachments.tsx';
import { CalendarPart } from './Calendar.tsx';
import { FamilyHead } from './FamilyHead.tsx';
import { MembersPart } from './Members.tsx';
import { ReferralsPart } from './Referrals.tsx';
import { SummaryPart } from './Summary.tsx';
import { presentAttachments } from './data.ts';
import type { FamilyFile } from './types.ts';
import { WhyPart } from './Why.tsx';
import './family.css';

type FamilyFileViewProps = {
  file: FamilyFile;
  /** Without the strip, where the screen has its own heading. */
  headless?: boolean;
  selected?: string;
  onSelect?: (id: string) => void;
};

/** A family's file to be read: a commission's packet, a moment of a replay. Holds no command. */
export function FamilyFileView({ file, headless = false, selected, onSelect }: FamilyFileViewProps) {
  return (
    <div className="stack-wide">
      {headless ? null : <FamilyHead file={file} />}
      <Tabs
        label={t.family.tabsLabel}
        {...(selected === undefined ? {} : { selected })}
        {...(onSelect ? { onSelect } : {})}
        items={[
          { id: 'summary', label: t.family.tabs.summary, content: <SummaryPart file={file} /> },
          { id: 'why', label: t.family.tabs.why, content: <WhyPart file={file} /> },
          { id: 'members', label: t.family.tabs.members, count: file.members.filter((m) => !m.left).length, content: <MembersPart file={file} /> },
          { id: 'calendar', label: t.family.tabs.calendar, count: file.calendar.filter((e) => e.status === 'planned').length, content: <CalendarPart file={file} /> },
          { id: 'aid', label: t.family.tabs.aid, content: <AidPart file={file} /> },
          { id: 'referrals', label: t.family.tabs.referrals, content: <ReferralsPart file={file} /> },
          // A packet has none, and says nothing of them.
          ...(file.attachments.length > 0 ? [{ id: 'attachments', label: t.family.tabs.attachments, count: presentAttachments(file).length, content: <AttachmentsPart file={file} /> }] : []),
        ]}
      />
    </div>
  );
}
