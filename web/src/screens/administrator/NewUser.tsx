import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Role, Scope } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Card, ChoicesField, Form, Page, TextField, errorsOf, toast } from '@/ui/index.ts';
import { NOTHING_BOUND, ScopeFields, missing, scopeOf } from './ScopeFields.tsx';
import { LinkShown } from './LinkShown.tsx';
import type { InvitedView } from './types.ts';
import { useAct } from '@/screens/common/access/useAct.ts';

const USERNAME_LENGTH_MIN = 3;
const ROLES = Object.keys(t.words.role) as Role[];

/** A new account: who, what the person may be, and what that is bound to. */
export function NewUser() {
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [bound, setBound] = useState<Scope>(NOTHING_BOUND);
  const [invited, setInvited] = useState<InvitedView | null>(null);
  const create = useAct<InvitedView>('/users', (made) => {
    toast(t.administrator.userAdded);
    setInvited(made);
  });
  return (
    <Page title={t.administrator.addUser} back={{ label: t.administrator.usersTitle, to: '/admin/users' }}>
      <Card>
        <Form
          label={t.administrator.addUser}
          submitLabel={t.access.invite}
          pending={create.pending}
          problem={create.problem}
          fieldErrors={create.fieldErrors}
          validate={() => ({
            ...errorsOf({
              display_name: !displayName.trim() && t.common.required,
              username: username.trim().length < USERNAME_LENGTH_MIN && t.administrator.usernameHelp,
              roles: roles.length === 0 && t.administrator.rolesMissing,
            }),
            ...missing(roles, bound),
          })}
          onSubmit={() => void create.send({ username: username.trim(), display_name: displayName.trim(), roles, ...scopeOf(roles, bound) })}
        >
          <p className="soft">{t.access.inviteHelp}</p>
          <div className="form-row">
            <TextField name="display_name" label={t.administrator.displayName} value={displayName} onChange={setDisplayName} maxLength={200} />
            <TextField name="username" label={t.administrator.username} help={t.administrator.usernameHelp} value={username} onChange={setUsername} maxLength={64} ltr />
          </div>
          <ChoicesField name="roles" label={t.administrator.roles} help={t.administrator.rolesHelp} options={ROLES.map((value) => ({ value, label: t.words.role[value], help: t.administrator.roleHelp[value] }))} value={roles} onChange={setRoles} />
          <ScopeFields roles={roles} bound={bound} onChange={setBound} />
        </Form>
      </Card>
      {invited ? <LinkShown name={invited.display_name} link={invited.link} onDone={() => void navigate({ to: '/admin/users' })} /> : null}
    </Page>
  );
}
