import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { hasRole } from '@/api/session.ts';
import { refreshEverything } from '@/api/query.ts';
import type { User } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { formatTime, num } from '@/lib/dates.ts';
import { hasPhone } from '@/phone/hint.ts';
import type { Status } from '@/phone/phone.ts';
import { useOnline } from '@/phone/useAway.ts';
import { usePhone } from '@/phone/usePhone.ts';
import { registerWorker } from '@/phone/worker.ts';
import { Button } from '@/ui/Button.tsx';
import { Chip, type Tone } from '@/ui/Chip.tsx';
import { Notice } from '@/ui/Page.tsx';

const SENDABLE = new Set(['waiting', 'unknown', 'clash', 'refused']);

/** How phone and server stand, in words. */
export function stateOf(status: Status, online: boolean): { words: string; tone: Tone } {
  const left = status.rows.filter((row) => SENDABLE.has(row.state));
  const asking = left.filter((row) => (row.state === 'clash' || row.state === 'refused') && row.wish === null).length;
  if (status.full) return { words: t.phone.chip.full, tone: 'bad' };
  if (asking > 0) return { words: t.phone.chip.person(num(asking)), tone: 'warn' };
  if (status.ended === 'signed_out') return { words: t.phone.chip.signIn, tone: 'warn' };
  if (status.ended === 'app_older') return { words: t.phone.chip.update, tone: 'warn' };
  if (status.ended === 'server_older') return { words: t.phone.chip.serverOlder, tone: 'warn' };
  const waiting = left.length > 0 ? t.phone.chip.waiting(num(left.length)) : null;
  if (!online || status.ended === 'unreachable') return { words: [t.phone.chip.offline, waiting].filter(Boolean).join(' · '), tone: 'quiet' };
  if (status.syncing && status.ended === null) return { words: t.phone.chip.syncing, tone: 'info' };
  if (waiting) return { words: waiting, tone: 'info' };
  return { words: status.synced_at && status.filled ? t.phone.chip.done(formatTime(new Date(status.synced_at).toISOString())) : t.phone.chip.syncing, tone: 'good' };
}

/** The state of synchronisation, on every screen of whoever carries families on a phone. */
export function SyncChip({ user }: { user: User }) {
  const { api, status } = usePhone();
  const online = useOnline();
  useEffect(() => api?.whenDocumentsChange(refreshEverything), [api]);
  if (!hasRole(user, 'caseworker') || status.mode !== 'open') return null;
  const { words, tone } = stateOf(status, online);
  return <Link to="/phone" className="sync-chip" aria-label={`${t.phone.chip.open}: ${words}`}><Chip tone={tone}>{words}</Chip></Link>;
}

/** A newer version of the app, when one waits. */
export function PhoneNotice() {
  const [update, setUpdate] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (hasPhone() && import.meta.env.PROD) void registerWorker((now) => setUpdate(() => now)).catch(() => undefined);
  }, []);
  if (!update) return null;
  return <Notice title={t.phone.update} actions={<Button small onPress={update}>{t.phone.updateNow}</Button>}>{null}</Notice>;
}
