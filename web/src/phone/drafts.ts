// Unfinished forms outlive the tab where a phone's store is open: sealed like everything else in it.
const kept = new Map<string, object>();
let sink: ((key: string, value: object | null) => void) | null = null;

/** A form found in the store, or undefined. */
export const keptDraft = (key: string): object | undefined => kept.get(key);

/** Keeps a form, or forgets it. */
export function keepDraft(key: string, value: object | null): void {
  if (value === null) kept.delete(key);
  else kept.set(key, value);
  sink?.(key, value);
}

/** The store was opened: what was kept in it, and where to keep from now on. */
export function openDrafts(found: readonly (readonly [string, object])[], keep: (key: string, value: object | null) => void): void {
  for (const [key, value] of found) kept.set(key, value);
  sink = keep;
}

export function closeDrafts(): void {
  kept.clear();
  sink = null;
}
