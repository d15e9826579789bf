import { useState } from 'react';
import { useCommand, type Role } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { ChoiceField, Dialog, Form, SelectField, TextArea, errorsOf, toast } from '@/ui/index.ts';
import { placeOf } from './GrantTable.tsx';
import { NOTHING_BOUND, ScopeFields, missing, scopeOf, type Bound } from './ScopeFields.tsx';
import type { AccountRights, EndGround, GrantGround, GrantView } from './types.ts';

const NOTE_MAX = 200;
/** Grounds that the program gives itself. */
const OWN_GROUNDS = ['first_administrator', 'existed_before', 'demo'] as const;
const OWN_ENDS = ['replaced', 'existed_before'] as const;

type Given = { role: Role; from: string | null; until: string | null; ground: GrantGround; note: string; replaces?: string } & Partial<Record<'caseworker_id' | 'center_id' | 'commission_id' | 'agency_id' | 'neighborhood_id' | 'place_id', string | null>>;
type Ended = { ground: EndGround; note: string };

const noteMissing = (ground: string | null, note: string) => ground === 'other' && !note.trim() && t.rights.noteNeeded;

type NoteProps = { value: string; onChange: (note: string) => void };
const Note = ({ value, onChange }: NoteProps) => <TextArea name="note" label={t.rights.note} help={t.rights.noteHelp} optional value={value} onChange={onChange} maxLength={NOTE_MAX} />;

type DaysProps = { from: string | null; until: string | null; onFrom: (day: string | null) => void; onUntil: (day: string | null) => void };
function Days({ from, until, onFrom, onUntil }: DaysProps) {
  return (
    <div className="form-row">
      <DateField name="from" label={t.rights.fromDay} value={from} onChange={onFrom} min={today()} />
      <DateField name="until" label={t.rights.untilDay} help={t.rights.untilHelp} optional value={until} onChange={onUntil} min={from ?? today()} />
    </div>
  );
}

/** What one grant binds its role to; several commissions are several grants. */
function boundOf(role: Role, bound: Bound): Partial<Given> {
  const { commission_ids: commissions, ...rest } = scopeOf([role], bound);
  return { ...rest, ...(commissions ? { commission_id: commissions[0] ?? null } : {}) };
}

/** A new right for an account. */
export function GiveGrant({ account, onClose }: { account: AccountRights; onClose: () => void }) {
  const [role, setRole] = useState<Role | null>(null);
  const [bound, setBound] = useState<Bound>(NOTHING_BOUND);
  const [from, setFrom] = useState<string | null>(today());
  const [until, setUntil] = useState<string | null>(null);
  const [ground, setGround] = useState<GrantGround | null>('appointed');
  const [note, setNote] = useState('');
  const give = useCommand<Given>(`/users/${account.id}/grants`, {
    onDone: () => {
      toast(t.rights.giveDone);
      onClose();
    },
  });
  const roles = role ? [role] : [];
  const fieldErrors = { ...give.fieldErrors, ...(give.fieldErrors['commission_id'] ? { commission_ids: give.fieldErrors['commission_id'] } : {}) };
  return (
    <Dialog title={t.rights.giveTitle(account.display_name)} open onClose={onClose} wide>
      <Form
        label={t.rights.give}
        submitLabel={t.rights.give}
        pending={give.pending}
        problem={give.problem}
        fieldErrors={fieldErrors}
        validate={() => ({ ...errorsOf({ role: !role && t.rights.roleMissing, from: !from && t.common.dateMissing, ground: !ground && t.common.chooseOne, note: noteMissing(ground, note) }), ...missing(roles, bound) })}
        onSubmit={() => {
          if (role && ground) void give.send({ role, ...boundOf(role, bound), from, until, ground, note: note.trim() });
        }}
      >
        <SelectField<Role> name="role" label={t.rights.oneRole} options={optionsOf(t.words.role).map((one) => ({ ...one, help: t.administrator.roleHelp[one.value] }))} value={role} onChange={setRole} />
        <ScopeFields roles={roles} bound={bound} one onChange={setBound} />
        <Days from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
        <ChoiceField<GrantGround> name="ground" label={t.rights.ground1} inline options={optionsOf(t.rights.ground, OWN_GROUNDS)} value={ground} onChange={setGround} />
        <Note value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}

const ID_OF: Record<GrantView['bound_to']['kind'], keyof Given | null> = { nation: null, caseworker: 'caseworker_id', center: 'center_id', commission: 'commission_id', agency: 'agency_id', neighborhood: 'neighborhood_id', place: 'place_id' };

/** The same right with other days. */
export function ChangeDays({ account, grant, onClose }: { account: AccountRights; grant: GrantView; onClose: () => void }) {
  const [from, setFrom] = useState<string | null>(grant.state === 'coming' ? grant.from.iso : today());
  const [until, setUntil] = useState<string | null>(grant.until?.iso ?? null);
  const [ground, setGround] = useState<GrantGround | null>('duty_changed');
  const [note, setNote] = useState('');
  const give = useCommand<Given>(`/users/${account.id}/grants`, {
    onDone: () => {
      toast(t.rights.shortenDone);
      onClose();
    },
  });
  const key = ID_OF[grant.bound_to.kind];
  const bound = key ? { [key]: grant.bound_to.of?.id ?? null } : {};
  return (
    <Dialog title={t.rights.shortenTitle(t.words.role[grant.role])} open onClose={onClose} wide>
      <Form
        label={t.rights.shorten}
        submitLabel={t.common.save}
        pending={give.pending}
        problem={give.problem}
        fieldErrors={give.fieldErrors}
        validate={() => errorsOf({ from: !from && t.common.dateMissing, ground: !ground && t.common.chooseOne, note: noteMissing(ground, note) })}
        onSubmit={() => {
          if (ground) void give.send({ role: grant.role, ...bound, from, until, ground, note: note.trim(), replaces: grant.grant_id });
        }}
      >
        <p className="soft"><bdi>{placeOf(grant)}</bdi>. {t.rights.shortenText}</p>
        <Days from={from} until={until} onFrom={setFrom} onUntil={setUntil} />
        <ChoiceField<GrantGround> name="ground" label={t.rights.ground1} inline options={optionsOf(t.rights.ground, OWN_GROUNDS)} value={ground} onChange={setGround} />
        <Note value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}

type EndProps = { path: string; title: string; text: string; submitLabel: string; done: string; onClose: () => void };

/** Something ends, with a reason: a right, or an account. */
export function End({ path, title, text, submitLabel, done, onClose }: EndProps) {
  const [ground, setGround] = useState<EndGround | null>(null);
  const [note, setNote] = useState('');
  const end = useCommand<Ended>(path, {
    onDone: () => {
      toast(done);
      onClose();
    },
  });
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form
        label={title}
        submitLabel={submitLabel}
        pending={end.pending}
        problem={end.problem}
        fieldErrors={end.fieldErrors}
        validate={() => errorsOf({ ground: !ground && t.common.chooseOne, note: noteMissing(ground, note) })}
        onSubmit={() => {
          if (ground) void end.send({ ground, note: note.trim() });
        }}
      >
        <p className="soft">{text}</p>
        <ChoiceField<EndGround> name="ground" label={t.rights.why} options={optionsOf(t.rights.endGround, OWN_ENDS)} value={ground} onChange={setGround} />
        <Note value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}

/** The account may be used again. */
export function Enable({ account, onClose }: { account: AccountRights; onClose: () => void }) {
  const [note, setNote] = useState('');
  const enable = useCommand<{ note: string }>(`/users/${account.id}/enable`, {
    onDone: () => {
      toast(t.rights.enableDone);
      onClose();
    },
  });
  return (
    <Dialog title={t.rights.enableTitle(account.display_name)} open onClose={onClose}>
      <Form label={t.rights.enable} submitLabel={t.rights.enable} pending={enable.pending} problem={enable.problem} fieldErrors={enable.fieldErrors} onSubmit={() => void enable.send({ note: note.trim() })}>
        <p className="soft">{t.rights.enableText}</p>
        <Note value={note} onChange={setNote} />
      </Form>
    </Dialog>
  );
}
