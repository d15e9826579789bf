/** The trail's filters as they stand in the address: stream names, ids, event types and days; nothing personal. */
export type TrailSearch = { stream?: string; actor?: string; type?: string; from?: string; to?: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KEYS = { stream: /^[a-z_]+(:[0-9a-f-]{36})?$/, actor: /^(user:[0-9a-f-]{36}|system:[\w-]+)$/, type: /^[a-z_]+$/, from: DAY, to: DAY };

export function readTrailSearch(search: Record<string, unknown>): TrailSearch {
  const found: TrailSearch = {};
  for (const [name, shape] of Object.entries(KEYS) as [keyof TrailSearch, RegExp][]) {
    const value = search[name];
    if (typeof value === 'string' && shape.test(value)) found[name] = value;
  }
  return found;
}
