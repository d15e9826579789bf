import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { daysUntil, formatDate, formatInstant } from '@/lib/dates.ts';
import { DeviceList } from '@/screens/common/access/DeviceList.tsx';
import { useAct } from '@/screens/common/access/useAct.ts';
import { Button, Checkbox, Chip, Dialog, Form, ProblemNote, TextField, errorsOf, toast } from '@/ui/index.ts';
import { LinkShown } from './LinkShown.tsx';
import type { LinkView, UserView } from './types.ts';

type ForUser = { user: UserView; onClose: () => void };

/** A link for who lost the password, or the link. */
export function NewLink({ user, onClose }: ForUser) {
  const [endNow, setEndNow] = useState(false);
  const [link, setLink] = useState<LinkView | null>(null);
  const make = useAct<LinkView>(`/users/${user.id}/link`, setLink);
  const revoke = useAct(`/users/${user.id}/link/revoke`, () => {
    toast(t.access.linkRevoked);
    onClose();
  });
  if (link) return <LinkShown name={user.display_name} link={link} onDone={onClose} />;
  return (
    <Dialog title={t.access.linkTitle(user.display_name)} open onClose={onClose}>
      <Form
        label={t.access.newLink}
        submitLabel={t.access.makeLink}
        pending={make.pending}
        problem={make.problem}
        onSubmit={() => void make.send({ end_now: endNow })}
        actions={user.link_expires_at ? <Button variant="quiet" pending={revoke.pending} onPress={() => void revoke.send()}>{t.access.revokeLink}</Button> : null}
      >
        <p className="soft">{t.access.newLinkText}</p>
        {user.has_password ? (
          <div className="stack-tight">
            <Checkbox name="end_now" checked={endNow} onChange={setEndNow}>{t.access.endNow}</Checkbox>
            <p className="help">{t.access.endNowHelp}</p>
          </div>
        ) : null}
        <ProblemNote problem={revoke.problem} />
      </Form>
    </Dialog>
  );
}

/** For somebody who lost phone and recovery codes. */
export function ResetFactor({ user, onClose }: ForUser) {
  const [reason, setReason] = useState('');
  const reset = useAct(`/users/${user.id}/second-factor/reset`, () => {
    toast(t.access.resetFactorDone);
    onClose();
  });
  return (
    <Dialog title={t.access.resetFactorTitle(user.display_name)} open onClose={onClose}>
      <Form label={t.access.resetFactor} submitLabel={t.access.resetFactor} pending={reset.pending} problem={reset.problem} fieldErrors={reset.fieldErrors} validate={() => errorsOf({ reason: !reason.trim() && t.common.required })} onSubmit={() => void reset.send({ reason })}>
        <p className="soft">{t.access.resetFactorText}</p>
        <TextField name="reason" label={t.access.resetReason} value={reason} onChange={setReason} maxLength={200} />
      </Form>
    </Dialog>
  );
}

/** Devices of an account. */
export function UserDevices({ user, onClose }: ForUser) {
  return (
    <Dialog title={t.access.devicesOf(user.display_name)} open wide onClose={onClose}>
      <DeviceList path={`/users/${user.id}/devices`} />
    </Dialog>
  );
}

type Standing = Pick<UserView, 'link_expires_at' | 'has_password' | 'last_sign_in_at'> & { has_second_factor?: boolean };

/** How an account stands: invited, its second factor, last seen. */
export function AccountStanding({ user }: { user: Standing }) {
  const until = user.link_expires_at ? formatDate(user.link_expires_at) : null;
  const lapsed = user.link_expires_at !== null && daysUntil(user.link_expires_at) < 0;
  const link = lapsed ? t.access.linkLapsed : until === null ? null : user.has_password ? t.access.linkOpen(until) : t.access.invited(until);
  return (
    <span className="cluster">
      {link ? <Chip tone={lapsed ? 'warn' : 'info'}>{link}</Chip> : user.has_password ? null : <Chip tone="warn">{t.access.noPassword}</Chip>}
      {user.has_second_factor ? <Chip tone="good" icon="check">{t.access.hasFactor}</Chip> : null}
      <span className="faint">{user.last_sign_in_at ? t.access.lastSignIn(formatInstant(user.last_sign_in_at)) : t.access.neverSignedIn}</span>
    </span>
  );
}
