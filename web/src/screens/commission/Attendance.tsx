import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { ChoicesField, Form, Meter, errorsOf, toast } from '@/ui/index.ts';
import { caseworkersOf, countedPresent } from './data.ts';
import type { AgendaSession, Attendee, Commission } from './types.ts';

/** How many seated members are there, and whether that is enough. */
export function Quorum({ commission, present }: { commission: Commission; present: readonly Attendee[] }) {
  const counted = countedPresent(commission, present);
  const reached = counted >= commission.quorum;
  return (
    <div className="stack-tight">
      <Meter label={t.commission.quorum} value={counted} max={commission.quorum} tone={reached ? 'good' : 'warn'} text={t.common.of(num(counted), num(commission.quorum))} />
      <p className="soft" role="status">{(reached ? t.commission.quorumReached : t.commission.quorumMissing)(num(counted), num(commission.quorum))}</p>
    </div>
  );
}

type AttendanceProps = { commission: Commission; session: AgendaSession; submitLabel: string; done: string; onDone?: () => void };

/** Who is present: at the opening, and again when somebody comes later. */
export function Attendance({ commission, session, submitLabel, done, onDone }: AttendanceProps) {
  const [seated, setSeated] = useState<string[]>(session.present.filter((p) => p.kind !== 'caseworker').map((p) => p.person_id));
  const [caseworkers, setCaseworkers] = useState<string[]>(session.present.filter((p) => p.kind === 'caseworker').map((p) => p.person_id));
  const present: Attendee[] = [
    ...commission.participants.filter((p) => seated.includes(p.id)).map((p) => ({ kind: p.kind, person_id: p.id })),
    ...caseworkers.map((id) => ({ kind: 'caseworker' as const, person_id: id })),
  ];
  const open = useCommand<{ present: Attendee[] }>(`/commissions/${commission.id}/sessions/${session.id}/open`, {
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
      onSubmit={() => void open.send({ present })}
    >
      <ChoicesField
        name="present"
        label={t.commission.members}
        options={commission.participants.map((p) => ({ value: p.id, label: p.name ?? t.commission.unnamed, help: [t.words.participant[p.kind], p.agency?.name].filter(Boolean).join(' · ') }))}
        value={seated}
        onChange={setSeated}
      />
      {withCases.length > 0 ? (
        <ChoicesField name="caseworkers" label={t.commission.presentCaseworkers} optional options={withCases.map((c) => ({ value: c.id, label: c.name ?? t.commission.unnamed }))} value={caseworkers} onChange={setCaseworkers} />
      ) : null}
      <Quorum commission={commission} present={present} />
    </Form>
  );
}
