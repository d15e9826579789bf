import type { Domain, NamedRef, Title } from '@/api/types.ts';
import type { DueState, ServerDate } from '@/lib/dates.ts';
import type { EntryState } from '@/screens/family/types.ts';

export type Kind = 'visit_due' | 'calendar_entry' | 'assessment_due' | 'final_assessment_due' | 'year_ending' | 'task' | 'consent_missing' | 'referral_returned' | 'referral_declined' | 'expert_unanswered' | 'goal_due';
export type Urgent = 'address_under_threat' | 'critical_indicator' | 'urgent_referral' | 'year_ending';

/** One thing to be done, as in the queue. */
export type QueueItem = {
  kind: Kind;
  family: { id: string; file_number: string; family_name: string | null; neighborhood: NamedRef };
  member: NamedRef | null;
  title: Title;
  domain: Domain | null;
  window_from: ServerDate | null;
  due: ServerDate;
  state: Exclude<DueState, 'none'>;
  days: number;
  entry_id: string | null;
  task_id: string | null;
  missed: boolean;
  remind_on: ServerDate | null;
  days_left_of_year: number | null;
  /** Why it comes before other work of the same days. A phone that has not synced since does not know. */
  urgent?: Urgent[];
};
export type CalendarItem = QueueItem & { status: EntryState; done_on: ServerDate | null; late: boolean };
export type CalendarDays = { from: ServerDate; to: ServerDate; today: ServerDate; items: CalendarItem[]; position: number };
export type FeedState = { made_at: ServerDate | null; last_read_at: ServerDate | null };
