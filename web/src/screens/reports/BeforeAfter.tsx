import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Tier } from '@/api/index.ts';
import { Sankey, TransitionMatrix, type CellCount } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num, percent, thisYear } from '@/lib/dates.ts';
import { Button, Card, Empty, Loaded, Page, Stat } from '@/ui/index.ts';
import { Breakdown } from './Breakdown.tsx';
import { CellPanel } from './CellPanel.tsx';
import { Filters, useYears } from './Filters.tsx';
import { isEmpty, movement } from './figures.ts';
import type { BeforeAfter as Report, FinalCell, ReportSearch } from './types.ts';

const shown = (count: CellCount): number | string => (count === null ? t.common.hidden : count);

function Headline({ report }: { report: Report }) {
  const moved = movement(report.matrix);
  const twice = report.totals.tiered_twice;
  const share = (count: CellCount) => (count !== null && twice !== null && twice > 0 ? t.reports.ofTwice(percent(count / twice)) : null);
  return (
    <div className="tiles">
      <Stat name={t.reports.tieredTwice} value={shown(twice)} note={t.reports.tieredTwiceNote} />
      <Stat name={t.reports.improved} value={shown(moved.better)} tone="good" note={share(moved.better)} />
      <Stat name={t.reports.same} value={shown(moved.same)} note={share(moved.same)} />
      <Stat name={t.reports.worsened} value={shown(moved.worse)} tone="bad" note={share(moved.worse)} />
      <Stat name={t.reports.tieredOnce} value={shown(report.totals.tiered_once)} note={t.reports.tieredOnceNote} />
    </div>
  );
}

/** The yearly comparison: where the families of a year stood before, and where they stand after. */
export function BeforeAfter() {
  const search = useSearch({ from: '/shell/reports/before-after' });
  const navigate = useNavigate();
  const years = useYears();
  // The newest finished year says more than the one that has just begun.
  const year = search.year ?? years.find((y) => y < thisYear()) ?? thisYear();
  const { center_id, caseworker_id, domain, household_type, place_id } = search;
  const query = { year, center_id, caseworker_id, domain, household_type, place_id };
  const report = useApi<Report>('/reports/before-after', { query, streams: ['family'], keepPrevious: true });
  const opens = hasRole(useUser(), 'center_manager', 'auditor');

  const change = (part: Partial<ReportSearch>) => {
    // Another question closes the cell that was open.
    const { from: _from, to: _to, ...rest } = search;
    const keepsCell = 'from' in part || 'by' in part;
    void navigate({ to: '/reports/before-after', search: { ...(keepsCell ? search : rest), ...part }, resetScroll: false });
  };
  const open = (from: Tier, to: FinalCell) => change(search.from === from && search.to === to ? { from: undefined, to: undefined } : { from, to });

  return (
    <Page
      title={t.reports.title}
      subtitle={t.reports.subtitle(digits(year))}
      actions={<Button variant="quiet" icon="print" onPress={() => window.print()}>{t.common.print}</Button>}
    >
      <Filters search={search} year={year} onChange={change} onClear={() => void navigate({ to: '/reports/before-after', search: search.year ? { year: search.year } : {} })} />
      <Loaded query={report}>
        {(found) =>
          isEmpty(found.matrix, found.without_final) ? <Empty icon="chart" title={t.reports.empty} /> : (
            <>
              <Headline report={found} />
              <div className="columns even">
                <Card title={t.reports.matrix}>
                  <TransitionMatrix matrix={found.matrix} withoutFinal={found.without_final} totals={found.totals} onOpen={(from, to) => open(from, to ?? 'none')} selected={search.from && search.to ? { before: search.from, after: search.to === 'none' ? null : search.to } : null} />
                </Card>
                <Card title={t.reports.flow}>
                  <div className="stack-tight">
                    <Sankey matrix={found.matrix} {...(opens ? { onOpen: open } : {})} />
                    {found.suppressed ? <p className="faint">{t.reports.flowHidden}</p> : null}
                  </div>
                </Card>
              </div>
              {search.from && search.to ? <CellPanel key={`${search.from}-${search.to}`} report={found} query={query} from={search.from} to={search.to} onClose={() => change({ from: undefined, to: undefined })} /> : null}
              <Breakdown search={search} query={query} onChange={change} />
              <p className="faint">{t.reports.rule} {t.reports.computedAt(num(found.position))}</p>
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
