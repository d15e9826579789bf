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

/** The two times of every event: when it happened, and when it was written down. */
export const AXES = ['happened', 'recorded'] as const;
export type ReplayAxis = (typeof AXES)[number];

/** What the replay shows: an event by its number, or the file on a day by one of the two times. */
export type ReplaySearch = { at?: number; day?: string; axis?: ReplayAxis };

export function readReplaySearch(search: Record<string, unknown>): ReplaySearch {
  const found: ReplaySearch = {};
  const at = Number(search['at']);
  if (Number.isInteger(at) && at > 0) found.at = at;
  const day = search['day'];
  if (typeof day === 'string' && DAY.test(day)) {
    found.day = day;
    found.axis = search['axis'] === 'recorded' ? 'recorded' : 'happened';
  }
  return found;
}
