import { useState } from 'react';
import { api, fieldMessages, hasRole, toProblem, useApi, useUser, type ApiProblem } from '@/api/index.ts';
import { language, t } from '@/i18n/index.ts';
import { formatInstant, type ServerDate } from '@/lib/dates.ts';
import { useAct } from '@/screens/common/access/useAct.ts';
import { Button, ChoiceField, Chip, Confirm, Form, Loaded, ProblemNote, TextField, errorsOf, toast } from '@/ui/index.ts';

type Channel = 'email' | 'sms';
type Rhythm = 'at_once' | 'daily';
type Language = 'fa' | 'en';
type Contact = { channel: Channel; address: string; language: Language; rhythm: Rhythm; confirmed_at: ServerDate | null; last_letter_at: ServerDate | null };
type Contacts = { offered: Channel[]; items: Contact[] };

type PartProps = { channel: Channel; held: Contact | undefined; onChange: () => void };

function Address({ channel, held, onChange }: PartProps) {
  const [address, setAddress] = useState(held?.address ?? '');
  const [rhythm, setRhythm] = useState<Rhythm>(held?.rhythm ?? 'daily');
  const [letters, setLetters] = useState<Language>(held?.language ?? language);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const save = async () => {
    setPending(true);
    setProblem(null);
    try {
      await api.put('/contacts', { channel, address, rhythm, language: letters });
      toast(t.notices.saved);
      onChange();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  const rhythms = (['at_once', 'daily'] as const).map((value) => ({ value, label: t.notices.rhythm[value] }));
  const languages = [{ value: 'fa' as Language, label: t.common.persian }, { value: 'en' as Language, label: t.common.english }];
  return (
    <Form
      label={t.notices.add[channel]}
      submitLabel={t.common.save}
      pending={pending}
      problem={problem}
      fieldErrors={fieldMessages(problem)}
      validate={() => errorsOf({ address: !address.trim() && t.common.required })}
      onSubmit={() => void save()}
    >
      <TextField name="address" type={channel === 'email' ? 'email' : 'tel'} label={t.notices.address[channel]} help={t.notices.addressHelp[channel]} value={address} onChange={setAddress} autoComplete={channel === 'email' ? 'email' : 'tel'} ltr />
      <ChoiceField name="rhythm" label={t.notices.rhythmWord} options={rhythms} value={rhythm} onChange={setRhythm} />
      <ChoiceField name="language" label={t.notices.languageWord} inline options={languages} value={letters} onChange={setLetters} />
    </Form>
  );
}

function Confirming({ channel, onChange }: { channel: Channel; onChange: () => void }) {
  const [code, setCode] = useState('');
  const confirm = useAct('/contacts/confirm', () => { toast(t.notices.confirmDone); onChange(); });
  return (
    <Form
      label={t.notices.confirm}
      submitLabel={t.notices.confirm}
      pending={confirm.pending}
      problem={confirm.problem}
      fieldErrors={confirm.fieldErrors}
      validate={() => errorsOf({ code: !code.trim() && t.common.required })}
      onSubmit={() => void confirm.send({ channel, code })}
    >
      <TextField name="code" label={t.notices.code} help={t.notices.codeSent} value={code} onChange={setCode} autoComplete="one-time-code" ltr />
    </Form>
  );
}

function One({ channel, held, onChange }: PartProps) {
  const [editing, setEditing] = useState(false);
  const [dropping, setDropping] = useState(false);
  const drop = useAct('/contacts/drop', () => { setDropping(false); setEditing(false); toast(t.notices.dropped); onChange(); });
  const changed = () => { setEditing(false); onChange(); };
  if (!held && !editing) return <div><Button icon="add" onPress={() => setEditing(true)}>{t.notices.add[channel]}</Button></div>;
  return (
    <section className="stack" aria-label={t.notices.channel[channel]}>
      {held ? (
        <div className="one-of-many">
          <div>
            <p className="cluster">
              <span className="strong">{t.notices.channel[channel]}</span><bdi dir="ltr">{held.address}</bdi>
              {held.confirmed_at ? <Chip tone="good" icon="check">{t.notices.confirmed}</Chip> : <Chip tone="warn">{t.notices.unconfirmed}</Chip>}
            </p>
            <p className="faint">{t.notices.rhythm[held.rhythm]}{held.last_letter_at ? <> {t.common.listComma} {t.notices.lastLetter(formatInstant(held.last_letter_at))}</> : null}</p>
          </div>
          <div className="cluster">
            <Button small variant="quiet" onPress={() => setEditing(!editing)}>{t.notices.change}</Button>
            <Button small variant="quiet" onPress={() => setDropping(true)}>{t.notices.drop}</Button>
          </div>
        </div>
      ) : null}
      {held && !held.confirmed_at && !editing ? <Confirming channel={channel} onChange={onChange} /> : null}
      {editing ? <Address channel={channel} held={held} onChange={changed} /> : null}
      {dropping ? (
        <Confirm title={t.notices.dropTitle} open confirmLabel={t.notices.drop} pending={drop.pending} onConfirm={() => void drop.send({ channel })} onClose={() => setDropping(false)}>
          <div className="stack-tight"><p>{t.notices.dropText}</p><ProblemNote problem={drop.problem} /></div>
        </Confirm>
      ) : null}
    </section>
  );
}

/** Where the person is written to, outside the program. */
export function MyContacts() {
  const contacts = useApi<Contacts>('/contacts');
  const works = hasRole(useUser(), 'agency_officer');
  return (
    <Loaded query={contacts}>
      {({ offered, items }) => (offered.length === 0 && items.length === 0 ? <p className="soft">{t.notices.notOffered}</p> : (
        <div className="stack">
          <p className="soft">{t.notices.contactsText}{works ? <> {t.notices.weekly}</> : null}</p>
          {(['email', 'sms'] as const).filter((channel) => offered.includes(channel) || items.some((one) => one.channel === channel)).map((channel) => (
            <One key={channel} channel={channel} held={items.find((one) => one.channel === channel)} onChange={() => void contacts.refetch()} />
          ))}
        </div>
      ))}
    </Loaded>
  );
}
