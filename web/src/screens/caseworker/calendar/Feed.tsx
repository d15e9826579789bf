import { useState } from 'react';
import { api, refreshEverything, useApi } from '@/api/index.ts';
import { language, t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { useAct } from '@/screens/common/access/useAct.ts';
import { Button, Card, Loaded, Notice, ProblemNote, toast } from '@/ui/index.ts';
import type { FeedState } from './types.ts';

const words = () => t.caseworker.calendar.feed;

/** The secret address by which the phone's own calendar shows the work, without a name in it. */
export function Feed() {
  const feed = useApi<FeedState>('/caseworkers/me/calendar-feed');
  const [address, setAddress] = useState<string | null>(null);
  const make = useAct<{ path: string }>('/caseworkers/me/calendar-feed', ({ path }) => setAddress(`${location.origin}${path}${language === 'en' ? '?lang=en' : ''}`));
  const revoke = async () => {
    await api.delete('/caseworkers/me/calendar-feed');
    setAddress(null);
    refreshEverything();
    toast(words().revoked);
  };
  // Nothing can be made or taken back without a network.
  if (feed.error?.status === 0) return null;
  return (
    <Card className="no-print" title={words().title}>
      <Loaded query={feed}>
        {({ made_at: made, last_read_at: read }) => (
          <div className="stack">
            <p className="soft">{words().text}</p>
            {made ? <p>{words().madeAt(formatInstant(made))}{read ? ` · ${words().lastRead(formatInstant(read))}` : ` · ${words().neverRead}`}</p> : null}
            {address ? (
              <Notice title={words().once}>
                <p><bdi dir="ltr" className="feed-address">{address}</bdi></p>
                <Button small icon="document" onPress={() => void navigator.clipboard.writeText(address).then(() => toast(words().copied))}>{words().copy}</Button>
              </Notice>
            ) : null}
            <ProblemNote problem={make.problem} />
            <div className="cluster">
              <Button small pending={make.pending} onPress={() => void make.send()}>{made ? words().makeAnew : words().make}</Button>
              {made ? <Button small variant="quiet" onPress={() => void revoke()}>{words().revoke}</Button> : null}
            </div>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
