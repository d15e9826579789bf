import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, toProblem, useApi, type ApiProblem } from '@/api/index.ts';
import { useMeta } from '@/api/session.ts';
import { language, t } from '@/i18n/index.ts';
import { formatInstant, type ServerDate } from '@/lib/dates.ts';
import { Button, Card, Chip, Notice, ProblemNote, toast, Loaded } from '@/ui/index.ts';
import { useAct } from './useAct.ts';

type Begun = { address: string };
type OutsideState = { available: boolean; linked_at: ServerDate | null };

/** What the provider is called here, where there is one. */
function useProvider(): string | null {
  const outside = useMeta().data?.outside;
  return outside ? outside[language] : null;
}

/** Why the way back from the provider led nobody in. */
function Refused({ code }: { code: string }) {
  // Anybody can write a code into an address: only words of ours are shown.
  const text = Object.keys(t.problems.byCode).includes(code) ? t.problems.byCode[code]?.({}) : undefined;
  return <Notice tone="bad" title={t.access.outsideNotIn}><p>{text ?? t.access.outsideFailed}</p></Notice>;
}

/** On the sign-in page: to the provider of the office, where there is one. */
export function OutsideSignIn({ next, code }: { next?: string | undefined; code?: string | undefined }) {
  const provider = useProvider();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const go = async () => {
    setPending(true);
    setProblem(null);
    try {
      const { address } = await api.post<Begun>('/session/outside', next ? { back: next } : {});
      location.assign(address);
    } catch (error) {
      setProblem(toProblem(error));
      setPending(false);
    }
  };
  if (!provider) return null;
  return (
    <Card>
      <div className="stack-tight">
        {code ? <Refused code={code} /> : null}
        <ProblemNote problem={problem} />
        <Button pending={pending} onPress={() => void go()}>{t.access.outsideSignIn(provider)}</Button>
        <p className="faint">{t.access.outsideHelp}</p>
      </div>
    </Card>
  );
}

/** On the own account's page: linked, or to be linked. */
export function MyOutside() {
  const provider = useProvider();
  const state = useApi<OutsideState>('/session/outside/link');
  const { outside } = useSearch({ strict: false });
  const link = useAct<Begun>('/session/outside/link', ({ address }) => location.assign(address));
  const unlink = useAct('/session/outside/unlink', () => toast(t.access.outsideUnlinked));
  if (!provider) return null;
  return (
    <Card title={provider}>
      <Loaded query={state} rows={1}>
        {({ linked_at: at }) => (
          <div className="stack">
            {outside && outside !== 'linked' ? <Refused code={outside} /> : null}
            <p className="cluster">{at ? <Chip tone="good" icon="check">{t.access.outsideLinked(formatInstant(at))}</Chip> : <span className="soft">{t.access.outsideNone}</span>}</p>
            <p className="soft">{t.access.outsideText}</p>
            <ProblemNote problem={link.problem ?? unlink.problem} />
            <div className="cluster">
              <Button pending={link.pending} onPress={() => void link.send()}>{at ? t.access.outsideRelink : t.access.outsideLink}</Button>
              {at ? <Button variant="quiet" pending={unlink.pending} onPress={() => void unlink.send()}>{t.access.outsideUnlink}</Button> : null}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
