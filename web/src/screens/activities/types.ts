import type { Domain, NamedRef, Tier } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type ActivityState = keyof Texts['activities']['state'];
export type TestMoment = keyof Texts['activities']['testMoment'];
export type ActivityCard = {
  id: string; center_id: string; form: string; title: string; domain: Domain | null; audience: Tier[]; state: ActivityState; planned_for: ServerDate; held_on: ServerDate | null; hours: number;
  families: number; persons: number; person_hours: number; sequence: number;
};
export type AttendanceItem = { family_id: string; file_number: string | null; family_name: string | null; member: NamedRef | null; persons: number | null; hours: number | null; before: number | null; after: number | null };
export type ActivityView = ActivityCard & {
  neighborhood: NamedRef | null; announced_on: ServerDate | null; cancelled_on: ServerDate | null; head_count: number; attendance: AttendanceItem[];
  tests: { both: number; improved: number; mean_before: number | null; mean_after: number | null }; position: number;
};
