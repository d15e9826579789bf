import { useState } from 'react';
import { useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Button, Empty, Loaded, Page, Tabs, TakeAway } from '@/ui/index.ts';
import { ActionCard, isGoing } from './ActionCard.tsx';
import { WordDialog, type Word } from './forms.tsx';
import type { ActionView } from './types.ts';

/** An agency's actions across neighborhoods; with `speaks` the reader is its officer and records what it did. */
export function AgencyActionList({ agency, open, speaks }: { agency: string; open: boolean; speaks: boolean }) {
  const words = t.resilience;
  const list = useApi<Paged<ActionView>>(`/agencies/${agency}/actions`, { ...(open ? { query: { state: 'open' } } : {}), streams: ['neighborhood'] });
  const [word, setWord] = useState<{ action: ActionView; act: Word } | null>(null);
  return (
    <Loaded query={list} rows={4}>
      {({ items, position }) => items.length === 0 ? <Empty icon="task" title={words.ours.none} /> : (
        <div className="stack">
          <p className="soft" role="status">{words.ours.count(num(items.length), num(new Set(items.map((one) => one.neighborhood.id)).size))}</p>
          <ul className="cards two">
            {items.map((action) => (
              <li key={action.id}>
                <ActionCard
                  action={action}
                  place
                  actions={speaks && isGoing(action.state) ? (
                    <>
                      <Button small variant="primary" onPress={() => setWord({ action, act: 'progress' })}>{words.act.progress}</Button>
                      <Button small onPress={() => setWord({ action, act: 'done' })}>{words.act.done}</Button>
                      <Button small variant="quiet" onPress={() => setWord({ action, act: 'drop' })}>{words.act.drop}</Button>
                    </>
                  ) : null}
                />
              </li>
            ))}
          </ul>
          <AsOf position={position} at={list.dataUpdatedAt} />
          <TakeAway what="tables/agency-actions" query={{ agency_id: agency, state: open ? 'open' : undefined }} />
          <WordDialog asked={word} agency={agency} onClose={() => setWord(null)} />
        </div>
      )}
    </Loaded>
  );
}

/** What roadmaps ask of the officer's own agency. */
export function AgencyActions() {
  const words = t.resilience.ours;
  const agency = useUser().agency_id;
  const [tab, setTab] = useState('open');
  return (
    <Page title={words.title} subtitle={words.subtitle}>
      {agency ? (
        <Tabs
          label={words.tabs}
          selected={tab}
          onSelect={setTab}
          items={[
            { id: 'open', label: words.open, content: <AgencyActionList agency={agency} open speaks /> },
            { id: 'all', label: words.all, content: <AgencyActionList agency={agency} open={false} speaks /> },
          ]}
        />
      ) : <Empty icon="task" title={words.none} />}
    </Page>
  );
}
