import { useState } from 'react';
import { api as server } from '@/api/client.ts';
import { problemText, toProblem } from '@/api/problem.ts';
import { useUser } from '@/api/session.ts';
import { t } from '@/i18n/index.ts';
import { formatInstant, num } from '@/lib/dates.ts';
import { unsent } from '@/offline/outbox.ts';
import { registerWorker } from '@/phone/worker.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { Button, Card, Confirm, Dialog, Notice, Page, toast } from '@/ui/index.ts';
import { OutboxList } from './Outbox.tsx';
import { NewPin } from './Pin.tsx';

/** What a browser needs to keep families sealed and start without a network. */
const canKeep = (): boolean => window.isSecureContext && 'serviceWorker' in navigator && 'indexedDB' in window && 'locks' in navigator && Boolean(crypto.subtle);

const share = () => server.get<{ share: string }>('/sync/key');

function useWork() {
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const run = async (work: () => Promise<void>) => {
    setPending(true);
    setSaid(null);
    try {
      await work();
    } catch (error) {
      const problem = toProblem(error);
      setSaid(error instanceof Error && error.name === 'NoRoom' ? t.phone.status.full : problemText(problem));
    } finally {
      setPending(false);
    }
  };
  return { pending, said, run };
}

function SetUp() {
  const user = useUser();
  const { api } = usePhone(true);
  const { pending, said, run } = useWork();
  if (!canKeep()) return <Notice tone="warn"><p>{t.phone.setUp.notHere}</p></Notice>;
  return (
    <Card title={t.phone.setUp.title}>
      <div className="stack">
        <p>{t.phone.setUp.text}</p>
        <NewPin
          label={t.phone.setUp.title}
          submitLabel={t.phone.setUp.start}
          pending={pending || !api}
          said={said}
          onPin={(pin) => void run(async () => {
            if (!api) return;
            const kept = registerWorker().then(() => navigator.serviceWorker.ready);
            // The app is kept on the phone beside the families, not before them.
            const [filled] = await Promise.all([api.setUp(user, pin, share), kept]);
            if (filled) toast(t.phone.setUp.ready);
          })}
        />
      </div>
    </Card>
  );
}

/** How the phone stands with the server, what waits on it, and the way to prepare it. */
export function PhonePage() {
  const { api, status } = usePhone(true);
  const { pending, said, run } = useWork();
  const [asked, setAsked] = useState<'pin' | 'forget' | null>(null);
  const close = () => setAsked(null);
  const left = unsent(status.rows).length;
  if (api && status.mode !== 'open') return <Page title={t.phone.title}><SetUp /></Page>;
  return (
    <Page title={t.phone.title}>
      {status.full ? <Notice tone="warn"><p>{t.phone.status.full}</p></Notice> : null}
      {status.filled || status.syncing ? null : <Notice tone="warn"><p>{t.phone.setUp.notFilled}</p></Notice>}
      <Card>
        <div className="stack-tight" aria-live="polite">
          <p className="strong">{status.syncing ? t.phone.chip.syncing : status.ended === 'done' && left > 0 ? t.phone.chip.waiting(num(left)) : t.phone.status.ended[status.ended ?? 'unreachable']}</p>
          <p className="faint">{status.synced_at && status.filled ? t.phone.status.last(formatInstant(new Date(status.synced_at).toISOString())) : t.phone.status.never}</p>
          <p className="faint">{status.persisted ? t.phone.status.persisted : t.phone.setUp.evict}</p>
          <p className="faint">{t.phone.setUp.install}</p>
          <div className="cluster">
            <Button variant="primary" pending={status.syncing} onPress={() => void api?.syncNow()}>{t.phone.status.now}</Button>
            <Button variant="quiet" onPress={() => setAsked('pin')}>{t.phone.setUp.changePin}</Button>
            <Button variant="quiet" onPress={() => setAsked('forget')}>{t.phone.setUp.forgetTitle}</Button>
          </div>
        </div>
      </Card>
      <section className="stack">
        <h2>{t.phone.outbox.title}</h2>
        {api ? <OutboxList rows={status.rows} api={api} /> : null}
      </section>
      {asked === 'pin' ? (
        <Dialog title={t.phone.setUp.changePin} open onClose={close}>
          <NewPin label={t.phone.setUp.changePin} submitLabel={t.phone.lock.save} pending={pending} said={said} onPin={(pin) => void run(async () => {
            await api?.changePin(pin, share);
            toast(t.phone.lock.changed);
            close();
          })} />
        </Dialog>
      ) : null}
      {asked === 'forget' ? (
        <Confirm title={t.phone.setUp.forgetTitle} open danger confirmLabel={t.phone.setUp.forget} pending={pending} onConfirm={() => void run(async () => {
          await api?.forget();
          close();
        })} onClose={close}>
          <p>{t.phone.setUp.forgetText}</p>
          {left > 0 ? <p className="strong">{t.phone.setUp.forgetWaiting(num(left))}</p> : null}
        </Confirm>
      ) : null}
    </Page>
  );
}
