import type { ReactNode } from 'react';
import { t } from '@/i18n/index.ts';
import { formatDate, num } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import { Chip, Disclosure, DomainChip, DueChip, Empty, Row, type Tone } from '@/ui/index.ts';
import { useVocabulary, type Vocabulary } from './data.ts';
import type { FamilyFile, FileAssessment, FileGoal, GoalResult } from './types.ts';

/** From this reading on an indicator is a strength. */
const GOOD = 3;
const TONES: Record<GoalResult, Tone> = { reached: 'good', partly: 'warn', given_up: 'quiet' };

/** The latest reading of every indicator of the family. */
export function latestReadings(file: FamilyFile): Map<string, number> {
  const latest = new Map<string, number>();
  for (const assessment of sorted(file.assessments, (a, b) => a.assessed_on.iso.localeCompare(b.assessed_on.iso))) {
    for (const reading of assessment.readings) latest.set(reading.indicator, reading.value);
  }
  return latest;
}

/** Indicators that are not good and have no open goal, the worst first. */
export function withoutGoal(file: FamilyFile, words: Vocabulary): { code: string; value: number }[] {
  const open = new Set(file.goals.filter((goal) => goal.result === null && goal.member === null).map((goal) => goal.indicator));
  const known = new Set(words.indicators.map((one) => one.code));
  const lacking = [...latestReadings(file)].filter(([code, value]) => value < GOOD && !open.has(code) && known.has(code)).map(([code, value]) => ({ code, value }));
  return sorted(lacking, (a, b) => a.value - b.value);
}

const progress = (goal: FileGoal): string => t.family.goalSteps(num(goal.from_value), num(goal.value ?? goal.from_value), num(goal.target));

function Goal({ goal, file, actions, reading }: { goal: FileGoal; file: FamilyFile; actions?: ReactNode; reading?: ReactNode }) {
  const words = useVocabulary();
  const entries = file.calendar.filter((entry) => entry.goal_id === goal.id);
  const done = entries.filter((entry) => entry.status === 'done').length;
  const aim = words.step(goal.indicator, goal.target);
  return (
    <Row
      {...(goal.result === null && goal.due_state ? { edge: goal.due_state } : {})}
      who={words.indicator(goal.indicator)}
      what={<>{goal.member ? <><bdi>{goal.member.name}</bdi> · </> : null}{progress(goal)}{goal.wish ? <> · <bdi>{goal.wish}</bdi></> : null}{aim ? <><br /><span className="faint">{t.family.goalAim}: {aim}</span></> : null}</>}
      aside={<>{goal.result === null ? <DueChip date={goal.due_on} /> : <Chip tone={TONES[goal.result]}>{t.family.goalResult[goal.result]}</Chip>}<DomainChip domain={goal.domain} /></>}
      foot={<span className="stack-tight">
        <span className="soft">{entries.length === 0 ? t.family.goalNoEntries : t.family.goalEntries(num(done), num(entries.length))}{goal.closed_on ? <> · {formatDate(goal.closed_on)}{goal.reason ? <> · <bdi>{goal.reason}</bdi></> : null}</> : null}</span>
        {actions || reading ? <span className="cluster">{actions}{reading}</span> : null}
      </span>}
    />
  );
}

type GoalsProps = { file: FamilyFile; add?: ReactNode; goalActions?: (goal: FileGoal) => ReactNode; /** Where the goal's indicator was last read. */ reading?: (goal: FileGoal) => ReactNode };

/** The latest assessment that read an indicator. */
export const lastReadingOf = (file: FamilyFile, indicator: string): FileAssessment | undefined => sorted(file.assessments.filter((one) => one.readings.some((read) => read.indicator === indicator)), (a, b) => a.assessed_on.iso.localeCompare(b.assessed_on.iso)).at(-1);

/** What is to become better by when, and where a goal is still missing. */
export function GoalsPart({ file, add, goalActions, reading }: GoalsProps) {
  const words = useVocabulary();
  const open = sorted(file.goals.filter((goal) => goal.result === null), (a, b) => a.due_on.iso.localeCompare(b.due_on.iso));
  const closed = file.goals.filter((goal) => goal.result !== null);
  const lacking = withoutGoal(file, words);
  return (
    <section className="stack" aria-labelledby="part-goals">
      <div className="spread"><h2 id="part-goals">{t.family.goals}</h2>{add}</div>
      {open.length === 0 ? <Empty icon="flag" title={t.family.noGoals} /> : <ul className="cards">{open.map((goal) => <li key={goal.id}><Goal goal={goal} file={file} actions={goalActions?.(goal)} reading={reading?.(goal)} /></li>)}</ul>}
      {lacking.length > 0 ? <p className="soft">{t.family.withoutGoal}: {lacking.map((one) => words.indicator(one.code)).join(t.common.listComma)}</p> : null}
      {closed.length > 0 ? <Disclosure summary={t.family.closedGoals(num(closed.length))}><ul className="cards">{closed.map((goal) => <li key={goal.id}><Goal goal={goal} file={file} reading={reading?.(goal)} /></li>)}</ul></Disclosure> : null}
    </section>
  );
}
