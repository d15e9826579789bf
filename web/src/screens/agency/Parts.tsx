import { useApi, useUser, type Paged } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { AsOf, Card, Empty, Loaded, Page } from '@/ui/index.ts';
import type { PartOfAgency } from '../national/types.ts';
import { PartTable } from './PartTable.tsx';

function PartList({ agency }: { agency: string }) {
  const words = t.national.ours;
  const list = useApi<Paged<PartOfAgency>>(`/agencies/${agency}/program-parts`, { streams: ['program', 'agency'] });
  return (
    <Loaded query={list} rows={4}>
      {({ items, position }) => {
        const [going, over] = [items.filter((one) => one.state === 'going'), items.filter((one) => one.state !== 'going')];
        return items.length === 0 ? <Card><Empty icon="task" title={words.none} /></Card> : (
          <div className="stack">
            <p className="soft" role="status">{words.count(num(going.length), num(going.filter((one) => one.is_late).length))}</p>
            {going.length === 0 ? <Empty icon="task" title={words.noneGoing} /> : <PartTable caption={words.going} parts={going} programs />}
            {over.length > 0 ? <Card title={t.national.endedShares}><PartTable caption={t.national.endedShares} parts={over} programs /></Card> : null}
            <p className="soft">{words.keptBy}</p>
            <AsOf position={position} at={list.dataUpdatedAt} />
          </div>
        );
      }}
    </Loaded>
  );
}

/** The parts of the officer's own agency in national programs: what goes on by its day, what is late marked, what ended below. */
export function Parts() {
  const words = t.national.ours;
  const agency = useUser().agency_id;
  return (
    <Page title={words.menu} subtitle={words.subtitle}>
      {agency ? <PartList agency={agency} /> : <Empty icon="task" title={words.none} />}
    </Page>
  );
}
