import { useState } from 'react';
import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { AccountStanding } from '@/screens/administrator/AccessDialogs.tsx';
import { LinkShown } from '@/screens/administrator/LinkShown.tsx';
import type { LinkView } from '@/screens/administrator/types.ts';
import { useAct } from '@/screens/common/access/useAct.ts';
import type { ServerDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Dialog, Form, Loaded, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { CaseworkerView } from './data.ts';

type AccountView = { username: string; display_name: string; disabled: boolean; has_password: boolean; link_expires_at: ServerDate | null; last_sign_in_at: ServerDate | null };
type Invited = { username: string; display_name: string; link: LinkView };

const USERNAME_LENGTH_MIN = 3;

function Invite({ caseworker, onClose }: { caseworker: CaseworkerView; onClose: () => void }) {
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState(caseworker.name ?? '');
  const [invited, setInvited] = useState<Invited | null>(null);
  const invite = useAct<Invited>(`/caseworkers/${caseworker.id}/accounts`, (made) => {
    toast(t.administrator.userAdded);
    setInvited(made);
  });
  if (invited) return <LinkShown name={invited.display_name} link={invited.link} onDone={onClose} />;
  return (
    <Dialog title={t.access.makeAccount} open onClose={onClose}>
      <Form
        label={t.access.makeAccount}
        submitLabel={t.access.invite}
        pending={invite.pending}
        problem={invite.problem}
        fieldErrors={invite.fieldErrors}
        validate={() => errorsOf({ display_name: !displayName.trim() && t.common.required, username: username.trim().length < USERNAME_LENGTH_MIN && t.administrator.usernameHelp })}
        onSubmit={() => void invite.send({ username: username.trim(), display_name: displayName.trim() })}
        actions={<Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>}
      >
        <p className="soft">{t.access.inviteHelp}</p>
        <TextField name="display_name" label={t.administrator.displayName} value={displayName} onChange={setDisplayName} maxLength={200} />
        <TextField name="username" label={t.administrator.username} help={t.administrator.usernameHelp} value={username} onChange={setUsername} maxLength={64} ltr />
      </Form>
    </Dialog>
  );
}

/** The account by which a caseworker signs in: how it stands, or one to be made. */
export function CaseworkerAccount({ caseworker }: { caseworker: CaseworkerView }) {
  const accounts = useApi<{ items: AccountView[] }>(`/caseworkers/${caseworker.id}/accounts`);
  const [inviting, setInviting] = useState(false);
  return (
    <Card title={t.access.caseworkerAccount}>
      <Loaded query={accounts} rows={1}>
        {({ items }) => (
          <div className="stack-tight">
            {items.map((account) => (
              <p key={account.username} className="cluster">
                <bdi dir="ltr" className="strong">{account.username}</bdi>
                {account.disabled ? <Chip tone="bad">{t.administrator.disabled}</Chip> : <AccountStanding user={account} />}
              </p>
            ))}
            {items.some((account) => !account.disabled) ? null : <p className="soft">{t.access.noAccount}</p>}
            {items.some((account) => !account.disabled) || caseworker.left_on !== null ? null : <div><Button variant="primary" icon="add" onPress={() => setInviting(true)}>{t.access.makeAccount}</Button></div>}
          </div>
        )}
      </Loaded>
      {inviting ? <Invite caseworker={caseworker} onClose={() => setInviting(false)} /> : null}
    </Card>
  );
}
