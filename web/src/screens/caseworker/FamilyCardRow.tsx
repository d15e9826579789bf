import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { agoWords, digits, num } from '@/lib/dates.ts';
import { familyTitle, placeName } from '@/screens/family/data.ts';
import type { FamilyCard } from '@/screens/family/types.ts';
import { Chip, DueChip, RowLink, TierChip } from '@/ui/index.ts';
import '@/screens/family/family.css';

/** One family in a list: tier, where, last visit, what is next. */
export function FamilyCardRow({ family, showCaseworker = false, foot }: { family: FamilyCard; showCaseworker?: boolean; foot?: ReactNode }) {
  return (
    <RowLink
      to="/families/$id"
      params={{ id: family.id }}
      {...(family.tier ? { edge: family.tier } : {})}
      who={familyTitle(family)}
      what={
        <>
          <bdi>{placeName(family.neighborhood)}</bdi> · <bdi>{digits(family.file_number)}</bdi>
          {showCaseworker ? <><br />{t.common.heldBy}: <bdi>{family.caseworker?.name ?? t.common.none}</bdi></> : null}
          <br />
          {t.common.lastVisit}: {family.last_visit ? agoWords(family.last_visit) : t.caseworker.noVisitYet}
        </>
      }
      aside={
        <>
          <TierChip tier={family.tier} />
          {family.overdue > 0 ? <Chip tone="bad" icon="alert">{t.caseworker.overdueCount(num(family.overdue))}</Chip> : family.next_due ? <DueChip date={family.next_due} /> : null}
          {family.state === 'closed' ? <Chip icon="archive">{t.caseworker.filters.closed}</Chip> : family.consent === 'given' ? null : <Chip tone="warn">{t.words.consent[family.consent]}</Chip>}
          {family.open_referrals > 0 ? <Chip tone="info" icon="refer">{t.words.referral}</Chip> : null}
          {family.days_left !== null && family.days_left <= 30 ? <Chip tone={family.days_left < 0 ? 'bad' : 'warn'} icon="flag">{family.days_left < 0 ? t.common.yearOver(num(-family.days_left)) : t.common.daysLeft(num(family.days_left))}</Chip> : null}
        </>
      }
      foot={foot}
    />
  );
}
