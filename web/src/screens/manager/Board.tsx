import { Link } from '@tanstack/react-router';
import { t } from '@/i18n/index.ts';
import { daysUntil, formatDate, formatShort, num, type ServerDate } from '@/lib/dates.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { Chip, Table, type Tone } from '@/ui/index.ts';
import { taken, type Caseload, type Stage } from './data.ts';

const TONES: Record<Stage, Tone> = { candidate: 'quiet', trained: 'info', accredited: 'warn', active: 'good', left: 'quiet' };

export function StageChip({ stage }: { stage: Stage }) {
  return <Chip tone={TONES[stage]}>{t.manager.stage[stage]}</Chip>;
}

/** The end of a caseworker's year; one that is over waits for its renewal. */
export function TermEnds({ on, short = false }: { on: ServerDate; short?: boolean }) {
  const over = -daysUntil(on);
  return <span className="cluster"><span>{short ? formatShort(on) : formatDate(on)}</span>{over > 0 ? <Chip tone="bad" icon="alert">{t.manager.termOver}</Chip> : null}</span>;
}

const nameOf = (one: Caseload): string => one.caseworker.name ?? t.family.nameErased;

/** Who could take how many more, what they can, who is away, whose hours or year want care. */
export function Board({ caseloads }: { caseloads: readonly Caseload[] }) {
  const skills = useCatalog('caseworker_skill').data?.items ?? [];
  const wordOf = (code: string): string => {
    const term = skills.find((one) => one.code === code);
    return term ? titleOf(term.title) : code;
  };
  const away = (one: Caseload): string => (one.on_leave ? (one.leave_until ? t.manager.awayUntil(formatShort(one.leave_until)) : t.manager.onLeave) : '');
  return (
    <Table
      caption={t.manager.board}
      rows={caseloads}
      rowKey={(row) => row.caseworker.id}
      columns={[
        { key: 'name', label: t.words.caseworker, header: true, cell: (row) => <Link to="/center/caseworkers/$id" params={{ id: row.caseworker.id }}><bdi>{nameOf(row)}</bdi></Link> },
        { key: 'stage', label: t.manager.stageWord, cell: (row) => <StageChip stage={row.stage} /> },
        { key: 'taken', label: t.manager.menu.families, numeric: true, cell: (row) => (row.families > 0 ? <Link to="/families" search={{ caseworker: row.caseworker.id, state: 'open' }} aria-label={t.boards.listOf(nameOf(row), t.family.outOf(num(taken(row)), num(row.max)))}>{t.family.outOf(num(taken(row)), num(row.max))}</Link> : t.family.outOf(num(taken(row)), num(row.max))) },
        { key: 'free', label: t.manager.free, numeric: true, cell: (row) => (row.accredited && !row.on_leave ? num(row.free) : '') },
        { key: 'away', label: t.manager.onLeave, cell: away },
        { key: 'hours', label: t.manager.hoursLacking, numeric: true, cell: (row) => (row.hours_missing > 0 ? <Link to="/center/caseworkers/$id" params={{ id: row.caseworker.id }} hash="trainings" aria-label={t.boards.listOf(`${nameOf(row)}${t.common.listComma}${t.manager.hoursLacking}`, num(row.hours_missing))}>{num(row.hours_missing)}</Link> : '') },
        { key: 'term', label: t.manager.termEnds, cell: (row) => (row.term_ends ? <TermEnds on={row.term_ends} short /> : null) },
        { key: 'overdue', label: t.words.due.overdue, numeric: true, cell: (row) => (row.overdue_items > 0 ? <Link to="/center/caseworkers/$id" params={{ id: row.caseworker.id }} search={{ show: 'overdue' }} aria-label={t.boards.listOf(`${nameOf(row)}${t.common.listComma}${t.words.due.overdue}`, num(row.overdue_items))}>{num(row.overdue_items)}</Link> : '') },
        { key: 'skills', label: t.manager.skillsWord, cell: (row) => row.skills.map(wordOf).join(t.common.listComma) },
      ]}
    />
  );
}
