import { useState } from 'react';
import { useApi, useUser, type Role } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num, today } from '@/lib/dates.ts';
import { Button, Card, Chip, Count, Empty, LinkButton, Loaded, Notice, Page, SearchField, SelectField, Table, foldPersian } from '@/ui/index.ts';
import { AccountStanding, NewLink, ResetFactor, UserDevices } from './AccessDialogs.tsx';
import { SOON_DAYS } from './GrantTable.tsx';
import type { UserView } from './types.ts';

const ANY = 'any';
const SOON = 'soon';
const DAY_MILLISECONDS = 86_400_000;
type Chosen = Role | typeof ANY | typeof SOON;
const ROLES = Object.keys(t.words.role) as Role[];

/** Days until the next right of an account ends, when that is soon. */
function endsIn(user: UserView): number | null {
  const now = Date.parse(today());
  const days = user.grants.flatMap(({ until }) => (until ? [Math.round((Date.parse(until) - now) / DAY_MILLISECONDS)] : [])).filter((n) => n >= 0 && n <= SOON_DAYS);
  return days.length > 0 ? Math.min(...days) : null;
}

/** A button by its words and whose it is. */
const named = (words: string, user: UserView) => `${words}: ${user.display_name}`;

type Act = { user: UserView; kind: 'link' | 'factor' | 'devices' };

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
          { key: 'state', label: t.administrator.state, cell: (user) => (user.disabled ? <Chip tone="bad">{t.administrator.disabled}</Chip> : <AccountStanding user={user} />) },
          {
            key: 'acts', label: t.common.edit,
            cell: (user) => (
              <span className="cluster">
                <LinkButton small variant="quiet" aria-label={t.rights.openOf(user.display_name)} to="/admin/users/$id" params={{ id: user.id }}>{t.rights.open}</LinkButton>
                {user.disabled || user.id === me.id ? null : <Button small variant="quiet" aria-label={named(t.access.newLink, user)} onPress={() => onAct({ user, kind: 'link' })}>{t.access.newLink}</Button>}
                {user.id !== me.id && user.has_second_factor ? <Button small variant="quiet" aria-label={named(t.access.resetFactor, user)} onPress={() => onAct({ user, kind: 'factor' })}>{t.access.resetFactor}</Button> : null}
                <Button small variant="quiet" aria-label={named(t.access.devices, user)} onPress={() => onAct({ user, kind: 'devices' })}>{t.access.devices}</Button>
                <LinkButton small variant="quiet" aria-label={named(t.access.signInsMenu, user)} to="/sign-ins" search={{ user_id: user.id }}>{t.access.signInsMenu}</LinkButton>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** Accounts: found by name or role, and how each stands; links, second factors and devices of others. */
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
              {items.some((user) => endsIn(user) !== null) ? <Notice tone="warn" actions={role === SOON ? undefined : <Button small onPress={() => setRole(SOON)}>{t.rights.expiring}</Button>}><p>{t.rights.expiringHelp(num(items.filter((user) => endsIn(user) !== null).length))}</p></Notice> : null}
              {shown.length === 0 ? <Empty icon="me" title={t.common.emptySearch} /> : <UserTable users={shown} onAct={setAct} />}
            </section>
          );
        }}
      </Loaded>
      {act?.kind === 'link' ? <NewLink user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'factor' ? <ResetFactor user={act.user} onClose={() => setAct(null)} /> : null}
      {act?.kind === 'devices' ? <UserDevices user={act.user} onClose={() => setAct(null)} /> : null}
    </Page>
  );
}
