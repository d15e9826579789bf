import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Chip, Meter } from '@/ui/index.ts';
import { taken, type Caseload } from './data.ts';
import type { HeldList } from './routes.ts';

const TONES = { spare: 'warn', ok: 'good', full: 'bad' } as const;

/** «۹ از ۱۵», with the word for what that means. */
export function CaseloadBar({ caseload }: { caseload: Caseload }) {
  return <Meter label={t.manager.flag[caseload.flag]} value={taken(caseload)} max={caseload.max} tone={TONES[caseload.flag]} text={t.family.outOf(num(taken(caseload)), num(caseload.max))} />;
}

/** What stands in the way of another family, in words. */
export function CaseloadChips({ caseload, hoursNeeded, opens = false }: { caseload: Caseload; /** Hours before the first family. */ hoursNeeded: number; /** Each number opens its families; not inside a row that is a link itself. */ opens?: boolean }) {
  const open = (show: HeldList, chip: ReactNode) => (opens ? <Link to="/center/caseworkers/$id" params={{ id: caseload.caseworker.id }} search={{ show }} resetScroll={false} className="chip-link">{chip}</Link> : chip);
  return (
    <>
      {caseload.left ? <Chip tone="quiet">{t.manager.leftProgram}</Chip> : null}
      {caseload.on_leave ? <Chip tone="warn" icon="clock">{t.manager.onLeave}</Chip> : null}
      {caseload.accredited ? null : <Chip tone="bad" icon="alert">{t.manager.notAccredited}</Chip>}
      {caseload.hours_before < hoursNeeded ? <Chip tone="bad">{t.manager.hoursOf(num(caseload.hours_before), num(hoursNeeded))}</Chip> : caseload.hours_missing > 0 ? <Chip tone="warn">{t.manager.hoursMissing(num(caseload.hours_missing))}</Chip> : null}
      {caseload.overdue_items > 0 ? open('overdue', <Chip tone="bad" icon="alert">{t.caseworker.overdueCount(num(caseload.overdue_items))}</Chip>) : null}
      {caseload.year_ending > 0 ? open('year_ending', <Chip tone="warn" icon="flag">{t.manager.yearEnding(num(caseload.year_ending))}</Chip>) : null}
    </>
  );
}

/** Whether another family would be refused now; the server decides. */
export const cannotTake = (caseload: Caseload, hoursNeeded: number): boolean => caseload.flag === 'full' || !caseload.accredited || caseload.on_leave || caseload.left || caseload.hours_before < hoursNeeded;
