export type NeighborhoodSearch = { q?: string; province?: string; group?: string };

/** What stands in the address of the list of neighborhoods. */
export function readNeighborhoodSearch(search: Record<string, unknown>): NeighborhoodSearch {
  const found: NeighborhoodSearch = {};
  for (const name of ['q', 'province', 'group'] as const) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') found[name] = value;
  }
  return found;
}
