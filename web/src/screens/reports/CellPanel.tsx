import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, hasRole, useUser, type ApiProblem, type FamilyCard, type Paged, type Query } from '@/api/index.ts';
import { sumWhole, type CellCount } from '@/charts/types.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, percent } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Loaded, Notice, RowLink, TierChip } from '@/ui/index.ts';
import { cellsIn, type Chosen } from './figures.ts';
import type { BeforeAfter } from './types.ts';

/** Families a cell shows at once. */
const CELL_MAX = 500;
const PATH = '/reports/before-after/families';

function useFamiliesBehind(query: Query, chosen: Chosen) {
  return useQuery<FamilyCard[], ApiProblem>({
    queryKey: [PATH, query, chosen],
    queryFn: async () => {
      const pages = await Promise.all(cellsIn(chosen).map((cell) => api.get<Paged<FamilyCard>>(PATH, { ...query, ...cell })));
      return pages.flatMap((page) => page.items);
    },
    meta: { streams: ['family'] },
  });
}

function Families({ query, chosen }: { query: Query; chosen: Chosen }) {
  const families = useFamiliesBehind(query, chosen);
  const audits = hasRole(useUser(), 'auditor');
  return (
    <Loaded query={families}>
      {(items) =>
        items.length === 0 ? <Empty title={t.common.empty} /> : (
          <div className="stack-tight">
            <ul className="cards grid">
              {items.map((family) => {
                const row = {
                  who: family.family_name ?? `${t.words.fileNumber} ${digits(family.file_number)}`,
                  what: <><bdi>{digits(family.file_number)}</bdi> · <bdi>{digits(family.neighborhood.name ?? t.common.unknown)}</bdi></>,
                  aside: <TierChip tier={family.tier} />,
                  ...(family.tier ? { edge: family.tier } : {}),
                };
                return (
                  <li key={family.id}>
                    {audits ? <RowLink to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family.id }} {...row} /> : <RowLink to="/families/$id" params={{ id: family.id }} {...row} />}
                  </li>
                );
              })}
            </ul>
            {items.length >= CELL_MAX ? <p className="faint">{t.reports.more(num(CELL_MAX))}</p> : null}
          </div>
        )
      }
    </Loaded>
  );
}

/** The count of what was chosen, and the whole it is a part of. */
function countOf(report: BeforeAfter, chosen: Chosen): { count: CellCount; whole: CellCount } {
  const { totals, matrix, without_final } = report;
  if (!('sum' in chosen) && !('to' in chosen)) return { count: totals.baseline[chosen.from], whole: null };
  if (!('sum' in chosen) && !('from' in chosen)) return { count: chosen.to === 'none' ? totals.tiered_once : totals.final[chosen.to], whole: null };
  if (!('sum' in chosen)) return { count: chosen.to === 'none' ? without_final[chosen.from] : matrix[chosen.from][chosen.to], whole: totals.baseline[chosen.from] };
  if (chosen.sum === 'all') return { count: sumWhole([totals.tiered_twice, totals.tiered_once]), whole: null };
  if (chosen.sum === 'twice') return { count: totals.tiered_twice, whole: null };
  if (chosen.sum === 'once') return { count: totals.tiered_once, whole: null };
  const moved = { better: totals.improved, same: totals.same, worse: totals.worsened };
  return { count: moved[chosen.sum], whole: totals.tiered_twice };
}

function titleOf(chosen: Chosen): string {
  if ('sum' in chosen) return { better: t.reports.improved, same: t.reports.same, worse: t.reports.worsened, twice: t.reports.tieredTwice, once: t.reports.tieredOnce, all: t.boards.allSum }[chosen.sum];
  if (!('from' in chosen)) return chosen.to === 'none' ? t.reports.tieredOnce : t.boards.columnSum(t.words.tierShort[chosen.to]);
  if (!('to' in chosen)) return t.boards.rowSum(t.words.tierShort[chosen.from]);
  const before = t.words.tierShort[chosen.from];
  return chosen.to === 'none' ? t.reports.behindNone(before) : t.reports.behind(before, t.words.tierShort[chosen.to]);
}

type CellProps = { report: BeforeAfter; query: Query; chosen: Chosen; onClose: () => void };

/** What is behind a number: families for those who may open them, the count and its share for officers. Mounted anew for each (`key`). */
export function CellPanel({ report, query, chosen, onClose }: CellProps) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor');
  const panel = useRef<HTMLDivElement>(null);
  const { count, whole } = countOf(report, chosen);
  // The list opens below the table: the eye and the keyboard go there.
  useEffect(() => {
    // Opened by its address: the page begins at its top.
    if (document.activeElement === document.body) return;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={panel} tabIndex={-1} className="cell-panel">
      <Card title={titleOf(chosen)} actions={<Button small variant="quiet" icon="close" onPress={onClose}>{t.reports.closeCell}</Button>}>
        <div className="stack">
          <p className="cluster">
            <Chip big>{count === null ? t.common.fewerThanFive : t.reports.families(num(count))}</Chip>
            {count !== null && whole !== null && whole > 0 ? <span className="soft">{'from' in chosen ? t.reports.share(percent(count / whole), t.words.tierShort[chosen.from]) : t.reports.ofTwice(percent(count / whole))}</span> : null}
          </p>
          {opens ? <Families query={query} chosen={chosen} /> : <Notice><p>{count === null ? t.reports.smallCell : t.reports.officerCell}</p></Notice>}
        </div>
      </Card>
    </div>
  );
}
