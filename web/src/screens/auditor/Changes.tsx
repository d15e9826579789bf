import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Card, Count, Table } from '@/ui/index.ts';
import { useVocabulary, type Vocabulary } from '../family/data.ts';
import type { FamilyFile } from '../family/types.ts';
import type { Change, Json } from './types.ts';
import { fieldOf, meaningful, pathWords, valueLines } from './words.ts';

/** What ids of a file stand for, to say where a change is. */
export function namesIn(file: FamilyFile, words: Vocabulary): Map<string, string> {
  const names = new Map<string, string>();
  for (const m of file.members) names.set(m.id, m.given_name ?? t.auditor.erased);
  for (const r of file.referrals) if (r.commission.name) names.set(r.id, r.commission.name);
  for (const task of file.tasks) if (task.title) names.set(task.task_id, task.title);
  for (const e of file.calendar) names.set(e.id, e.title ?? words.kind(e.kind));
  for (const s of file.services) names.set(s.id, words.kind(s.kind));
  return names;
}

export const titlesOf = (words: Vocabulary) => (code: string): string | null => {
  const found = words.indicators.find((one) => one.code === code);
  if (found) return words.indicator(code);
  if ([...words.kinds, ...words.methods].some((one) => one.code === code)) return words.kind(code);
  return words.groups.some((one) => one.code === code) ? words.group(code) : null;
};

function Value({ name, value, titles, names }: { name: string; value: Json; titles: (code: string) => string | null; names: ReadonlyMap<string, string> }) {
  if (typeof value === 'string' && names.has(value)) return <bdi>{names.get(value)}</bdi>;
  const lines = valueLines(name, value, titles);
  const [only] = lines;
  if (!only) return <span className="faint">{t.auditor.nothing}</span>;
  if (lines.length === 1) return <bdi>{only.text}</bdi>;
  return (
    <ul className="list">
      {lines.map((line, n) => <li key={`${line.term}-${String(n)}`}><span className="faint">{line.term}:</span> <bdi>{line.text}</bdi></li>)}
    </ul>
  );
}

/** Before and after, field by field. */
export function Changes({ changes, file, first }: { changes: readonly Change[]; file: FamilyFile; first: boolean }) {
  const words = useVocabulary();
  const titles = titlesOf(words);
  const names = namesIn(file, words);
  const shown = meaningful(changes);
  return (
    <Card title={<span className="cluster">{t.auditor.changes} <Count n={shown.length} /></span>} flush={shown.length > 0}>
      {shown.length === 0 ? <p className="soft">{first ? t.auditor.opened : t.auditor.noChanges}</p> : (
        <Table<Change>
          caption={t.auditor.changesCount(num(shown.length))}
          rows={shown}
          rowKey={(change) => change.path}
          columns={[
            { key: 'field', label: t.auditor.field, header: true, cell: (change) => <bdi>{pathWords(change.path, names)}</bdi> },
            { key: 'before', label: t.auditor.before, cell: (change) => <span className="was"><Value name={fieldOf(change.path)} value={change.before} titles={titles} names={names} /></span> },
            { key: 'after', label: t.auditor.after, cell: (change) => <span className="became"><Value name={fieldOf(change.path)} value={change.after} titles={titles} names={names} /></span> },
          ]}
        />
      )}
    </Card>
  );
}
