import { useState } from 'react';
import { useApi, useUser, type Role } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, today } from '@/lib/dates.ts';
import { Button, Card, Chip, Count, Dialog, Empty, Form, LinkButton, Loaded, Notice, Page, SearchField, SelectField, Table, TextField, errorsOf, foldPersian, toast } from '@/ui/index.ts';
import { SOON_DAYS } from './GrantTable.tsx';
import type { UserView } from './types.ts';
import { useSend } from './useSend.ts';

const PASSWORD_LENGTH_MIN = 10;
const ANY = 'any';
const SOON = 'soon';
const DAY_MILLISECONDS = 86_400_000;
type Chosen = Role | typeof ANY | typeof SOON;
const ROLES = Object.keys(t.words.role) as Role[];

function ResetPassword({ user, onClose }: { user: UserView; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const reset = useSend(`/users/${user.id}/password`, () => {
    toast(t.administrator.resetDone);
    onClose();
  });
  return (
    <Dialog title={t.administrator.resetTitle(user.display_name)} open onClose={onClose}>
      <Form
        label={t.administrator.resetPassword}
        submitLabel={t.common.save}
        pending={reset.pending}
        problem={reset.problem}
        fieldErrors={reset.fieldErrors}
        validate={() => errorsOf({ password: password.length < PASSWORD_LENGTH_MIN && t.administrator.passwordShort })}
        onSubmit={() => void reset.send({ password })}
      >
        <p className="soft">{t.administrator.resetText}</p>
        <TextField name="password" type="password" label={t.administrator.resetPassword} help={t.administrator.passwordHelp} value={password} onChange={setPassword} autoComplete="new-password" ltr />
      </Form>
    </Dialog>
  );
}

/** Days until the next right of an account ends, when that is soon. */
function endsIn(user: UserView): number | null {
  const now = Date.parse(today());
  const days = user.grants.flatMap(({ until }) => (until ? [Math.round((Date.parse(until) - now) / DAY_MILLISECONDS)] : [])).filter((n) => n >= 0 && n <= SOON_DAYS);
  return days.length > 0 ? Math.min(...days) : null;
}

type Act = { user: UserView; kind: 'reset' };

function Roles({ user }: { user: UserView }) {
  const days = endsIn(user);
  return (
    <span className="cluster">
      {user.roles.map((role) => <Chip key={role}>{t.words.role[role]}</Chip>)}
      {days === null ? null : <Chip tone="warn">{days === 0 ? t.rights.endsToday : t.rights.daysLeft(num(days))}</Chip>}
    </span>
  );
}

function UserTable({ users, onAct }: { users: readonly UserView[]; onAct: (act: Act) => void }) {
  const me = useUser();
  return (
    <Card flush>
      <Table<UserView>
        caption={t.administrator.usersTitle}
        rows={users}
        rowKey={(user) => user.id}
        columns={[
          { key: 'name', label: t.administrator.displayName, header: true, cell: (user) => <span className="cluster"><bdi>{user.display_name}</bdi>{user.id === me.id ? <Chip tone="info">{t.administrator.you}</Chip> : null}</span> },
          { key: 'username', label: t.administrator.username, cell: (user) => <bdi dir="ltr">{user.username}</bdi> },
          { key: 'roles', label: t.administrator.roles, cell: (user) => <Roles user={user} /> },
          { key: 'state', label: t.administrator.state, cell: (user) => (user.disabled ? <Chip tone="bad">{t.administrator.disabled}</Chip> : <span>{t.administrator.active} <span className="faint">{t.administrator.since(formatDate(user.created_at))}</span></span>) },
          {
            key: 'acts', label: t.common.edit,
            cell: (user) => (
              <span className="cluster">
                <LinkButton small variant="quiet" aria-label={t.rights.openOf(user.display_name)} to="/admin/users/$id" params={{ id: user.id }}>{t.rights.open}</LinkButton>
                {user.disabled ? null : <Button small variant="quiet" aria-label={t.administrator.resetTitle(user.display_name)} onPress={() => onAct({ user, kind: 'reset' })}>{t.administrator.resetPassword}</Button>}
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** Accounts: found by name or role, their passwords set anew, the accounts disabled. */
export function Users() {
  const users = useApi<{ items: UserView[] }>('/users');
  const [typed, setTyped] = useState('');
  const [role, setRole] = useState<Chosen>(ANY);
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Page title={t.administrator.usersTitle} actions={<LinkButton variant="primary" icon="add" to="/admin/users/new">{t.administrator.addUser}</LinkButton>}>
      <div className="form-row">
        <SearchField label={t.administrator.search} value={typed} onChange={setTyped} />
        <SelectField<Chosen> name="role" label={t.administrator.role} options={[{ value: ANY, label: t.administrator.allRoles }, { value: SOON, label: t.rights.expiring }, ...ROLES.map((value) => ({ value, label: t.words.role[value] }))]} value={role} onChange={setRole} />
      </div>
      <Loaded query={users}>
        {({ items }) => {
          const wanted = foldPersian(typed.trim());
          const shown = items.filter((user) => (role === ANY || (role === SOON ? endsIn(user) !== null : user.roles.includes(role))) && (wanted === '' || foldPersian(`${user.display_name} ${user.username}`).includes(wanted)));
          return (
            <section className="stack-tight" aria-label={t.administrator.usersTitle}>
              <p className="cluster soft" role="status">{t.administrator.count(num(shown.length))}{shown.length < items.length ? <Count n={items.length} /> : null}</p>
              {items.some((user) => endsIn(user) !== null) ? <Notice tone="warn"><p>{t.rights.expiringHelp(num(items.filter((user) => endsIn(user) !== null).length))}</p></Notice> : null}
              {shown.length === 0 ? <Empty icon="me" title={t.common.emptySearch} /> : <UserTable users={shown} onAct={setAct} />}
            </section>
          );
        }}
      </Loaded>
      {act?.kind === 'reset' ? <ResetPassword user={act.user} onClose={() => setAct(null)} /> : null}
    </Page>
  );
}
