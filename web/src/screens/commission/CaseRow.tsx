import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, formatDayMonth, num } from '@/lib/dates.ts';
import { Chip, Row } from '@/ui/index.ts';
import type { AgendaCase, WaitingReferral } from './types.ts';

/** Days after which a waiting case is late, and after which it is pressing. */
const LATE_DAYS = 30;
const PRESSING_DAYS = 14;

/** How long a referral has waited. */
export function WaitClock({ days }: { days: number }) {
  return <Chip icon="clock" tone={days > LATE_DAYS ? 'bad' : days > PRESSING_DAYS ? 'warn' : 'quiet'}>{days > 0 ? t.commission.waitedDays(num(days)) : t.commission.waitedToday}</Chip>;
}

export function UrgencyChip({ urgency }: { urgency: AgendaCase['urgency'] }) {
  return urgency === 'urgent' ? <Chip tone="bad" icon="flag">{t.words.urgency.urgent}</Chip> : null;
}

type CaseRowProps = { one: AgendaCase | WaitingReferral; chips?: ReactNode; actions?: ReactNode };

/** A case as the commission's lists name it: by its file number. */
export function CaseRow({ one, chips, actions }: CaseRowProps) {
  return (
    <Row
      who={<span>{t.words.fileNumber} <span className="figure">{digits(one.family.file_number)}</span></span>}
      what={one.question}
      aside={<UrgencyChip urgency={one.urgency} />}
      edge={one.urgency === 'urgent' ? 'overdue' : 'later'}
      foot={
        <div className="stack-tight">
          <div className="cluster soft">
            <small>{t.commission.referredOn(formatDayMonth(one.referred_on))}</small>
            <small><bdi>{one.caseworker ? t.commission.caseworkerIs(one.caseworker.name ?? t.commission.unnamed) : t.commission.noCaseworker}</bdi></small>
            {chips}
          </div>
          {actions ? <div className="cluster">{actions}</div> : null}
        </div>
      }
    />
  );
}
