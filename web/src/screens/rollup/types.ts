// The answers of the API about roll-ups, after projections/src/rollup.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { Figure, PlaceLevel, TierCounts } from '../places/types.ts';

export type OfficeCounts = { called: number; contracted: number; open: number; closed: number; contract_over: number; evaluation_late: number; report_late: number; neighborhoods: number; provinces: number };

export type Counts = {
  neighborhoods: number; with_profile: number; without_profile: number; approved: number; roadmaps: number;
  priorities: { first: number; second: number; third: number; none: number };
  offices: OfficeCounts;
  actions: { planned: number; in_progress: number; done: number; dropped: number };
  duties: { reported: number; done: number; late: number };
  needs: { drafted: number; returned: number; in_headquarters: number; approved: number; notified: number };
  families: TierCounts; served: number | null; services: number | null; profiles_as_of: ServerDate | null; last_position: number;
};

export type Row = { id: string; name: string; level: PlaceLevel | null; counts: Counts };
export type DeclaredNumber = keyof Texts['rollup']['beside'];

export type Rollup = {
  place: NamedRef | null; level: PlaceLevel | null; ancestors: NamedRef[]; total: Counts; rows: Row[];
  declared: { number: DeclaredNumber; counted: number; figure: Figure }[]; year: number; as_of: ServerDate; rounded: boolean; position: number;
};

export type ListName = keyof Texts['rollup']['list'];
export type Item = { neighborhood: NamedRef; office: NamedRef | null; agency: NamedRef | null; text: string | null; state: string | null; on: ServerDate | null };
