import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { Chip, FamilyStrip } from '@/ui/index.ts';
import { nextVisitOf, openReferralOf, placeName } from './data.ts';
import type { Tab } from './FamilyForm.tsx';
import type { FamilyFile } from './types.ts';

/** What must be known before anything else: consent that is missing, a case that is closed. */
type Opens = (tab: Tab, what: ReactNode) => ReactNode;

function Alerts({ file, opens }: { file: FamilyFile; opens: Opens }) {
  return (
    <>
      {file.erased ? <Chip tone="quiet" icon="archive">{t.erasure.erased}</Chip> : null}
      {file.kept_until ? <Chip tone="quiet" icon="clock">{t.erasure.keptUntil(formatDate(file.kept_until))}</Chip> : null}
      {file.closed ? <Chip tone="quiet" icon="archive">{t.family.closedOn(formatDate(file.closed.closed_on))}</Chip> : null}
      {file.consent === 'given' || file.erased ? null : <Chip tone={file.consent === 'not_asked' ? 'warn' : 'bad'} icon="alert">{`${t.family.consent}: ${t.words.consent[file.consent]}`}</Chip>}
      {file.address_under_threat ? <Chip tone="bad" icon="alert">{t.trust.underThreat}</Chip> : null}
      {file.overdue > 0 ? opens('calendar', <Chip tone="bad" icon="clock">{`${t.words.due.overdue}: ${num(file.overdue)}`}</Chip>) : null}
    </>
  );
}

/** The strip on top of every screen about this family. */
export function FamilyHead({ file, actions, linked = false }: { file: FamilyFile; actions?: ReactNode; /** Numbers open the part of the file that they count; only where the reader has the living file open. */ linked?: boolean }) {
  const opens: Opens = (tab, what) => (linked ? <Link to="/families/$id" params={{ id: file.id }} search={{ tab }} className="chip-link">{what}</Link> : what);
  const referral = openReferralOf(file);
  const members = file.members.filter((m) => !m.left).length;
  return (
    <FamilyStrip
      name={file.family_name ? t.family.of(file.family_name) : file.erased ? t.erasure.erased : null}
      fileNumber={file.file_number}
      about={<><bdi>{placeName(file.neighborhood)}</bdi> · {opens('members', t.family.membersCount(num(members)))} · {t.words.household[file.household_type]}</>}
      tierThen={file.tier !== file.baseline_tier ? file.baseline_tier : null}
      tierNow={file.tier}
      nextVisit={nextVisitOf(file)}
      openReferral={referral ? { label: referral.commission.name ?? t.words.domain[referral.domain], since: referral.referred_on } : null}
      caseworkerName={file.assignment?.caseworker.name ?? file.caseworker?.name ?? null}
      yearEndsOn={file.assignment?.ends_on ?? null}
      notes={file.closed || file.erased || file.address_under_threat || file.consent !== 'given' || file.overdue > 0 ? <Alerts file={file} opens={opens} /> : undefined}
      actions={actions}
    />
  );
}
