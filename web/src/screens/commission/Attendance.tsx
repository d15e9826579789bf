import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { ChoiceField, ChoicesField, Form, Meter, errorsOf, toast } from '@/ui/index.ts';
import { caseworkersOf, countedPresent } from './data.ts';
import type { Absence, AgendaSession, Attendee, Commission } from './types.ts';

type QuorumProps = { commission: Commission; present: readonly Attendee[]; /** Who stands aside from the case. */ aside?: readonly string[] };

/** How many seated members are there, and whether that is enough. */
export function Quorum({ commission, present, aside = [] }: QuorumProps) {
  const counted = countedPresent(commission, present, aside);
  const reached = counted >= commission.quorum;
  return (
    <div className="stack-tight">
      <Meter label={t.commission.quorum} value={counted} max={commission.quorum} tone={reached ? 'good' : 'warn'} text={t.common.of(num(counted), num(commission.quorum))} />
      <p className="soft" role="status">{(reached ? t.commission.quorumReached : t.commission.quorumMissing)(num(counted), num(commission.quorum))}</p>
    </div>
  );
}

type Mode = keyof typeof t.sitting.mode;
type Body = { present: Attendee[]; remote: string[]; absent: Absence[] };

/** How a member took part, as it was last written. */
function modeOf(session: AgendaSession, id: string): Mode {
  if (session.present.some((p) => p.person_id === id)) return session.remote.includes(id) ? 'remote' : 'present';
  return session.absent.some((p) => p.person_id === id && p.notice) ? 'absent_notice' : 'absent';
}

type AttendanceProps = { commission: Commission; session: AgendaSession; submitLabel: string; done: string; onDone?: () => void };

/** Who is present and how: at the opening, and again when somebody comes later. */
export function Attendance({ commission, session, submitLabel, done, onDone }: AttendanceProps) {
  const [modes, setModes] = useState<Record<string, Mode>>(Object.fromEntries(commission.participants.map((p) => [p.id, modeOf(session, p.id)])));
  const [caseworkers, setCaseworkers] = useState<string[]>(session.present.filter((p) => p.kind === 'caseworker').map((p) => p.person_id));
  const mode = (id: string): Mode => modes[id] ?? 'absent';
  const there = (id: string) => mode(id) === 'present' || mode(id) === 'remote';
  const present: Attendee[] = [
    ...commission.participants.filter((p) => there(p.id)).map((p) => ({ kind: p.kind, person_id: p.id })),
    ...caseworkers.map((id) => ({ kind: 'caseworker' as const, person_id: id })),
  ];
  const body: Body = {
    present,
    remote: commission.participants.filter((p) => mode(p.id) === 'remote').map((p) => p.id),
    absent: commission.participants.filter((p) => !there(p.id)).map((p) => ({ kind: p.kind, person_id: p.id, notice: mode(p.id) === 'absent_notice' })),
  };
  const open = useCommand<Body>(`/commissions/${commission.id}/sessions/${session.id}/open`, {
    onDone: () => {
      toast(done);
      onDone?.();
    },
  });
  const withCases = caseworkersOf(session);
  return (
    <Form
      label={submitLabel}
      submitLabel={submitLabel}
      pending={open.pending}
      problem={open.problem}
      fieldErrors={open.fieldErrors}
      validate={() => errorsOf({ present: present.length === 0 && t.commission.nobodyChosen })}
      onSubmit={() => void open.send(body)}
    >
      <fieldset className="stack-tight" data-field="present">
        <legend className="label">{t.commission.members}</legend>
        {commission.participants.map((p) => (
          <ChoiceField key={p.id} name={`mode-${p.id}`} label={[p.name ?? t.commission.unnamed, t.words.participant[p.kind], p.agency?.name].filter(Boolean).join(' · ')} inline options={optionsOf(t.sitting.mode)} value={mode(p.id)} onChange={(value) => setModes((now) => ({ ...now, [p.id]: value }))} />
        ))}
      </fieldset>
      {withCases.length > 0 ? (
        <ChoicesField name="caseworkers" label={t.commission.presentCaseworkers} optional options={withCases.map((c) => ({ value: c.id, label: c.name ?? t.commission.unnamed }))} value={caseworkers} onChange={setCaseworkers} />
      ) : null}
      <Quorum commission={commission} present={present} />
    </Form>
  );
}
