import { useEffect, useRef } from 'react';
import { hasRole, useApi, useUser, type FamilyCard, type Paged, type Tier } from '@/api/index.ts';
import type { CellCount } from '@/charts/types.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, percent } from '@/lib/dates.ts';
import { Button, Card, Chip, Empty, Loaded, Notice, RowLink, TierChip } from '@/ui/index.ts';
import type { BeforeAfter, FinalCell } from './types.ts';

/** Families a cell shows at once. */
const CELL_MAX = 500;

function Families({ query }: { query: Record<string, string | number | undefined> }) {
  const families = useApi<Paged<FamilyCard>>('/reports/before-after/families', { query, streams: ['family'] });
  const user = useUser();
  return (
    <Loaded query={families}>
      {({ items }) =>
        items.length === 0 ? <Empty title={t.common.empty} /> : (
          <div className="stack-tight">
            <ul className="cards grid">
              {items.map((family) => {
                const row = {
                  who: family.family_name ?? `${t.words.fileNumber} ${digits(family.file_number)}`,
                  what: `${digits(family.file_number)} · ${family.neighborhood.name ?? ''}`,
                  aside: <TierChip tier={family.tier} />,
                  ...(family.tier ? { edge: family.tier } : {}),
                };
                return (
                  <li key={family.id}>
                    {hasRole(user, 'auditor') ? <RowLink to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family.id }} {...row} /> : <RowLink to="/families/$id" params={{ id: family.id }} {...row} />}
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

type CellProps = { report: BeforeAfter; query: Record<string, string | number | undefined>; from: Tier; to: FinalCell; onClose: () => void };

/** Mounted anew for each cell (`key`). What is behind it: families for those who may open them, the count and its share for officers. */
export function CellPanel({ report, query, from, to, onClose }: CellProps) {
  const opens = hasRole(useUser(), 'center_manager', 'auditor');
  const panel = useRef<HTMLDivElement>(null);
  const count: CellCount = to === 'none' ? report.without_final[from] : report.matrix[from][to];
  const all = report.totals.baseline[from];
  const title = to === 'none' ? t.reports.behindNone(t.words.tierShort[from]) : t.reports.behind(t.words.tierShort[from], t.words.tierShort[to]);
  // The list opens below the table: the eye and the keyboard go there.
  useEffect(() => {
    // Opened by its address: the page begins at its top.
    if (document.activeElement === document.body) return;
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div ref={panel} tabIndex={-1} className="cell-panel">
      <Card title={title} actions={<Button small variant="quiet" icon="close" onPress={onClose}>{t.reports.closeCell}</Button>}>
        <div className="stack">
          <p className="cluster">
            <Chip big>{count === null ? t.common.hidden : t.reports.families(num(count))}</Chip>
            {count !== null && all !== null && all > 0 ? <span className="soft">{t.reports.share(percent(count / all), t.words.tierShort[from])}</span> : null}
          </p>
          {opens ? <Families query={{ ...query, from, to }} /> : <Notice><p>{count === null ? t.reports.smallCell : t.reports.officerCell}</p></Notice>}
        </div>
      </Card>
    </div>
  );
}
