import { useEffect, useState } from 'react';
import { api, entered, fieldMessages, toProblem, type ApiProblem, type Role, type SessionView } from '@/api/index.ts';
import { language, switchLanguage, t } from '@/i18n/index.ts';
import { formatDate, num, type ServerDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Facts, Failure, Form, Mark, Skeleton, TextField, errorsOf } from '@/ui/index.ts';
import { FinishSignIn } from './Factor.tsx';

type InvitationView = { username: string; display_name: string; roles: Role[]; invited_by: string | null; first: boolean; expires_at: ServerDate; password_length_min: number };

function from({ invited_by: by, first }: InvitationView): string {
  if (!by) return t.access.invitedByHost;
  return first ? t.access.invitedBy(by) : t.access.linkFrom(by);
}

function SetPassword({ token, invitation, onDone }: { token: string; invitation: InvitationView; onDone: (view: SessionView) => void }) {
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const min = invitation.password_length_min;
  const submit = async () => {
    setPending(true);
    setProblem(null);
    try {
      onDone(await api.post<SessionView>('/invitation/accept', { token, password }));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  return (
    <div className="stack">
      <p className="strong">{from(invitation)}</p>
      <Facts
        facts={[
          { term: t.access.yourUsername, value: <bdi dir="ltr">{invitation.username}</bdi> },
          { term: t.access.invitedAs, value: <span className="cluster">{invitation.roles.map((role) => <Chip key={role}>{t.words.role[role]}</Chip>)}</span> },
          { term: t.access.validUntil, value: formatDate(invitation.expires_at) },
        ]}
      />
      <Form
        label={t.access.choosePassword}
        submitLabel={t.access.setPassword}
        pending={pending}
        problem={problem}
        fieldErrors={fieldMessages(problem)}
        validate={() => errorsOf({ password: [...password].length < min && t.access.passwordShort(num(min)), again: password !== again && t.access.repeatDiffers })}
        onSubmit={() => void submit()}
      >
        {/* For the browser's own keeper of passwords. */}
        <input type="text" name="username" autoComplete="username" value={invitation.username} readOnly hidden />
        <TextField name="password" type="password" label={t.access.choosePassword} help={t.access.passwordRules(num(min))} value={password} onChange={setPassword} autoComplete="new-password" ltr />
        <TextField name="again" type="password" label={t.access.repeatPassword} value={again} onChange={setAgain} autoComplete="new-password" ltr />
      </Form>
    </div>
  );
}

function Paste({ onToken }: { onToken: (token: string) => void }) {
  const [code, setCode] = useState('');
  return (
    <Form label={t.access.pasteTitle} submitLabel={t.access.openLink} validate={() => errorsOf({ token: !code.trim() && t.common.required })} onSubmit={() => onToken(code.trim().split('#').at(-1) ?? '')}>
      <p className="soft">{t.access.pasteText}</p>
      <TextField name="token" label={t.access.linkCode} value={code} onChange={setCode} ltr />
    </Form>
  );
}

function Opened({ token, onDone }: { token: string; onDone: (view: SessionView) => void }) {
  const [invitation, setInvitation] = useState<InvitationView | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  useEffect(() => {
    let gone = false;
    api.post<InvitationView>('/invitation', { token }).then(
      (found) => { if (!gone) setInvitation(found); },
      (error: unknown) => { if (!gone) setProblem(toProblem(error)); },
    );
    return () => { gone = true; };
  }, [token]);
  if (problem?.code === 'link_invalid') return <Empty icon="clock" title={t.access.linkInvalidTitle}><p>{t.access.linkInvalidText}</p></Empty>;
  if (problem) return <Failure problem={problem} />;
  if (!invitation) return <Skeleton />;
  return <SetPassword token={token} invitation={invitation} onDone={onDone} />;
}

/** Behind a one-time link: who invites, as what, the own password, and the second factor where one is needed. */
export function Invitation() {
  // The secret stands after the «#», which no server and no log sees; it is taken out of the address at once.
  const [token, setToken] = useState(() => location.hash.slice(1));
  const [view, setView] = useState<SessionView | null>(null);
  useEffect(() => {
    document.title = `${t.access.pasteTitle} · ${t.shell.app}`;
    if (location.hash) history.replaceState(history.state, '', location.pathname);
  }, []);
  const done = (now: SessionView) => {
    if (now.step) {
      setView(now);
      return;
    }
    entered(now);
    // The whole app anew: whoever was signed in at this browser before is not this person.
    location.assign('/');
  };
  return (
    <main className="door" id="main">
      <div className="door-head">
        <Mark />
        <h1>{t.access.invitationTitle}</h1>
      </div>
      <Card>
        {view ? <FinishSignIn view={view} onDone={done} /> : token ? <Opened token={token} onDone={done} /> : <Paste onToken={setToken} />}
      </Card>
      <div className="door-foot">
        <Button variant="quiet" isDisabled={token !== ''} onPress={() => switchLanguage(language === 'fa' ? 'en' : 'fa')}>
          <span lang={language === 'fa' ? 'en' : 'fa'}>{language === 'fa' ? t.common.english : t.common.persian}</span>
        </Button>
      </div>
    </main>
  );
}
