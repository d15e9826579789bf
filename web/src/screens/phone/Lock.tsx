import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '@/api/client.ts';
import { problemText, toProblem } from '@/api/problem.ts';
import { queryClient } from '@/api/query.ts';
import type { SessionView } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { StaysClosed, pinOf } from '@/offline/vault.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { Button, Card, Form, LinkButton, Mark, Notice, TextField, errorsOf, toast } from '@/ui/index.ts';
import { NewPin } from './Pin.tsx';

/** The PIN, and the way back for whoever forgot it. */
export function Lock() {
  const { api: phone, status } = usePhone(true);
  const { next, revoked } = useSearch({ from: '/lock' });
  const router = useRouter();
  const navigate = useNavigate();
  const [pin, setPin] = useState('');
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [renewing, setRenewing] = useState(false);
  /** Who is signed in online, once asked; null for nobody. */
  const [session, setSession] = useState<SessionView | null | undefined>(undefined);
  const shut = status.mode === 'shut';

  useEffect(() => {
    document.title = `${t.phone.lock.title} · ${t.shell.app}`;
  }, []);

  useEffect(() => {
    if (!phone) return;
    if (status.mode === 'off') void navigate({ to: '/', replace: true });
    if (status.mode !== 'open') return;
    if (revoked) void phone.revoked();
    else {
      queryClient.clear();
      if (next) router.history.replace(next);
      else void navigate({ to: '/', replace: true });
    }
  }, [phone, status.mode, revoked, next, router, navigate]);

  useEffect(() => {
    if (!shut && !renewing) return;
    api.get<SessionView>('/session').then(setSession, () => setSession(null));
  }, [shut, renewing]);

  if (!phone || status.mode === 'off' || status.mode === 'open') return null;
  const owner = phone.vaultOwner();

  const enter = async () => {
    const typed = pinOf(pin);
    if (!typed) return;
    setPending(true);
    setSaid(null);
    try {
      await phone.unlock(typed);
    } catch (error) {
      setPin('');
      if (error instanceof StaysClosed && error.why === 'wrong_pin') setSaid(t.phone.lock.wrong(num(error.left)));
      else if (!(error instanceof StaysClosed)) setSaid(problemText(toProblem(error)));
    } finally {
      setPending(false);
    }
  };

  const renew = async (wanted: string) => {
    setPending(true);
    setSaid(null);
    try {
      await phone.changePin(wanted, () => api.get<{ share: string }>('/sync/key'));
      toast(t.phone.lock.changed);
    } catch (error) {
      setSaid(problemText(toProblem(error)));
    } finally {
      setPending(false);
    }
  };

  const signIn = <LinkButton to="/login" search={{ next: '/lock' }} variant="primary">{t.phone.lock.signIn}</LinkButton>;
  const wayBack = session === undefined ? null : session && !session.step ? (
    session.user_id === owner?.user_id ? <NewPin label={t.phone.lock.forgotAct} submitLabel={t.phone.lock.save} pending={pending} onPin={(wanted) => void renew(wanted)} said={said} /> : <p>{t.phone.lock.other}</p>
  ) : signIn;

  return (
    <main className="door" id="main">
      <div className="door-head">
        <Mark />
        <h1>{shut ? t.phone.lock.shutTitle : revoked ? t.phone.lock.revokedTitle : t.phone.lock.title}</h1>
        {owner ? <p className="soft">{t.phone.lock.owner(owner.username)}</p> : null}
      </div>
      <Card>
        {shut ? (
          <div className="stack">
            <Notice tone="warn"><p>{status.expired ? t.phone.lock.expired : t.phone.lock.shut}</p></Notice>
            {wayBack}
          </div>
        ) : renewing ? (
          <div className="stack">{wayBack}</div>
        ) : (
          <div className="stack">
            {revoked ? <Notice tone="warn"><p>{t.phone.lock.revoked}</p></Notice> : null}
            <Form
              label={t.phone.lock.title}
              submitLabel={pending ? t.phone.lock.opening : t.phone.lock.open}
              pending={pending}
              fieldErrors={said ? { pin: said } : {}}
              validate={() => errorsOf({ pin: pinOf(pin) === null && t.phone.lock.malformed })}
              onSubmit={() => void enter()}
            >
              <TextField name="pin" type="password" inputMode="numeric" label={t.phone.lock.pin} value={pin} onChange={setPin} autoComplete="off" ltr />
            </Form>
            {revoked ? null : <Button variant="quiet" onPress={() => setRenewing(true)}>{t.phone.lock.forgotAct}</Button>}
          </div>
        )}
      </Card>
    </main>
  );
}
