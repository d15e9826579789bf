import { useState } from 'react';
import { useApi, useUser, type Role, type Scope } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Button, Card, Chip, ChoicesField, Confirm, Count, Dialog, Empty, Form, LinkButton, Loaded, Page, ProblemNote, SearchField, SelectField, Table, errorsOf, foldPersian, toast } from '@/ui/index.ts';
import { AccountStanding, NewLink, ResetFactor, UserDevices } from './AccessDialogs.tsx';
import { NOTHING_BOUND, ScopeFields, missing, scopeOf } from './ScopeFields.tsx';
import type { UserView } from './types.ts';
import { useSend } from './useSend.ts';

const ANY = 'any';
const ROLES = Object.keys(t.words.role) as Role[];

function Disable({ user, onClose }: { user: UserView; onClose: () => void }) {
  const disable = useSend(`/users/${user.id}/disable`, () => {
    toast(t.administrator.disableDone);
    onClose();
  });
  return (
    <Confirm title={t.administrator.disableTitle(user.display_name)} open danger confirmLabel={t.administrator.disable} pending={disable.pending} onConfirm={() => void disable.send({})} onClose={onClose}>
      <div className="stack-tight"><p>{t.administrator.disableText}</p><ProblemNote problem={disable.problem} /></div>
    </Confirm>
  );
}

function Rights({ user, onClose }: { user: UserView; onClose: () => void }) {
  const [roles, setRoles] = useState<Role[]>(user.roles);
  const [bound, setBound] = useState<Scope>({ ...NOTHING_BOUND, ...user.scope });
  const save = useSend(`/users/${user.id}/rights`, () => {
    toast(t.administrator.rightsDone);
    onClose();
  });
  return (
    <Dialog title={t.administrator.rightsTitle(user.display_name)} open onClose={onClose} wide>
      <Form
        label={t.administrator.rights}
        submitLabel={t.common.save}
        pending={save.pending}
        problem={save.problem}
        fieldErrors={save.fieldErrors}
        validate={() => ({ ...errorsOf({ roles: roles.length === 0 && t.administrator.rolesMissing }), ...missing(roles, bound) })}
        onSubmit={() => void save.send({ roles, ...scopeOf(roles, bound) })}
      >
        <ChoicesField name="roles" label={t.administrator.roles} help={t.administrator.rolesHelp} options={ROLES.map((value) => ({ value, label: t.words.role[value], help: t.administrator.roleHelp[value] }))} value={roles} onChange={setRoles} />
        <ScopeFields roles={roles} bound={bound} onChange={setBound} />
      </Form>
    </Dialog>
  );
}

type Act = { user: UserView; kind: 'link' | 'factor' | 'devices' | 'disable' | 'rights' };

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
          { key: 'roles', label: t.administrator.roles, cell: (user) => <span className="cluster">{user.roles.map((role) => <Chip key={role}>{t.words.role[role]}</Chip>)}</span> },
          { key: 'state', label: t.administrator.state, cell: (user) => (user.disabled ? <Chip tone="bad">{t.administrator.disabled}</Chip> : <AccountStanding user={user} />) },
          {
            key: 'acts', label: t.common.edit,
            cell: (user) => user.disabled ? null : (
              <span className="cluster">
                {user.id === me.id ? null : <Button small variant="quiet" aria-label={t.access.linkTitle(user.display_name)} onPress={() => onAct({ user, kind: 'link' })}>{t.access.newLink}</Button>}
                {user.id !== me.id && user.has_second_factor ? <Button small variant="quiet" aria-label={t.access.resetFactorTitle(user.display_name)} onPress={() => onAct({ user, kind: 'factor' })}>{t.access.resetFactor}</Button> : null}
                <Button small variant="quiet" aria-label={t.access.devicesOf(user.display_name)} onPress={() => onAct({ user, kind: 'devices' })}>{t.access.devices}</Button>
                <LinkButton small variant="quiet" aria-label={t.access.signInsOf(user.display_name)} to="/sign-ins" search={{ user_id: user.id }}>{t.access.signInsMenu}</LinkButton>
                {user.id === me.id ? null : <Button small variant="quiet" aria-label={t.administrator.rightsTitle(user.display_name)} onPress={() => onAct({ user, kind: 'rights' })}>{t.administrator.rights}</Button>}
                {user.id === me.id ? null : <Button small variant="quiet" aria-label={t.administrator.disableTitle(user.display_name)} onPress={() => onAct({ user, kind: 'disable' })}>{t.administrator.disable}</Button>}
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
  const [role, setRole] = useState<Role | typeof ANY>(ANY);
  const [act, setAct] = useState<Act | null>(null);
  return (
    <Page title={t.administrator.usersTitle} actions={<LinkButton variant="primary" icon="add" to="/admin/users/new">{t.administrator.addUser}</LinkButton>}>
      <div className="form-row">
        <SearchField label={t.administrator.search} value={typed} onChange={setTyped} />
        <SelectField<Role | typeof ANY> name="role" label={t.administrator.role} options={[{ value: ANY, label: t.administrator.allRoles }, ...ROLES.map((value) => ({ value, label: t.words.role[value] }))]} value={role} onChange={setRole} />
      </div>
      <Loaded query={users}>
        {({ items }) => {
          const wanted = foldPersian(typed.trim());
          const shown = items.filter((user) => (role === ANY || user.roles.includes(role)) && (wanted === '' || foldPersian(`${user.display_name} ${user.username}`).includes(wanted)));
          return (
            <section className="stack-tight" aria-label={t.administrator.usersTitle}>
              <p className="cluster soft" role="status">{t.administrator.count(num(shown.length))}{shown.length < items.length ? <Count n={items.length} /> : null}</p>
              {shown.length === 0 ? <Empty icon="me" title={t.common.emptySearch} /> : <UserTable users={shown} onAct={setAct} />}
            </section>
          );
        }}
      </Loaded>
      {act?.kind === 'link' ? <NewLink user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'factor' ? <ResetFactor user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'devices' ? <UserDevices user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'rights' ? <Rights user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'disable' ? <Disable user={act.user} onClose={() => setAct(null)} /> : null}
    </Page>
  );
}
