// The answer of the API about the yearly atlas, after projections/src/atlas.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { Geometry } from '../neighborhood/types.ts';
import type { PlaceLevel } from '../places/types.ts';

export type YearState = keyof Texts['atlas']['state'];
export type Count = { code: string; families: number | null };
export type Priorities = { first: number; second: number; third: number; none: number };
export type Counts = { neighborhoods: number; families: number | null; tiers: Count[]; harms: Count[]; services: Count[]; served: number | null; priorities: Priorities };
export type Row = { id: string; name: string; level: PlaceLevel | null; boundary: Geometry | null; counts: Counts };
export type TrendYear = { year: number; state: YearState; known_on: ServerDate; counts: Counts };
export type AtlasView = {
  place: NamedRef | null; level: PlaceLevel | null; ancestors: NamedRef[]; year: number; state: YearState; known_on: ServerDate; held_on: ServerDate;
  total: Counts; rows: Row[]; trend: TrendYear[]; rounded: boolean; suppressed: number; position: number;
};

/** One panel of small multiples: what it shows, and the value of each row; null is not told. */
export type Panel = { key: string; title: string; total: number | null; value: (counts: Counts) => number | null };
