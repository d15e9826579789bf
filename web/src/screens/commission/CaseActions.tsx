import { useState } from 'react';
import { useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { Button, Chip, Dialog, Form, IconButton, SelectField, TextArea, errorsOf, toast } from '@/ui/index.ts';
import type { AgendaCase, AgendaSession, Commission } from './types.ts';

type CaseProps = { commission: Commission; session: AgendaSession; one: AgendaCase };
type DialogProps = CaseProps & { onClose: () => void };

const NOTE_LENGTH_MAX = 8000;
const at = (commission: Commission, session: AgendaSession) => `/commissions/${commission.id}/sessions/${session.id}`;

/** A member stands aside from this case. */
export function StandAside({ commission, session, one, onClose }: DialogProps) {
  const [person, setPerson] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const aside = useCommand<{ referral_id: string; person_id: string | null; reason: string | null }>(`${at(commission, session)}/conflicts`, {
    onDone: () => {
      toast(t.sitting.asideDone);
      onClose();
    },
  });
  const members = commission.participants.filter((p) => !one.conflicts.includes(p.id));
  return (
    <Dialog title={t.sitting.asideTitle(digits(one.family.file_number))} open onClose={onClose}>
      <Form
        label={t.sitting.aside}
        submitLabel={t.common.save}
        pending={aside.pending}
        problem={aside.problem}
        fieldErrors={aside.fieldErrors}
        validate={() => errorsOf({ person_id: !person && t.common.chooseOne })}
        onSubmit={() => void aside.send({ referral_id: one.referral_id, person_id: person, reason: reason.trim() || null })}
      >
        <p className="soft">{t.sitting.asideWhy}</p>
        <SelectField name="person_id" label={t.sitting.who} options={members.map((p) => ({ value: p.id, label: p.name ?? t.commission.unnamed, help: t.words.participant[p.kind] }))} value={person} onChange={setPerson} />
        <TextArea name="reason" label={t.sitting.reason} optional rows={2} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}

/** What was said on this case. */
export function Discussion({ commission, session, one, onClose }: DialogProps) {
  const [note, setNote] = useState('');
  const say = useCommand<{ referral_id: string; note: string }>(`${at(commission, session)}/discussion`, {
    onDone: () => {
      toast(t.sitting.noted);
      onClose();
    },
  });
  return (
    <Dialog title={t.sitting.discussionTitle(digits(one.family.file_number))} open onClose={onClose}>
      <Form
        label={t.sitting.discussion}
        submitLabel={t.common.save}
        pending={say.pending}
        problem={say.problem}
        fieldErrors={say.fieldErrors}
        validate={() => errorsOf({ note: !note.trim() && t.common.required })}
        onSubmit={() => void say.send({ referral_id: one.referral_id, note: note.trim() })}
      >
        <TextArea name="note" label={t.sitting.note} help={t.sitting.discussionHelp} rows={6} value={note} onChange={setNote} maxLength={NOTE_LENGTH_MAX} />
      </Form>
    </Dialog>
  );
}

/** Who stands aside, each to be taken back while the case waits. */
export function Aside({ commission, session, one, runs }: CaseProps & { runs: boolean }) {
  const back = useCommand<{ referral_id: string; person_id: string }>(`${at(commission, session)}/conflicts/withdraw`, { onDone: () => toast(t.sitting.backDone) });
  const name = (id: string) => commission.participants.find((p) => p.id === id)?.name ?? t.commission.unnamed;
  return one.conflicts.map((id) => (
    <span key={id} className="cluster">
      <Chip tone="warn"><bdi>{t.sitting.stoodAside(name(id))}</bdi></Chip>
      {runs && one.state === 'waiting' ? <Button small variant="quiet" aria-label={t.sitting.asideBack(name(id))} onPress={() => void back.send({ referral_id: one.referral_id, person_id: id })}>{t.common.remove}</Button> : null}
    </span>
  ));
}

/** One place earlier or later on the agenda. */
export function Place({ commission, session, one }: CaseProps) {
  const order = useCommand<{ referral_ids: string[] }>(`${at(commission, session)}/order`, { onDone: () => toast(t.sitting.ordered) });
  const ids = session.cases.map((c) => c.referral_id);
  const here = ids.indexOf(one.referral_id);
  const move = (to: number) => {
    const next = ids.filter((id) => id !== one.referral_id);
    next.splice(to, 0, one.referral_id);
    void order.send({ referral_ids: next });
  };
  const file = digits(one.family.file_number);
  return (
    <>
      <IconButton icon="up" label={t.sitting.earlier(file)} isDisabled={here === 0 || order.pending} onPress={() => move(here - 1)} />
      <IconButton icon="down" label={t.sitting.later(file)} isDisabled={here === ids.length - 1 || order.pending} onPress={() => move(here + 1)} />
    </>
  );
}
