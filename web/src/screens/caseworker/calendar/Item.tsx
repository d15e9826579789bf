import { inLanguage, t } from '@/i18n/index.ts';
import { formatDayMonth } from '@/lib/dates.ts';
import { familyTitle } from '@/screens/family/data.ts';
import { Chip, DueChip, RowLink } from '@/ui/index.ts';
import type { CalendarItem, QueueItem } from './types.ts';

const TABS = { visit_due: 'aid', calendar_entry: 'calendar', assessment_due: 'why', final_assessment_due: 'why', year_ending: 'summary', task: 'referrals', consent_missing: 'summary', referral_returned: 'referrals', referral_declined: 'referrals', expert_unanswered: 'referrals', goal_due: 'calendar' } as const;

export const tabOf = (item: Pick<QueueItem, 'kind'>) => TABS[item.kind];

/** What is to be done; people's own words for what they planned. */
export const titleOfItem = (item: QueueItem): string => (item.kind === 'calendar_entry' || item.kind === 'task' ? inLanguage(item.title.fa, item.title.en) : t.caseworker.kinds[item.kind]);

export const keyOfItem = (item: QueueItem): string => `${item.family.id}-${item.kind}-${item.entry_id ?? item.task_id ?? ''}-${item.due.iso}-${item.title.fa}-${item.member?.id ?? ''}`;

/** One thing on a day of the calendar; opens its family where it is done. */
export function Item({ item }: { item: CalendarItem }) {
  const done = item.status === 'done';
  const from = item.window_from;
  return (
    <RowLink
      to="/families/$id"
      params={{ id: item.family.id }}
      search={{ tab: tabOf(item) }}
      {...(done ? {} : { edge: item.state })}
      who={familyTitle(item.family)}
      what={<>{titleOfItem(item)}{item.member ? <> · <bdi>{item.member.name}</bdi></> : null}{!done && from && from.iso !== item.due.iso ? <> · {t.family.window(formatDayMonth(from), formatDayMonth(item.due))}</> : null}</>}
      aside={done ? <Chip tone={item.late ? 'warn' : 'good'} icon="check">{item.late ? t.family.doneLate : t.family.entryState.done}</Chip> : <DueChip date={item.due} />}
      foot={item.missed && !done ? <Chip tone="bad" icon="alert">{t.family.missedStill}</Chip> : null}
    />
  );
}
