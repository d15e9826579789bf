import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Role, Scope } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Card, ChoicesField, Form, Page, TextField, errorsOf, toast } from '@/ui/index.ts';
import { NOTHING_BOUND, ScopeFields, missing, scopeOf } from './ScopeFields.tsx';
import { useSend } from './useSend.ts';

const PASSWORD_LENGTH_MIN = 10;
const USERNAME_LENGTH_MIN = 3;
const ROLES = Object.keys(t.words.role) as Role[];

/** A new account: who, what the person may be, and what that is bound to. */
export function NewUser() {
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [bound, setBound] = useState<Scope>(NOTHING_BOUND);
  const create = useSend('/users', () => {
    toast(t.administrator.userAdded);
    void navigate({ to: '/admin/users' });
  });
  return (
    <Page title={t.administrator.addUser} back={{ label: t.administrator.usersTitle, to: '/admin/users' }}>
      <Card>
        <Form
          label={t.administrator.addUser}
          submitLabel={t.common.save}
          pending={create.pending}
          problem={create.problem}
          fieldErrors={create.fieldErrors}
          validate={() => ({
            ...errorsOf({
              display_name: !displayName.trim() && t.common.required,
              username: username.trim().length < USERNAME_LENGTH_MIN && t.administrator.usernameHelp,
              password: password.length < PASSWORD_LENGTH_MIN && t.administrator.passwordShort,
              roles: roles.length === 0 && t.administrator.rolesMissing,
            }),
            ...missing(roles, bound),
          })}
          onSubmit={() => void create.send({ username: username.trim(), display_name: displayName.trim(), password, roles, ...scopeOf(roles, bound) })}
        >
          <div className="form-row">
            <TextField name="display_name" label={t.administrator.displayName} value={displayName} onChange={setDisplayName} maxLength={200} />
            <TextField name="username" label={t.administrator.username} help={t.administrator.usernameHelp} value={username} onChange={setUsername} maxLength={64} ltr />
          </div>
          <TextField name="password" type="password" label={t.administrator.password} help={t.administrator.passwordHelp} value={password} onChange={setPassword} autoComplete="new-password" ltr />
          <ChoicesField name="roles" label={t.administrator.roles} help={t.administrator.rolesHelp} options={ROLES.map((value) => ({ value, label: t.words.role[value], help: t.administrator.roleHelp[value] }))} value={roles} onChange={setRoles} />
          <ScopeFields roles={roles} bound={bound} onChange={setBound} />
        </Form>
      </Card>
    </Page>
  );
}
