import { useState } from 'react';
import { entered, useApi, useUser } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button, Chip, Confirm, Dialog, ProblemNote, toast } from '@/ui/index.ts';
import { MakeFactor } from './Factor.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';
import { useAct } from './useAct.ts';

function Renew({ onClose }: { onClose: () => void }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const renew = useAct<{ recovery_codes: string[] }>('/session/recovery-codes', (answer) => setCodes(answer.recovery_codes));
  if (codes) return <Dialog title={t.access.renewCodes} open mustAnswer onClose={onClose}><RecoveryCodes codes={codes} onKept={onClose} /></Dialog>;
  return (
    <Confirm title={t.access.renewCodes} open confirmLabel={t.access.renewCodes} pending={renew.pending} onConfirm={() => void renew.send()} onClose={onClose}>
      <div className="stack-tight"><p>{t.access.renewCodesText}</p><ProblemNote problem={renew.problem} /></div>
    </Confirm>
  );
}

function Remove({ onClose }: { onClose: () => void }) {
  const remove = useAct('/session/second-factor/remove', () => {
    toast(t.access.factorRemoved);
    // Who is signed in says whether there is a second factor.
    location.reload();
  });
  return (
    <Confirm title={t.access.removeFactor} open danger confirmLabel={t.access.removeFactor} pending={remove.pending} onConfirm={() => void remove.send()} onClose={onClose}>
      <div className="stack-tight"><p>{t.access.removeFactorText}</p><ProblemNote problem={remove.problem} /></div>
    </Confirm>
  );
}

/** The own second factor: made, moved to a new phone, its recovery codes. */
export function MyFactor() {
  const user = useUser();
  const state = useApi<{ made: boolean; recovery_codes_left: number }>('/session/second-factor');
  const [act, setAct] = useState<'make' | 'renew' | 'remove' | null>(null);
  const { made, needed } = user.second_factor;
  const close = () => setAct(null);
  return (
    <div className="stack">
      <div className="cluster">
        {made ? <Chip tone="good" icon="check">{t.access.factorOn}</Chip> : needed ? <Chip tone="bad">{t.access.factorOff}</Chip> : <Chip>{t.access.factorOff}</Chip>}
        {made && state.data ? <span className="soft">{t.access.recoveryLeft(num(state.data.recovery_codes_left))}</span> : null}
      </div>
      <p className="soft">{needed ? t.access.factorNeeded : t.access.factorOptional}</p>
      <div className="cluster">
        <Button onPress={() => setAct('make')}>{made ? t.access.replaceFactor : t.access.makeFactor}</Button>
        {made ? <Button onPress={() => setAct('renew')}>{t.access.renewCodes}</Button> : null}
        {made && !needed ? <Button variant="quiet" onPress={() => setAct('remove')}>{t.access.removeFactor}</Button> : null}
      </div>
      {act === 'make' ? (
        <Dialog title={made ? t.access.replaceFactor : t.access.makeFactorTitle} open wide onClose={close}>
          <MakeFactor why={needed ? t.access.makeFactorWhy : t.access.makeFactorFree} onDone={(view) => { entered(view); void state.refetch(); close(); }} />
        </Dialog>
      ) : null}
      {act === 'renew' ? <Renew onClose={close} /> : null}
      {act === 'remove' ? <Remove onClose={close} /> : null}
    </div>
  );
}
