import { useState } from 'react';
import { hasRole, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { WithNetwork } from '@/phone/WithNetwork.tsx';
import type { Action } from '@/screens/family/ActionDialog.tsx';
import type { FamilyFile } from '@/screens/family/types.ts';
import { Button, Chip, Notice } from '@/ui/index.ts';
import { BreakGlass } from './BreakGlass.tsx';
import { useOpenOver } from './data.ts';

/** A mark beside whatever names a family whose address is under threat. */
export const ThreatChip = () => <Chip tone="bad" icon="alert">{t.trust.underThreat}</Chip>;

type ThreatProps = { file: FamilyFile; act: (action: Action) => void };

/** What may be done about an address under threat by those who work with the family. */
export function ThreatPart({ file, act }: ThreatProps) {
  const user = useUser();
  const [breaking, setBreaking] = useState(false);
  const holds = hasRole(user, 'caseworker') && file.caseworker?.id === user.caseworker_id;
  const manager = hasRole(user, 'center_manager');
  const open = useOpenOver(file.id, 'glass');
  const mark: Action = { title: t.trust.mark, path: '/address-threat', explain: t.trust.markWhy, text: { name: 'reason', label: t.trust.markReason, required: true, help: t.trust.noPlaceInReason } };
  const clear: Action = { title: t.trust.clear, path: '/address-threat/clear', explain: t.trust.clearWhy, text: { name: 'reason', label: t.trust.clearReason, required: true } };
  if (!file.address_under_threat) return <div><WithNetwork label={t.trust.mark}><Button small variant="quiet" icon="alert" onPress={() => act(mark)}>{t.trust.mark}</Button></WithNetwork></div>;
  return (
    <>
      <Notice
        tone="bad"
        title={t.trust.underThreat}
        actions={
          <>
            {holds || (manager && !file.assignment) ? <WithNetwork label={t.trust.clear}><Button small variant="quiet" onPress={() => act(clear)}>{t.trust.clear}</Button></WithNetwork> : null}
            {manager && !holds && !open ? <Button small variant="quiet" icon="eye" onPress={() => setBreaking(true)}>{t.trust.breakGlass}</Button> : null}
          </>
        }
      >
        <p>{t.trust.underThreatWhy}</p>
      </Notice>
      {breaking ? <BreakGlass file={file.file_number} onClose={() => setBreaking(false)} /> : null}
    </>
  );
}
