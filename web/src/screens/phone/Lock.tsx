import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { api } from '@/api/client.ts';
import { problemText, toProblem } from '@/api/problem.ts';
import { queryClient } from '@/api/query.ts';
import type { SessionView } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { pinForm, type OpenStore } from '@/phone/pinForm.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { Button, Card, LinkButton, Mark, Notice, toast } from '@/ui/index.ts';
import { NewPin } from './Pin.tsx';

/** The same question as at the door. */
function PinQuestion({ open }: { open: OpenStore }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => host.current?.replaceChildren(pinForm(open, (error) => problemText(toProblem(error)))), [open]);
  return <div ref={host} />;
}

/** The PIN, and the way back for whoever forgot it: what the door leaves to the app. */
export function Lock() {
  const { api: phone, status } = usePhone(true);
  const { next, revoked, forgot } = useSearch({ from: '/lock' });
  const router = useRouter();
  const navigate = useNavigate();
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [renewing, setRenewing] = useState(forgot !== undefined);
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
            <PinQuestion open={phone.unlock} />
            {revoked ? null : <Button variant="quiet" onPress={() => setRenewing(true)}>{t.phone.lock.forgotAct}</Button>}
          </div>
        )}
      </Card>
    </main>
  );
}
