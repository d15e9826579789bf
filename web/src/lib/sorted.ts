/** A sorted copy: `toSorted` is newer than the oldest browser we serve. */
export function sorted<T>(items: readonly T[], compare: (a: T, b: T) => number): T[] {
  const copy = [...items];
  // oxlint-disable-next-line no-array-sort
  copy.sort(compare);
  return copy;
}

/** A turned copy of what came oldest first. */
export function newestFirst<T>(items: readonly T[]): T[] {
  const copy = [...items];
  // oxlint-disable-next-line no-array-reverse
  copy.reverse();
  return copy;
}
