import type { ProfileVersion } from './types.ts';

/** A figure of two versions; null where a version does not know it. */
export type Difference = { indicator: string; counted: boolean; source: string | null; before: number | null; after: number | null };

type Known = { indicator: string; counted: boolean; source: string | null; value: number };

/** Figures of a version by what tells them apart: counted ones by indicator, declared ones by source and period too. */
function figuresOf(version: ProfileVersion): Map<string, Known> {
  const found = new Map<string, Known>();
  for (const one of version.counted) found.set(`counted/${one.indicator}`, { indicator: one.indicator, counted: true, source: null, value: one.value });
  for (const one of version.figures) found.set(`declared/${one.source}/${one.indicator}/${one.period ?? ''}`, { indicator: one.indicator, counted: false, source: one.source, value: one.value });
  return found;
}

/** What differs between two versions of a profile: figures whose value changed, came or went. */
export function differences(before: ProfileVersion, after: ProfileVersion): Difference[] {
  const [older, newer] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((key) => {
    const [was, is] = [older.get(key), newer.get(key)];
    const known = is ?? was;
    if (!known || was?.value === is?.value) return [];
    return [{ indicator: known.indicator, counted: known.counted, source: known.source, before: was?.value ?? null, after: is?.value ?? null }];
  });
}

/** Notes that only the first of two versions has. */
export function notesOnlyIn(version: ProfileVersion, other: ProfileVersion): ProfileVersion['notes'] {
  return version.notes.filter((note) => !other.notes.some((one) => one.kind === note.kind && one.text === note.text));
}
