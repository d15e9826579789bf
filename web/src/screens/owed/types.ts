// The answers of the API about what others owe, after `projections/src/due_items` and `projections/src/refusals`.
import type { NamedRef, Title } from '@/api/types.ts';
import type { DueState, ServerDate } from '@/lib/dates.ts';
import type { Kind } from '@/screens/caseworker/calendar/types.ts';
import type { Slice } from '@/screens/reports/situations.ts';

export type OverdueWork = { id: string; kind: Kind; family_id: string; file_number: string; family_name: string | null; caseworker: NamedRef | null; title: Title; window_from: ServerDate | null; due: ServerDate; days_late: number; missed: boolean };
export type ExpertQuestion = { id: string; family_id: string; file_number: string; family_name: string | null; caseworker: NamedRef | null; specialty: string | null; asked_on: ServerDate; answer_by: ServerDate; state: Exclude<DueState, 'none'>; days_open: number };
export type AnswersReport = {
  year: number; referrals: number | null; waiting: number | null; late: number | null; silent: number | null; long_silent: number | null; returned: Slice[]; declined: Slice[]; tasks_declined: Slice[]; rounded: boolean; position: number;
};
