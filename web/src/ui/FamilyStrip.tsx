import type { ReactNode } from 'react';
import type { Tier } from '@/api/types.ts';
import { direction, t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { daysUntil, digits, formatWeekday, num, type AnyDate } from '@/lib/dates.ts';
import { Chip, DueChip, TierChip } from './Chip.tsx';
import { Icon } from './Icon.tsx';

export type FamilyStripProps = {
  /** «خانوادهٔ …»; null where the reader may know the file number only. */
  name: string | null;
  fileNumber: string;
  /** Neighborhood, number of members and the like. */
  about?: ReactNode;
  tierThen?: Tier | null;
  tierNow?: Tier | null;
  /** null says that none is planned; left out, nothing is said. */
  nextVisit?: AnyDate | null;
  /** null says that there is none; left out, nothing is said. */
  openReferral?: { label: string; since: AnyDate } | null;
  caseworkerName?: string | null;
  /** End of the year of focused aid. */
  yearEndsOn?: AnyDate | null;
  /** Consent missing, case closed and the like. */
  notes?: ReactNode;
  actions?: ReactNode;
};

function Part({ term, children, className }: { term: string; children: ReactNode; className?: string }) {
  return (
    <div className={cx('strip-fact', className)}>
      <span className="term">{term}</span>
      {children}
    </div>
  );
}

/** From a tier to a tier, in the reading direction. */
export function TierChange({ then, now }: { then?: Tier | null | undefined; now?: Tier | null | undefined }) {
  return (
    <span className="tier-change">
      {then && now ? (
        <>
          <TierChip tier={then} />
          <Icon name="arrow" size={16} />
          <TierChip tier={now} />
        </>
      ) : (
        <TierChip tier={now ?? then} />
      )}
    </span>
  );
}

/** On top of every family screen: tier then → now, next visit, open referral and its clock, who holds the case. */
export function FamilyStrip({ name, fileNumber, about, tierThen, tierNow, nextVisit, openReferral, caseworkerName, yearEndsOn, notes, actions }: FamilyStripProps) {
  const tier = tierNow ?? tierThen;
  const daysLeft = yearEndsOn ? daysUntil(yearEndsOn) : 0;
  return (
    <section className={cx('family-strip', tier && `edge-${tier}`)} aria-label={t.words.family}>
      <div className="strip-name">
        <h1><bdi>{name ?? `${t.words.fileNumber} ${digits(fileNumber)}`}</bdi></h1>
        <span className="soft">
          {name ? <>{t.words.fileNumber} <bdi className="figure">{digits(fileNumber)}</bdi></> : null}
        </span>
      </div>
      {about ? <p className="soft">{about}</p> : null}
      {notes ? <div className="cluster">{notes}</div> : null}
      <div className="strip-facts">
        <Part term={tierThen && tierNow ? `${t.common.tierThen} ${direction === 'ltr' ? '→' : '←'} ${t.common.tierNow}` : t.common.tierNow} className="tiers">
          <TierChange then={tierThen} now={tierNow} />
        </Part>
        {nextVisit === undefined ? null : (
          <Part term={t.common.nextVisit}>
            {nextVisit ? (
              <>
                <span className="strong">{formatWeekday(nextVisit)}</span>
                <DueChip date={nextVisit} />
              </>
            ) : (
              <span className="soft">{t.common.noVisitPlanned}</span>
            )}
          </Part>
        )}
        {openReferral === undefined ? null : (
          <Part term={t.common.openReferral}>
            {openReferral ? (
              <>
                <span className="strong">{openReferral.label}</span>
                <Chip icon="clock" tone="warn">{t.common.waitingDays(num(Math.max(0, -daysUntil(openReferral.since))))}</Chip>
              </>
            ) : (
              <span className="soft">{t.common.noReferral}</span>
            )}
          </Part>
        )}
        <Part term={t.common.heldBy}>{caseworkerName ? <bdi className="strong">{caseworkerName}</bdi> : <span className="soft">{t.common.nobody}</span>}</Part>
        {yearEndsOn ? (
          <Part term={t.common.endOfYear}>
            <span className="strong">{formatWeekday(yearEndsOn)}</span>
            <Chip tone={daysLeft < 0 ? 'bad' : daysLeft <= 30 ? 'warn' : 'quiet'}>{daysLeft < 0 ? t.common.yearOver(num(-daysLeft)) : t.common.daysLeft(num(daysLeft))}</Chip>
          </Part>
        ) : null}
      </div>
      {actions ? <div className="cluster">{actions}</div> : null}
    </section>
  );
}
