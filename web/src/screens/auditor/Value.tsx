import { t } from '@/i18n/index.ts';
import type { Vocabulary } from '../family/data.ts';
import type { FamilyFile } from '../family/types.ts';
import type { Json } from './types.ts';
import type { Titles } from './titles.ts';
import { valueLines, type IdNames } from './words.ts';

/** What ids of a family's file stand for, beside the names the server gives. */
export function namesIn(file: FamilyFile, words: Vocabulary, given: Readonly<Record<string, string>>): Map<string, string> {
  const names = new Map(Object.entries(given));
  for (const m of file.members) names.set(m.id, m.given_name ?? t.auditor.erased);
  for (const r of file.referrals) if (r.commission.name) names.set(r.id, r.commission.name);
  for (const task of file.tasks) if (task.title) names.set(task.task_id, task.title);
  for (const e of file.calendar) names.set(e.id, e.title ?? words.kind(e.kind));
  for (const s of file.services) names.set(s.id, words.kind(s.kind));
  return names;
}

type ValueProps = { name: string; value: Json; titles: Titles; names: IdNames };

/** A value of a state, in words: one line, or its parts under each other. */
export function Value({ name, value, titles, names }: ValueProps) {
  const lines = valueLines(name, value, titles, names);
  const [only] = lines;
  if (!only) return <span className="faint">{t.auditor.nothing}</span>;
  if (lines.length === 1) return <bdi>{only.text}</bdi>;
  return (
    <ul className="list">
      {lines.map((line, n) => <li key={`${line.term}-${String(n)}`}><span className="faint">{line.term}:</span> <bdi>{line.text}</bdi></li>)}
    </ul>
  );
}
