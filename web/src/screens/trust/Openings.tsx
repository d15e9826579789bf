import { useState } from 'react';
import { t } from '@/i18n/index.ts';
import { formatInstant } from '@/lib/dates.ts';
import { usePages } from '@/screens/auditor/data.ts';
import { operationWord } from '@/screens/auditor/words.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Card, Chip, ChoiceField, Empty, Failure, LoadMore, Skeleton, Table } from '@/ui/index.ts';
import type { Opening } from './types.ts';

export const groundWord = (ground: string): string => t.auditor.grounds[ground] ?? ground.replaceAll('_', ' ');

/** The ground of an opening; what stands out is marked. */
export const Ground = ({ opening }: { opening: Pick<Opening, 'ground' | 'unusual'> }) => (opening.unusual ? <Chip tone="bad" icon="alert">{groundWord(opening.ground)}</Chip> : <>{groundWord(opening.ground)}</>);

type Which = 'all' | 'unusual';

/** All openings, or only those that stand out. */
export function WhichOpenings({ value, onChange }: { value: Which; onChange: (value: Which) => void }) {
  return <ChoiceField name="unusual" label={t.common.filter} inline options={[{ value: 'all' as const, label: t.trust.allOpenings }, { value: 'unusual' as const, label: t.trust.onlyUnusual }]} value={value} onChange={onChange} />;
}

/** Who opened one family's file, for the manager of its center. */
export function FamilyOpenings({ id }: { id: string }) {
  const [which, setWhich] = useState<Which>('all');
  const openings = usePages<Opening>(`/families/${id}/openings`, which === 'unusual' ? { unusual: 'true' } : {});
  const items = openings.data ?? [];
  return (
    <div className="stack">
      <p className="soft">{t.trust.openingsWhy}</p>
      <WhichOpenings value={which} onChange={setWhich} />
      {openings.error ? <Failure problem={openings.error} /> : openings.isPending ? <Skeleton /> : items.length === 0 ? <Empty icon="eye" title={t.trust.noOpenings} /> : (
        <Card flush>
          <Table<Opening>
            caption={t.trust.openings}
            rows={items}
            rowKey={(item) => String(item.id)}
            columns={[
              { key: 'actor', label: t.auditor.actor, header: true, cell: (item) => <bdi>{actorName(item.actor)}</bdi> },
              { key: 'operation', label: t.auditor.operation, cell: (item) => operationWord(item.operation) },
              { key: 'ground', label: t.auditor.ground, cell: (item) => <Ground opening={item} /> },
              { key: 'at', label: t.auditor.recorded, cell: (item) => formatInstant(item.accessed_at) },
            ]}
          />
        </Card>
      )}
      <LoadMore hasMore={openings.hasNextPage} pending={openings.isFetchingNextPage} onMore={() => void openings.fetchNextPage()} />
    </div>
  );
}
