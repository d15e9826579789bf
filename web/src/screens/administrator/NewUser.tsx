import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi, type NamedRef, type Role } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { Card, ChoicesField, ComboField, Form, Page, TextField, errorsOf, toast, type FieldErrors, type Option } from '@/ui/index.ts';
import { useSend } from './useSend.ts';

const PASSWORD_LENGTH_MIN = 10;
const USERNAME_LENGTH_MIN = 3;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ROLES = Object.keys(t.words.role) as Role[];

type Bound = { caseworker_id: string; center_id: string | null; commission_ids: string[]; agency_id: string | null; place_id: string | null };

function useOptions(path: string, query: Record<string, string> | undefined, enabled: boolean): Option[] {
  const { data } = useApi<{ items: NamedRef[] }>(path, { ...(query ? { query } : {}), enabled });
  return (data?.items ?? []).map((one) => ({ value: one.id, label: one.name ?? one.id }));
}

type ScopeProps = { roles: readonly Role[]; bound: Bound; onChange: (bound: Bound) => void };

/** What each chosen role is bound to; a role without its bound is refused. */
function ScopeFields({ roles, bound, onChange }: ScopeProps) {
  const is = (role: Role) => roles.includes(role);
  const centers = useOptions('/centers', undefined, is('center_manager') || is('caseworker'));
  const commissions = useOptions('/commissions', undefined, is('commission_member'));
  const agencies = useOptions('/agencies', undefined, is('agency_officer'));
  const provinces = useOptions('/places', { level: 'province' }, is('officer'));
  return (
    <>
      {is('caseworker') ? <TextField name="caseworker_id" label={t.administrator.caseworkerId} help={t.administrator.caseworkerIdHelp} value={bound.caseworker_id} onChange={(caseworker_id) => onChange({ ...bound, caseworker_id })} ltr maxLength={36} /> : null}
      {is('center_manager') || is('caseworker') ? <ComboField name="center_id" label={t.administrator.center} options={centers} value={bound.center_id} onChange={(center_id) => onChange({ ...bound, center_id })} /> : null}
      {is('commission_member') ? <ChoicesField name="commission_ids" label={t.administrator.commissions} options={commissions} value={bound.commission_ids} onChange={(commission_ids) => onChange({ ...bound, commission_ids })} /> : null}
      {is('agency_officer') ? <ComboField name="agency_id" label={t.administrator.agency} options={agencies} value={bound.agency_id} onChange={(agency_id) => onChange({ ...bound, agency_id })} /> : null}
      {is('officer') ? <ComboField name="place_id" label={t.administrator.place} help={t.administrator.placeHelp} optional options={provinces} value={bound.place_id} onChange={(place_id) => onChange({ ...bound, place_id })} /> : null}
    </>
  );
}

function missing(roles: readonly Role[], bound: Bound): FieldErrors {
  const is = (role: Role) => roles.includes(role);
  return errorsOf({
    caseworker_id: is('caseworker') && !UUID.test(bound.caseworker_id.trim()) && t.administrator.caseworkerIdWrong,
    center_id: (is('center_manager') || is('caseworker')) && !bound.center_id && t.administrator.needed,
    commission_ids: is('commission_member') && bound.commission_ids.length === 0 && t.administrator.needed,
    agency_id: is('agency_officer') && !bound.agency_id && t.administrator.needed,
  });
}

/** A new account: who, what the person may be, and what that is bound to. */
export function NewUser() {
  const navigate = useNavigate();
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<Role[]>([]);
  const [bound, setBound] = useState<Bound>({ caseworker_id: '', center_id: null, commission_ids: [], agency_id: null, place_id: null });
  const create = useSend('/users', () => {
    toast(t.administrator.userAdded);
    void navigate({ to: '/admin/users' });
  });
  const is = (role: Role) => roles.includes(role);
  // Only what a chosen role needs is sent; what was typed for another stays in the form.
  const scope = () => ({
    ...(is('caseworker') ? { caseworker_id: bound.caseworker_id.trim() } : {}),
    ...(is('caseworker') || is('center_manager') ? { center_id: bound.center_id } : {}),
    ...(is('commission_member') ? { commission_ids: bound.commission_ids } : {}),
    ...(is('agency_officer') ? { agency_id: bound.agency_id } : {}),
    ...(is('officer') ? { place_id: bound.place_id } : {}),
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
          onSubmit={() => void create.send({ username: username.trim(), display_name: displayName.trim(), password, roles, ...scope() })}
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
