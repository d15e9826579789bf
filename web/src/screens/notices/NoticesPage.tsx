import { Link, type LinkProps } from '@tanstack/react-router';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { useNotices } from '@/screens/trust/data.ts';
import type { WaitingCount, WaitingKind } from '@/screens/trust/types.ts';
import { Card, Chip, Empty, Icon, Loaded, Page, type Tone } from '@/ui/index.ts';
import './notices.css';

/** Where each kind is worked on; what was opened in an emergency stands on top of every screen. */
const PLACE: Record<Exclude<WaitingKind, 'glass_broken'>, NonNullable<LinkProps['to']>> = {
  commission_silent: '/center/referrals', referral_late: '/commission/agenda', referral_new: '/commission/agenda', referral_returned: '/today', referral_declined: '/today',
  family_request: '/center/requests', late_work: '/center/late-work', comparison: '/center/intake', task_new: '/agency/tasks', task_late: '/agency/tasks', program_part_new: '/agency/programs', program_part_late: '/agency/programs', work_late: '/today',
  family_handed_over: '/families', session_called: '/commission/agenda', erasure: '/admin/erasures', tier_proposal: '/tier-proposals', tier_proposal_declined: '/tier-proposals',
};

const TONE: Partial<Record<WaitingKind, Tone>> = { glass_broken: 'bad', commission_silent: 'bad', referral_late: 'bad', task_late: 'bad', program_part_late: 'warn', work_late: 'warn' };

function One({ waiting: { kind, count, more, since } }: { waiting: WaitingCount }) {
  const line = (
    <>
      <Chip tone={TONE[kind] ?? 'info'}>{more ? t.notices.many(num(count)) : num(count)}</Chip>
      <span className="waiting-words">
        <span className="strong">{t.notices.kind[kind]}</span>
        <small className="faint">{kind === 'session_called' ? t.notices.next(formatDate(since)) : t.notices.since(formatDate(since))}</small>
      </span>
    </>
  );
  return (
    <li>
      {kind === 'glass_broken' ? <div className="waiting-row">{line}</div> : (
        <Link to={PLACE[kind]} search={{}} className="waiting-row">{line}<Icon name="chevron" size={18} /></Link>
      )}
    </li>
  );
}

function Waiting() {
  const notices = useNotices();
  return (
    <Loaded query={notices}>
      {({ waiting, unknown }) => (unknown ? <Empty icon="bell" title={t.notices.unknown} /> : waiting.length === 0 ? <Empty icon="bell" title={t.notices.none} /> : (
        <Card>
          <p className="soft">{t.notices.intro}</p>
          <ul className="bare-list waiting-list">{waiting.map((one) => <One key={one.kind} waiting={one} />)}</ul>
        </Card>
      ))}
    </Loaded>
  );
}

/** What waits for the person. */
export function NoticesPage() {
  const concerned = hasRole(useUser(), 'caseworker', 'center_manager', 'commission_member', 'agency_officer', 'auditor', 'administrator');
  return (
    <Page title={t.notices.title}>
      {concerned ? <Waiting /> : <Empty icon="bell" title={t.notices.none} />}
      <p className="soft"><Link to="/me">{t.notices.contacts}</Link></p>
    </Page>
  );
}
