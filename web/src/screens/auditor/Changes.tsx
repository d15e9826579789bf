import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Count, Table } from '@/ui/index.ts';
import type { Change } from './types.ts';
import { useTitles } from './titles.ts';
import { Value } from './Value.tsx';
import { fieldOf, meaningful, pathWords, type IdNames } from './words.ts';

type ChangesProps = {
  changes: readonly Change[];
  names: IdNames;
  title?: string;
  /** What the two sides are called; before and after unless given. */
  sides?: readonly [string, string];
  /** What is said where nothing differs. */
  none: string;
};

/** Before and after, field by field. */
export function Changes({ changes, names, title = t.auditor.changes, sides = [t.auditor.before, t.auditor.after], none }: ChangesProps) {
  const titlesOf = useTitles(changes);
  const shown = meaningful(changes);
  const [before, after] = sides;
  return (
    <Card title={<span className="cluster">{title} <Count n={shown.length} /></span>} flush={shown.length > 0}>
      {shown.length === 0 ? <p className="soft">{none}</p> : (
        <Table<Change>
          caption={t.auditor.changesCount(num(shown.length))}
          rows={shown}
          rowKey={(change) => change.path}
          columns={[
            { key: 'field', label: t.auditor.field, header: true, cell: (change) => <bdi>{pathWords(change.path, names)}</bdi> },
            { key: 'before', label: before, cell: (change) => <span className="was"><Value name={fieldOf(change.path)} value={change.before} titles={titlesOf(change)} names={names} /></span> },
            { key: 'after', label: after, cell: (change) => <span className="became"><Value name={fieldOf(change.path)} value={change.after} titles={titlesOf(change)} names={names} /></span> },
          ]}
        />
      )}
    </Card>
  );
}
