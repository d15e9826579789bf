/** What stands in the addresses of the auditor's room: stream names, ids, event types, numbers and days; nothing personal. */
/** A day there is: 9999-99-99 is none. */
const DAY = { test: (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text };
type Shape = Pick<RegExp, 'test'>;
const ID = /^[0-9a-f-]{36}$/;
const TYPES = /^[a-z_]+(,[a-z_]+)*$/;
const NUMBER = /^\d{1,5}$/;
const TRUE = /^true$/;

/** Keeps those of the wanted texts that have their shape. Numbers and truth values are read as the texts they were. */
function keep<K extends string>(search: Record<string, unknown>, shapes: Record<K, Shape>): { [N in K]?: string } {
  const found: { [N in K]?: string } = {};
  for (const [name, shape] of Object.entries(shapes) as [K, Shape][]) {
    const value = search[name];
    const text = typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
    if (shape.test(text)) found[name] = text;
  }
  return found;
}

const TRAIL = {
  stream: /^[a-z_]+(:[0-9a-f-]{36})?$/, actor: /^(user:[0-9a-f-]{36}|system:[\w-]+)$/, type: TYPES, from: DAY, to: DAY, happened_from: DAY, happened_to: DAY,
  center_id: ID, place_id: ID, night: TRUE, days_late: NUMBER, overridden: TRUE,
};
/** The trail's filters. */
export type TrailSearch = { [K in keyof typeof TRAIL]?: string };
export const readTrailSearch = (search: Record<string, unknown>): TrailSearch => keep(search, TRAIL);

const ACCESS = { family_id: ID, user_id: ID, operation: TYPES, from: DAY, to: DAY, unusual: TRUE };
/** Filters of the openings. */
export type AccessSearch = { [K in keyof typeof ACCESS]?: string };
export const readAccessSearch = (search: Record<string, unknown>): AccessSearch => keep(search, ACCESS);

export const THRESHOLDS = ['night_events', 'bulk_files', 'bulk_minutes', 'overrides', 'days_late', 'idle_files', 'refused', 'task_minutes', 'burst_percent'] as const;
export type ThresholdName = (typeof THRESHOLDS)[number];
const PATTERNS = { from: DAY, to: DAY, ...(Object.fromEntries(THRESHOLDS.map((name) => [name, NUMBER])) as Record<ThresholdName, RegExp>) };
/** Days and thresholds of the patterns. */
export type PatternSearch = { [K in keyof typeof PATTERNS]?: string };
export const readPatternSearch = (search: Record<string, unknown>): PatternSearch => keep(search, PATTERNS);

/** The two times of every event: when it happened, and when it was written down. */
export const AXES = ['happened', 'recorded'] as const;
export type ReplayAxis = (typeof AXES)[number];

/** What the replay shows: an event by its number, or the state on a day by one of the two times. */
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

/** The day that is compared by both times. */
export type CompareSearch = { day?: string };
export const readCompareSearch = (search: Record<string, unknown>): CompareSearch => keep(search, { day: DAY });

/** The filters that are given, as the next address holds them. */
export function changed<S extends Record<string, string | undefined>>(search: S, part: { [K in keyof S]?: string | undefined }): S {
  return Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value)) as S;
}
