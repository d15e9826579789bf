import { useState } from 'react';
import { useApi, useCommand, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { today } from '@/lib/dates.ts';
import { optionsOf } from '@/screens/family/options.ts';
import { DateField } from '@/ui/DateField.tsx';
import { Button, ChoiceField, ComboField, Dialog, Form, NumberField, TextArea, TextField, errorsOf, toast } from '@/ui/index.ts';
import type { AgencyCard } from '../places/types.ts';
import type { Actor, ActorKind, ActorPart, Attitude, Contact, ContactKind, Resident } from './types.ts';

type Props = { id: string; onClose: () => void };

const useAct = ({ id, onClose }: Props, path: string, done = t.neighborhood.saved) => useCommand<object>(`/neighborhoods/${id}/${path}`, { onDone: () => { toast(done); onClose(); } });
const cancel = (onClose: () => void) => <Button variant="quiet" onPress={onClose}>{t.common.cancel}</Button>;

/** A body or public role; no person is named. */
export function ActorForm({ one, ...props }: Props & { one: Actor | undefined }) {
  const words = t.neighborhood;
  const agencies = useApi<Paged<AgencyCard>>('/agencies', { streams: ['agency'] });
  const [kind, setKind] = useState<ActorKind>(one?.kind ?? 'body');
  const [title, setTitle] = useState(one?.title ?? '');
  const [part, setPart] = useState<ActorPart>(one?.part ?? 'influential');
  const [agency, setAgency] = useState<string | null>(one?.agency?.id ?? null);
  const [attitude, setAttitude] = useState<Attitude | null>(one?.attitude ?? null);
  const [reason, setReason] = useState(one?.reason ?? '');
  const [influence, setInfluence] = useState<number | null>(one?.influence ?? 3);
  const send = useAct(props, 'actors');
  return (
    <Dialog title={one ? words.edit : words.addActor} open onClose={props.onClose} wide>
      <Form
        label={words.addActor}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ title: !title.trim() && t.common.required, attitude: !attitude && t.common.chooseOne, reason: !reason.trim() && t.common.required, influence: influence === null && t.common.notANumber })}
        onSubmit={() => void send.send({ ...(one ? { actor_id: one.id } : {}), kind, title: title.trim(), part, ...(agency ? { agency_id: agency } : {}), attitude, reason: reason.trim(), influence })}
        actions={cancel(props.onClose)}
      >
        <ChoiceField name="kind" label={words.kindField} inline options={optionsOf(words.kind)} value={kind} onChange={setKind} />
        <TextField name="title" label={words.actorTitle} help={words.actorTitleHelp} maxLength={200} value={title} onChange={setTitle} />
        <ChoiceField name="part" label={words.partField} inline options={optionsOf(words.part)} value={part} onChange={setPart} />
        {kind === 'body' ? <ComboField name="agency_id" label={words.agencyField} optional options={(agencies.data?.items ?? []).map((found) => ({ value: found.id, label: found.name }))} value={agency} onChange={setAgency} /> : null}
        <ChoiceField name="attitude" label={words.attitudeField} inline options={optionsOf(words.attitude)} value={attitude} onChange={setAttitude} />
        <TextArea name="reason" label={words.reasonField} help={words.actorTitleHelp} rows={3} maxLength={2000} value={reason} onChange={setReason} />
        <NumberField name="influence" label={words.influence} stepper min={1} max={5} value={influence} onChange={setInfluence} />
      </Form>
    </Dialog>
  );
}

export function StrikeForm({ one, ...props }: Props & { one: Actor }) {
  const words = t.neighborhood;
  const [reason, setReason] = useState('');
  const send = useAct(props, `actors/${one.id}/strike`, words.withdrawn);
  return (
    <Dialog title={words.strike} open onClose={props.onClose}>
      <Form label={words.strike} submitLabel={words.strike} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ reason: !reason.trim() && t.common.required })} onSubmit={() => void send.send({ reason: reason.trim() })} actions={cancel(props.onClose)}>
        <p><bdi>{one.title}</bdi></p>
        <TextArea name="reason" label={words.strikeReason} rows={3} maxLength={2000} value={reason} onChange={setReason} />
      </Form>
    </Dialog>
  );
}

/** A resident: everything is sealed with that person's own key. */
export function ResidentForm({ one, ...props }: Props & { one: Resident | undefined }) {
  const words = t.neighborhood;
  const [name, setName] = useState(one?.name ?? '');
  const [attitude, setAttitude] = useState<Attitude | null>(one?.attitude ?? null);
  const [reason, setReason] = useState(one?.reason ?? '');
  const [on, setOn] = useState<string | null>(today());
  const send = useAct(props, 'residents');
  return (
    <Dialog title={one ? words.edit : words.addResident} open onClose={props.onClose}>
      <Form
        label={words.addResident}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ name: !name.trim() && t.common.required, attitude: !attitude && t.common.chooseOne, reason: !reason.trim() && t.common.required, recorded_on: !on && t.common.dateMissing })}
        onSubmit={() => void send.send({ ...(one ? { resident_id: one.id } : {}), name: name.trim(), attitude, reason: reason.trim(), recorded_on: on })}
        actions={cancel(props.onClose)}
      >
        <p className="faint">{words.residentsHelp}</p>
        <TextField name="name" label={words.residentName} maxLength={100} value={name} onChange={setName} />
        <ChoiceField name="attitude" label={words.attitudeField} inline options={optionsOf(words.attitude)} value={attitude} onChange={setAttitude} />
        <TextArea name="reason" label={words.reasonField} rows={3} maxLength={2000} value={reason} onChange={setReason} />
        <DateField name="recorded_on" label={words.recordedOn} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}

/** A trusted person or gate. */
export function ContactForm({ one, ...props }: Props & { one: Contact | undefined }) {
  const words = t.neighborhood;
  const [kind, setKind] = useState<ContactKind>(one?.kind ?? 'trusted');
  const [name, setName] = useState(one?.name ?? '');
  const [standing, setStanding] = useState(one?.standing ?? '');
  const send = useAct(props, 'contacts');
  return (
    <Dialog title={one ? words.edit : words.addContact} open onClose={props.onClose}>
      <Form
        label={words.addContact}
        submitLabel={t.common.save}
        pending={send.pending}
        problem={send.problem}
        fieldErrors={send.fieldErrors}
        validate={() => errorsOf({ name: !name.trim() && t.common.required, standing: !standing.trim() && t.common.required })}
        onSubmit={() => void send.send({ ...(one ? { contact_id: one.id } : {}), kind, name: name.trim(), standing: standing.trim() })}
        actions={cancel(props.onClose)}
      >
        <ChoiceField name="kind" label={words.kindField} options={optionsOf(words.contactKind)} value={kind} onChange={setKind} />
        <TextField name="name" label={words.contactName} maxLength={100} value={name} onChange={setName} />
        <TextArea name="standing" label={words.standing} rows={3} maxLength={2000} value={standing} onChange={setStanding} />
      </Form>
    </Dialog>
  );
}

/** A resident is counted no more, or a person is a contact no more. */
export function WithdrawForm({ path, name, ...props }: Props & { path: string; name: string }) {
  const words = t.neighborhood;
  const [on, setOn] = useState<string | null>(today());
  const send = useAct(props, `${path}/withdraw`, words.withdrawn);
  return (
    <Dialog title={words.withdraw} open onClose={props.onClose}>
      <Form label={words.withdraw} submitLabel={words.withdraw} pending={send.pending} problem={send.problem} fieldErrors={send.fieldErrors} validate={() => errorsOf({ withdrawn_on: !on && t.common.dateMissing })} onSubmit={() => void send.send({ withdrawn_on: on })} actions={cancel(props.onClose)}>
        <p><bdi>{name}</bdi></p>
        <DateField name="withdrawn_on" label={t.neighborhood.onDay} value={on} onChange={setOn} max={today()} />
      </Form>
    </Dialog>
  );
}
