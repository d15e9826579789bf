import { t } from '@/i18n/index.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { FamilyFile, FileReferral } from '@/screens/family/types.ts';
import { Button, LinkButton } from '@/ui/index.ts';

type ReferralActionsProps = { file: FamilyFile; referral: FileReferral; onAct: (action: Action) => void };

/** What the sender may do with a referral: complete it, take it back, refer again on the same thread. */
export function ReferralActions({ file, referral, onAct }: ReferralActionsProps) {
  const path = `/referrals/${referral.id}`;
  const open = referral.state === 'open' || referral.state === 'on_agenda';
  const goneOn = file.referrals.some((other) => other.continues === referral.id);
  const again = (
    <LinkButton small to="/families/$id/refer" params={{ id: file.id }} search={{ continues: referral.id }}>{t.referral.again}</LinkButton>
  );
  const withdraw = (label: string, explain?: string) => (
    <WithNetwork label={label}><Button small variant="quiet" onPress={() => onAct({ title: label, path: `${path}/withdraw`, ...(explain ? { explain } : {}), text: { name: 'reason', label: t.family.reason, required: true }, day: { name: 'withdrawn_on', label: t.caseworker.onDay, min: referral.referred_on.iso } })}>{label}</Button></WithNetwork>
  );
  if (open) {
    return (
      <>
        {referral.reception === 'returned' ? (
          <WithNetwork label={t.referral.resume}><Button small variant="primary" onPress={() => onAct({ title: t.referral.resume, path: `${path}/resume`, submitLabel: t.referral.resume, explain: t.referral.resumeWhy, text: { name: 'added', label: t.referral.added, required: true }, day: { name: 'resumed_on', label: t.caseworker.onDay, min: referral.referred_on.iso } })}>{t.referral.resume}</Button></WithNetwork>
        ) : null}
        {withdraw(t.caseworker.withdrawReferral)}
      </>
    );
  }
  if (referral.state === 'declined' && !goneOn) return <>{again}{withdraw(t.referral.letGo, t.referral.letGoWhy)}</>;
  if (referral.state === 'decided' && referral.decision?.outcome === 'more_information' && !goneOn) return again;
  return null;
}
