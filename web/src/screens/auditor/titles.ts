// What codes are called in a history: an indicator in the words of the version that the event or the state names; one that is in no version that is
// named, and not in today's, by the last title it had.
import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api, type ApiProblem } from '@/api/index.ts';
import { sorted } from '@/lib/sorted.ts';
import { titleOf, useIndicatorSet, useVocabulary, type Vocabulary } from '../family/data.ts';
import type { IndicatorSet, SetReference } from '../family/types.ts';

export type Titles = (code: string) => string | null;

type Walk = { set: (one: SetReference) => void; code: (one: string) => void };
/** Fields that hold codes of indicators. */
const CODES = new Set(['indicator', 'harms', 'strengths', 'critical']);

function walk(value: unknown, on: Walk, field = ''): void {
  if (typeof value === 'string') {
    if (CODES.has(field)) on.code(value);
  } else if (Array.isArray(value)) {
    for (const one of value) walk(one, on, field);
  } else if (typeof value === 'object' && value !== null) {
    const { set_id, version } = value as Partial<SetReference>;
    if (typeof set_id === 'string' && typeof version === 'number') on.set({ set_id, version });
    // A change names its field by a path.
    const path = (value as { path?: unknown }).path;
    const own = typeof path === 'string' ? (path.split('/').find((part) => CODES.has(part)) ?? '') : '';
    for (const [name, part] of Object.entries(value)) walk(part, on, own && (name === 'before' || name === 'after') ? own : name);
  }
}

const same = (a: SetReference, b: SetReference): boolean => a.set_id === b.set_id && a.version === b.version;

/** The versions of the indicators that something names, the newest first, and the codes of indicators in it. */
export function namedIn(value: unknown): { sets: SetReference[]; codes: string[] } {
  const sets: SetReference[] = [];
  const codes = new Set<string>();
  walk(value, { set: (one) => void (sets.some((other) => same(one, other)) || sets.push({ set_id: one.set_id, version: one.version })), code: (one) => void codes.add(one) });
  return { sets: sorted(sets, (a, b) => b.version - a.version), codes: [...codes] };
}

/** The title of an indicator by the first of some sets that has it. */
export function titleIn(sets: readonly (IndicatorSet | undefined)[], code: string): string | null {
  for (const set of sets) {
    const found = set?.indicators.find((one) => one.code === code);
    if (found) return titleOf(found.title);
  }
  return null;
}

const termTitle = (words: Vocabulary, code: string): string | null => {
  if ([...words.kinds, ...words.methods].some((one) => one.code === code)) return words.kind(code);
  return words.groups.some((one) => one.code === code) ? words.group(code) : null;
};

/** Titles for a part of what was read, as an event of a history: its own version first. */
export function useTitles(whole: unknown): (part: unknown) => Titles {
  const words = useVocabulary();
  const current = useIndicatorSet().data;
  const named = useMemo(() => namedIn(whole), [whole]);
  const versions = useMemo(() => {
    if (!current) return [];
    const others = named.sets.filter((one) => !same(one, current));
    // Whatever is in no version of today is looked for in those before it.
    const removed = named.codes.some((code) => titleIn([current], code) === null);
    const before = removed ? Array.from({ length: current.version - 1 }, (_, at): SetReference => ({ set_id: current.set_id, version: current.version - 1 - at })) : [];
    return [...others, ...before.filter((one) => !others.some((other) => same(one, other)))];
  }, [current, named]);
  const found = useQueries({
    queries: versions.map(({ set_id, version }) => ({ queryKey: [`/indicator-sets/${set_id}/versions/${version}`, {}], queryFn: () => api.get<IndicatorSet>(`/indicator-sets/${set_id}/versions/${version}`), staleTime: Number.POSITIVE_INFINITY })),
    combine: (results: { data: IndicatorSet | undefined; error: ApiProblem | null }[]) => results.flatMap(({ data }) => data ?? []),
  });
  return useCallback(
    (part: unknown): Titles => {
      const all = [...(current ? [current] : []), ...sorted(found, (a, b) => b.version - a.version)];
      const own = namedIn(part).sets.flatMap((one) => all.find((set) => same(set, one)) ?? []);
      return (code) => titleIn([...own, ...all], code) ?? termTitle(words, code);
    },
    [words, current, found],
  );
}
