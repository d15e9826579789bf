import { useState } from 'react';
import { TIERS, hasRole, useUser, type Tier } from '@/api/index.ts';
import { TransitionMatrix, directionOf, type CellCount } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { AsOf, Button, Card, Chip, Empty, Notice, Stat, StatButton, Table } from '@/ui/index.ts';
import { Moved, type Way } from './Moved.tsx';
import type { CaseworkerEffect, CenterEffect, TriedMatrix, WhatIf } from './types.ts';
import { FIRST_LOOK, type Tried } from './useTrial.ts';

const figure = (count: CellCount) => (count === null ? t.common.fewerThanFive : num(count));

/** Of the families that move, those that go this way; null where a part is hidden. */
function going({ moves }: WhatIf, way: Way): CellCount {
  const cells = TIERS.flatMap((from) => TIERS.filter((to) => directionOf(from, to) === way).map((to) => moves[from][to]));
  return cells.reduce<CellCount>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

function Headline({ outcome, opened, onOpen }: { outcome: WhatIf; opened: Opened | null; /** Missing where the reader sees no family. */ onOpen?: ((next: Opened) => void) | undefined }) {
  const moves = (name: string, count: CellCount, next: Opened, tone?: 'good' | 'bad') => {
    const look = { name, value: figure(count), ...(tone ? { tone } : {}) };
    return onOpen && count ? <StatButton {...look} open={JSON.stringify(opened) === JSON.stringify(next)} onOpen={() => onOpen(next)} /> : <Stat {...look} />;
  };
  return (
    <div className="tiles">
      <Stat name={t.whatIf.families} value={figure(outcome.families)} note={t.whatIf.familiesNote} />
      {moves(t.whatIf.moved, outcome.moved, { kind: 'families' })}
      {moves(t.whatIf.movedBetter, going(outcome, 'better'), { kind: 'families', way: 'better' }, 'good')}
      {moves(t.whatIf.movedWorse, going(outcome, 'worse'), { kind: 'families', way: 'worse' }, 'bad')}
      <Stat name={t.whatIf.byHand} value={figure(outcome.by_hand)} note={t.whatIf.byHandNote(figure(outcome.by_hand_otherwise))} />
      {outcome.not_enough === 0 ? null : <Stat name={t.whatIf.notEnough} value={figure(outcome.not_enough)} note={t.whatIf.notEnoughNote} tone="warn" />}
    </div>
  );
}

function YearTable({ title, one }: { title: string; one: TriedMatrix }) {
  return (
    <Card title={title} actions={<span className="cluster"><Chip tone="good">{t.whatIf.improved(figure(one.improved))}</Chip><Chip>{t.whatIf.same(figure(one.same))}</Chip><Chip tone="bad">{t.whatIf.worsened(figure(one.worsened))}</Chip></span>}>
      <TransitionMatrix hiddenSaid matrix={one.matrix} withoutFinal={one.without_final} />
    </Card>
  );
}

/** «۱۲ ← ۹»: now, and under the tried rule; the words say it for those who hear. */
function NowAndTried({ now, tried }: { now: CellCount; tried: CellCount }) {
  return now === tried ? <>{figure(now)}</> : <span className="cluster"><span>{figure(now)}</span><span aria-hidden="true">{t.whatIf.arrow}</span><span className="visually-hidden">{t.whatIf.becomes}</span><span className="strong">{figure(tried)}</span></span>;
}

function Caseloads({ outcome }: { outcome: WhatIf }) {
  const rows: CenterEffect[] = outcome.centers.length === 1 ? outcome.centers : [outcome.caseloads, ...outcome.centers];
  return (
    <Card title={t.whatIf.caseloads}>
      <div className="stack">
        <Table<CenterEffect>
          caption={t.whatIf.caseloads}
          rows={rows}
          rowKey={(row) => row.center?.id ?? 'all'}
          columns={[
            { key: 'center', label: t.whatIf.center, header: true, cell: (row) => <bdi>{row.center ? digits(row.center.name ?? t.common.unknown) : t.whatIf.allCenters}</bdi> },
            { key: 'harmed', label: t.whatIf.harmed, cell: (row) => <NowAndTried now={row.harmed_now} tried={row.harmed_tried} /> },
            { key: 'waiting', label: t.whatIf.waiting, cell: (row) => <NowAndTried now={row.waiting_now} tried={row.waiting_tried} /> },
            { key: 'held', label: t.whatIf.held, numeric: true, cell: (row) => figure(row.held) },
            { key: 'not_harmed', label: t.whatIf.heldNotHarmed, numeric: true, cell: (row) => figure(row.held_not_harmed) },
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
              { key: 'held', label: t.whatIf.held, numeric: true, cell: (row) => num(row.held) },
              { key: 'harmed', label: t.whatIf.harmed, cell: (row) => <NowAndTried now={row.harmed_now} tried={row.harmed_tried} /> },
            ]}
          />
        ) : null}
        <p className="faint">{t.whatIf.caseloadsNote}</p>
      </div>
    </Card>
  );
}

type Opened = { kind: 'families'; from?: Tier; to?: Tier; way?: Way } | { kind: 'decisions' };

/** What a tried rule would have said, beside what was said. */
export function Outcome({ tried: { trial, outcome, partial } }: { tried: Tried }) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor');
  const [opened, setOpened] = useState<Opened | null>(null);
  if (outcome.families === 0 && outcome.comparison.left_out === 0) return <Empty icon="chart" title={t.whatIf.nobody} />;
  const { decisions, comparison } = outcome;
  const toggle = (next: Opened) => setOpened((now) => (JSON.stringify(now) === JSON.stringify(next) ? null : next));
  return (
    <div className="stack-wide" aria-live="polite">
      {partial ? <Notice><p role="status">{t.whatIf.partial(num(FIRST_LOOK))}</p></Notice> : null}
      {outcome.rounded ? <Notice title={t.reports.rounded}><p>{t.reports.roundedWhy}</p></Notice> : null}
      <Headline outcome={outcome} opened={opened} onOpen={opens ? toggle : undefined} />
      <Card title={t.whatIf.moves}>
        <div className="stack">
          <TransitionMatrix
            hiddenSaid
            onlyMoves
            matrix={outcome.moves}
            words={{ before: t.whatIf.now, after: t.whatIf.tried, caption: t.whatIf.moves }}
            {...(opens ? { onOpen: (from: Tier, to: Tier | null) => { if (to) toggle({ kind: 'families', from, to }); } } : {})}
            selected={opened?.kind === 'families' && opened.from && opened.to ? { before: opened.from, after: opened.to } : null}
          />
          {opened?.kind === 'families' ? <Moved key={JSON.stringify(opened)} kind="families" trial={trial} from={opened.from} to={opened.to} way={opened.way} onClose={() => setOpened(null)} /> : null}
        </div>
      </Card>
      <section className="stack-tight" aria-labelledby="under-both">
        <h2 id="under-both">{t.whatIf.year(digits(comparison.year))}</h2>
        {comparison.left_out === 0 ? null : <p className="soft">{t.whatIf.leftOut(figure(comparison.left_out))}</p>}
        <div className="columns even">
          <YearTable title={t.whatIf.asGiven} one={comparison.now} />
          <YearTable title={t.whatIf.asTried} one={comparison.tried} />
        </div>
      </section>
      <Caseloads outcome={outcome} />
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
