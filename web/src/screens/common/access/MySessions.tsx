import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatInstant, type ServerDate } from '@/lib/dates.ts';
import { Button, Chip, Loaded, ProblemNote, toast } from '@/ui/index.ts';
import { useAct } from './useAct.ts';

export type SessionItem = { id: string; current: boolean; created_at: ServerDate; last_used_at: ServerDate; device: string | null; browser: string | null; network: string | null };

function One({ session }: { session: SessionItem }) {
  const end = useAct(`/sessions/${session.id}/end`, () => toast(t.access.sessionEnded));
  const name = session.device ?? session.browser ?? t.access.unknownBrowser;
  return (
    <li className="one-of-many">
      <div>
        <p className="cluster"><bdi className="strong">{name}</bdi>{session.current ? <Chip tone="info">{t.access.thisOne}</Chip> : null}</p>
        <p className="faint">
          {[session.device ? session.browser : null, t.access.sessionSince(formatInstant(session.created_at)), t.access.lastUsed(formatInstant(session.last_used_at))].filter(Boolean).join(t.common.listComma)}
          {session.network ? <> {t.common.listComma}<bdi dir="ltr">{digits(session.network)}</bdi></> : null}
        </p>
        <ProblemNote problem={end.problem} />
      </div>
      {session.current ? null : <Button small variant="quiet" pending={end.pending} aria-label={t.access.endSessionOf(name)} onPress={() => void end.send()}>{t.access.endSession}</Button>}
    </li>
  );
}

/** Where the account is signed in now. */
export function MySessions() {
  const sessions = useApi<{ items: SessionItem[] }>('/sessions');
  const others = useAct('/sessions/end-others', () => toast(t.access.othersEnded));
  return (
    <Loaded query={sessions}>
      {({ items }) => (
        <div className="stack">
          <p className="soft">{t.access.sessionsText}</p>
          <ul className="bare-list">{items.map((session) => <One key={session.id} session={session} />)}</ul>
          {items.length > 1 ? <div><Button pending={others.pending} onPress={() => void others.send()}>{t.access.endOthers}</Button></div> : null}
          <ProblemNote problem={others.problem} />
        </div>
      )}
    </Loaded>
  );
}
