import { useState } from 'react';
import { TIERS, hasRole, useUser, type Tier } from '@/api/index.ts';
import { TransitionMatrix, directionOf, type CellCount } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Empty, Notice, Stat, StatButton, Table } from '@/ui/index.ts';
import { Moved, type Behind, type Way } from './Moved.tsx';
import type { CaseworkerEffect, CenterEffect, TriedMatrix, TriedNumber, WhatIf } from './types.ts';
import { FIRST_LOOK, type Tried } from './useTrial.ts';

const figure = (count: CellCount) => (count === null ? t.common.fewerThanFive : num(count));

/** Of the families that move, those that go this way; null where a part is hidden. */
function going({ moves }: WhatIf, way: Way): CellCount {
  const cells = TIERS.flatMap((from) => TIERS.filter((to) => directionOf(from, to) === way).map((to) => moves[from][to]));
  return cells.reduce<CellCount>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

function Headline({ outcome, opened, onOpen }: { outcome: WhatIf; opened: Opened | null; /** Missing where the reader sees no family. */ onOpen?: ((next: Opened) => void) | undefined }) {
  const moves = (name: string, count: CellCount, next: Opened, tone?: 'good' | 'bad' | 'warn', note?: string) => {
    const look = { name, value: figure(count), ...(tone ? { tone } : {}), ...(note ? { note } : {}) };
    return onOpen && count ? <StatButton {...look} open={JSON.stringify(opened) === JSON.stringify(next)} onOpen={() => onOpen(next)} /> : <Stat {...look} />;
  };
  return (
    <div className="tiles">
      {moves(t.whatIf.families, outcome.families, { kind: 'families', behind: 'families' }, undefined, t.whatIf.familiesNote)}
      {moves(t.whatIf.moved, outcome.moved, { kind: 'families' })}
      {moves(t.whatIf.movedBetter, going(outcome, 'better'), { kind: 'families', way: 'better' }, 'good')}
      {moves(t.whatIf.movedWorse, going(outcome, 'worse'), { kind: 'families', way: 'worse' }, 'bad')}
      {moves(t.whatIf.byHand, outcome.by_hand, { kind: 'families', behind: 'by_hand' }, undefined, t.whatIf.byHandNote(figure(outcome.by_hand_otherwise)))}
      {onOpen && outcome.by_hand_otherwise ? moves(t.behind.otherwise, outcome.by_hand_otherwise, { kind: 'families', behind: 'by_hand_otherwise' }) : null}
      {outcome.not_enough === 0 ? null : moves(t.whatIf.notEnough, outcome.not_enough, { kind: 'families', behind: 'not_enough' }, 'warn', t.whatIf.notEnoughNote)}
    </div>
  );
}

type YearProps = { title: string; one: TriedMatrix; behind: 'year_now' | 'year_tried'; opened: Opened | null; onOpen: ((next: Opened) => void) | undefined };

function YearTable({ title, one, behind, opened, onOpen }: YearProps) {
  const words = { better: t.whatIf.improved, same: t.whatIf.same, worse: t.whatIf.worsened };
  const counts = { better: one.improved, same: one.same, worse: one.worsened };
  const tones = { better: 'good', same: undefined, worse: 'bad' } as const;
  const sum = (way: Way) => {
    const text = words[way](figure(counts[way]));
    if (onOpen && counts[way]) return <Button key={way} small variant="quiet" onPress={() => onOpen({ kind: 'families', behind, way })}>{text}</Button>;
    return <Chip key={way} {...(tones[way] ? { tone: tones[way] } : {})}>{text}</Chip>;
  };
  const selected = opened?.kind === 'families' && opened.behind === behind && opened.from && opened.to ? { before: opened.from, after: opened.to === 'none' ? null : opened.to } : null;
  return (
    <Card title={title} actions={<span className="cluster">{(['better', 'same', 'worse'] as const).map(sum)}</span>}>
      <TransitionMatrix hiddenSaid matrix={one.matrix} withoutFinal={one.without_final} {...(onOpen ? { onOpen: (from: Tier, to: Tier | null) => onOpen({ kind: 'families', behind, from, to: to ?? 'none' }) } : {})} selected={selected} />
    </Card>
  );
}

/** A number that opens the families it counts, for those who may. */
function Figure({ count, onOpen, label, strong = false }: { count: CellCount; onOpen: (() => void) | undefined; label: string; strong?: boolean }) {
  return onOpen && count ? <Button small variant="quiet" aria-label={t.boards.listOf(label, num(count))} onPress={onOpen}><span className={strong ? 'figure strong' : 'figure'}>{num(count)}</span></Button> : <span className={strong ? 'strong' : undefined}>{figure(count)}</span>;
}

type PairProps = { now: CellCount; tried: CellCount; numbers: readonly [TriedNumber, TriedNumber]; open: (number: TriedNumber) => (() => void) | undefined };

/** «۱۲ ← ۹»: now, and under the tried rule; the words say it for those who hear. Two numbers that are the same may count others: both open. */
function NowAndTried({ now, tried, numbers: [first, second], open }: PairProps) {
  const before = <Figure count={now} onOpen={open(first)} label={t.behind.tried[first]} />;
  if (now === tried && (!open(first) || !now)) return before;
  return <span className="cluster">{before}<span aria-hidden="true">{t.whatIf.arrow}</span><span className="visually-hidden">{t.whatIf.becomes}</span><Figure strong count={tried} onOpen={open(second)} label={t.behind.tried[second]} /></span>;
}

const HARMED = ['harmed_now', 'harmed_tried'] as const;
const WAITING = ['waiting_now', 'waiting_tried'] as const;

function Caseloads({ outcome, opened, trial, onOpen, onClose }: { outcome: WhatIf; opened: Opened | null; trial: Tried['trial']; onOpen: ((next: Opened) => void) | undefined; onClose: () => void }) {
  const rows: CenterEffect[] = outcome.centers.length === 1 ? outcome.centers : [outcome.caseloads, ...outcome.centers];
  const nameOf = (row: CenterEffect) => (row.center ? digits(row.center.name ?? t.common.unknown) : t.whatIf.allCenters);
  const ofCenter = (row: CenterEffect) => (behind: TriedNumber) => (onOpen ? () => onOpen({ kind: 'families', part: 'caseloads', behind, center: row.center?.id, whose: nameOf(row) }) : undefined);
  const ofCaseworker = ({ caseworker }: CaseworkerEffect) => (behind: TriedNumber) => (onOpen ? () => onOpen({ kind: 'families', part: 'caseloads', behind, caseworker: caseworker.id, whose: caseworker.name ?? t.common.unknown }) : undefined);
  const held = (behind: 'held' | 'held_not_harmed', label: string) => ({ key: behind, label, numeric: true, cell: (row: CenterEffect) => <Figure count={row[behind]} onOpen={ofCenter(row)(behind)} label={t.behind.tried[behind]} /> });
  return (
    <Card title={t.whatIf.caseloads}>
      <div className="stack">
        <Table<CenterEffect>
          caption={t.whatIf.caseloads}
          rows={rows}
          rowKey={(row) => row.center?.id ?? 'all'}
          columns={[
            { key: 'center', label: t.whatIf.center, header: true, cell: (row) => <bdi>{nameOf(row)}</bdi> },
            { key: 'harmed', label: t.whatIf.harmed, cell: (row) => <NowAndTried now={row.harmed_now} tried={row.harmed_tried} numbers={HARMED} open={ofCenter(row)} /> },
            { key: 'waiting', label: t.whatIf.waiting, cell: (row) => <NowAndTried now={row.waiting_now} tried={row.waiting_tried} numbers={WAITING} open={ofCenter(row)} /> },
            held('held', t.whatIf.held),
            held('held_not_harmed', t.whatIf.heldNotHarmed),
            { key: 'places', label: t.whatIf.places, numeric: true, cell: (row) => t.whatIf.placesOf(num(row.places), num(row.caseworkers)) },
          ]}
        />
        {outcome.caseworkers.length > 0 ? (
          <Table<CaseworkerEffect>
            caption={t.whatIf.caseworkers}
            captionShown
            rows={outcome.caseworkers}
            rowKey={(row) => row.caseworker.id}
            columns={[
              { key: 'caseworker', label: t.words.role.caseworker, header: true, cell: (row) => <bdi>{row.caseworker.name ?? t.common.unknown}</bdi> },
              { key: 'held', label: t.whatIf.held, numeric: true, cell: (row) => <Figure count={row.held} onOpen={ofCaseworker(row)('held')} label={t.behind.tried.held} /> },
              { key: 'harmed', label: t.whatIf.harmed, cell: (row) => <NowAndTried now={row.harmed_now} tried={row.harmed_tried} numbers={HARMED} open={ofCaseworker(row)} /> },
            ]}
          />
        ) : null}
        <OpenedFamilies part="caseloads" opened={opened} trial={trial} onClose={onClose} />
        <p className="faint">{t.whatIf.caseloadsNote}</p>
      </div>
    </Card>
  );
}

/** What is open beside the part it was opened in. */
function OpenedFamilies({ part, opened, trial, onClose }: { part: Part; opened: Opened | null; trial: Tried['trial']; onClose: () => void }) {
  if (opened?.kind !== 'families' || partOf(opened) !== part) return null;
  const { kind, part: _part, ...asked } = opened;
  return <Moved key={JSON.stringify(opened)} kind={kind} trial={trial} {...asked} onClose={onClose} />;
}

/** Where on the screen a number stands, and its list opens. */
type Part = 'moves' | 'year' | 'caseloads';
type Opened = ({ kind: 'families'; part?: 'caseloads'; whose?: string } & Behind) | { kind: 'decisions' };

const partOf = ({ part, behind }: { part?: 'caseloads'; behind?: TriedNumber | undefined }): Part => part ?? (behind === 'left_out' || behind === 'year_now' || behind === 'year_tried' ? 'year' : 'moves');

/** What a tried rule would have said, beside what was said. */
export function Outcome({ tried: { trial, outcome, partial } }: { tried: Tried }) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor');
  const [opened, setOpened] = useState<Opened | null>(null);
  if (outcome.families === 0 && outcome.comparison.left_out === 0) return <Empty icon="chart" title={t.whatIf.nobody} />;
  const { decisions, comparison } = outcome;
  const toggle = (next: Opened) => setOpened((now) => (JSON.stringify(now) === JSON.stringify(next) ? null : next));
  const onOpen = opens ? toggle : undefined;
  const close = () => setOpened(null);
  // The lists of the year are those of the year that was told, also where none was asked for.
  const trialOfYear = { ...trial, year: comparison.year };
  return (
    <div className="stack-wide" aria-live="polite">
      {partial ? <Notice><p role="status">{t.whatIf.partial(num(FIRST_LOOK))}</p></Notice> : null}
      {outcome.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <Headline outcome={outcome} opened={opened} onOpen={onOpen} />
      <Card title={t.whatIf.moves}>
        <div className="stack">
          <TransitionMatrix
            hiddenSaid
            onlyMoves
            matrix={outcome.moves}
            words={{ before: t.whatIf.now, after: t.whatIf.tried, caption: t.whatIf.moves }}
            {...(opens ? { onOpen: (from: Tier, to: Tier | null) => { if (to) toggle({ kind: 'families', from, to }); } } : {})}
            selected={opened?.kind === 'families' && !opened.behind && opened.from && opened.to && opened.to !== 'none' ? { before: opened.from, after: opened.to } : null}
          />
          <OpenedFamilies part="moves" opened={opened} trial={trial} onClose={close} />
        </div>
      </Card>
      <section className="stack-tight" aria-labelledby="under-both">
        <h2 id="under-both">{t.whatIf.year(digits(comparison.year))}</h2>
        {comparison.left_out === 0 ? null : <p className="soft">{t.whatIf.leftOut(figure(comparison.left_out))} {opens && comparison.left_out ? <Button small variant="quiet" onPress={() => toggle({ kind: 'families', behind: 'left_out' })}>{t.behind.openLeftOut}</Button> : null}</p>}
        <div className="columns even">
          <YearTable title={t.whatIf.asGiven} one={comparison.now} behind="year_now" opened={opened} onOpen={onOpen} />
          <YearTable title={t.whatIf.asTried} one={comparison.tried} behind="year_tried" opened={opened} onOpen={onOpen} />
        </div>
        <OpenedFamilies part="year" opened={opened} trial={trialOfYear} onClose={close} />
      </section>
      <Caseloads outcome={outcome} opened={opened} trial={trial} onOpen={onOpen} onClose={close} />
      <Card title={t.whatIf.decisions} actions={opens && decisions.decisions !== 0 ? <Button small icon="document" aria-expanded={opened?.kind === 'decisions'} onPress={() => toggle({ kind: 'decisions' })}>{t.whatIf.openDecisions}</Button> : null}>
        <div className="stack">
          <p>{decisions.decisions === 0 ? t.whatIf.noDecisions : t.whatIf.decisionsOf(figure(decisions.decisions), figure(decisions.families))}</p>
          {decisions.commissions.length > 0 ? (
            <Table
              caption={t.whatIf.decisions}
              rows={decisions.commissions}
              rowKey={(row) => row.commission.id}
              columns={[
                { key: 'commission', label: t.whatIf.commission, header: true, cell: (row) => <bdi>{digits(row.commission.name ?? t.common.unknown)}</bdi> },
                { key: 'decisions', label: t.whatIf.decisionsCount, numeric: true, cell: (row) => (opens ? <Button small variant="quiet" aria-label={t.boards.listOf(digits(row.commission.name ?? t.common.unknown), num(row.decisions))} onPress={() => setOpened({ kind: 'decisions' })}>{num(row.decisions)}</Button> : num(row.decisions)) },
              ]}
            />
          ) : null}
          {opened?.kind === 'decisions' ? <Moved kind="decisions" trial={trial} onClose={() => setOpened(null)} /> : null}
        </div>
      </Card>
      <p className="faint">{t.whatIf.rule}</p>
      <AsOf position={outcome.position} />
    </div>
  );
}
