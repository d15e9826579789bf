import { useEffect, useState } from 'react';
import { refreshEverything, useCommand } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatInstant, num } from '@/lib/dates.ts';
import { actorName } from '@/screens/common/actor.ts';
import { Button, LinkButton, Notice, ProblemNote } from '@/ui/index.ts';
import type { GlassNotice, OpenNow } from './types.ts';

const MINUTE = 60_000;

/** Whole minutes to an instant, never below one while it is not over; counted anew each half minute. */
function useMinutesLeft(until: string): number {
  const left = () => Math.ceil((Date.parse(until) - Date.now()) / MINUTE);
  const [minutes, setMinutes] = useState(left);
  useEffect(() => {
    const timer = setInterval(() => {
      setMinutes(left());
      // What was open is closed on the server: screens ask again.
      if (left() <= 0) refreshEverything();
    }, MINUTE / 2);
    return () => clearInterval(timer);
  });
  return minutes;
}

/** What the person has open beyond the everyday. */
export function Open({ open }: { open: OpenNow }) {
  const minutes = useMinutesLeft(open.until.iso);
  if (minutes <= 0) return null;
  const file = digits(open.file_number);
  return (
    <Notice
      tone="warn"
      title={open.kind === 'glass' ? t.trust.openGlass(file) : t.trust.openReveal(file)}
      actions={open.kind === 'glass' ? <LinkButton small to="/families/$id" params={{ id: open.family_id }} search={{}}>{t.trust.seeFile}</LinkButton> : undefined}
    >
      <p>{t.trust.minutesLeft(num(minutes))}</p>
    </Notice>
  );
}

/** What was opened of a family the person answers for. */
export function Told({ notice }: { notice: GlassNotice }) {
  const acknowledge = useCommand<object>(`/families/${notice.family_id}/glass/${notice.id}/acknowledge`);
  return (
    <Notice
      tone="bad"
      title={t.trust.told(digits(notice.file_number))}
      actions={
        <>
          <Button small isDisabled={acknowledge.pending} onPress={() => void acknowledge.send({})}>{t.trust.acknowledge}</Button>
          <LinkButton small variant="quiet" to="/families/$id" params={{ id: notice.family_id }} search={{}}>{t.trust.seeFile}</LinkButton>
        </>
      }
    >
      <p><bdi>{t.trust.toldBy(actorName(notice.by), notice.center?.name ?? null, formatInstant(notice.opened_at))}</bdi>{notice.purpose ? `: ${t.trust.purpose[notice.purpose] ?? notice.purpose}` : null}</p>
      {notice.reason ? <p className="soft"><bdi>{notice.reason}</bdi></p> : null}
      {acknowledge.problem ? <ProblemNote problem={acknowledge.problem} /> : null}
    </Notice>
  );
}
