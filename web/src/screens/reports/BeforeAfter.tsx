import { useNavigate, useSearch } from '@tanstack/react-router';
import { hasRole, useApi, useUser, type Tier } from '@/api/index.ts';
import { Sankey, TransitionMatrix, type CellCount } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, percent, thisYear } from '@/lib/dates.ts';
import { AsOf, Button, Card, Empty, Loaded, Notice, Page, StatLink, TakeAway } from '@/ui/index.ts';
import { Breakdown } from './Breakdown.tsx';
import { Changes } from './Changes.tsx';
import { CellPanel } from './CellPanel.tsx';
import { Filters, useYears } from './Filters.tsx';
import { isEmpty, type Chosen } from './figures.ts';
import type { BeforeAfter as Report, FinalCell, ReportSearch, Sum } from './types.ts';

/** The figures of the year; each opens what it counts. */
function Headline({ report, searchOf }: { report: Report; searchOf: (sum: Sum) => ReportSearch }) {
  const { improved, same, worsened } = report.totals;
  const twice = report.totals.tiered_twice;
  const share = (count: CellCount) => (count !== null && twice !== null && twice > 0 ? t.reports.ofTwice(percent(count / twice)) : null);
  const figures: { sum: Sum; name: string; count: CellCount; note: string | null; tone?: 'good' | 'bad' }[] = [
    { sum: 'twice', name: t.reports.tieredTwice, count: twice, note: t.reports.tieredTwiceNote },
    { sum: 'better', name: t.reports.improved, count: improved, note: share(improved), tone: 'good' },
    { sum: 'same', name: t.reports.same, count: same, note: share(same) },
    { sum: 'worse', name: t.reports.worsened, count: worsened, note: share(worsened), tone: 'bad' },
    { sum: 'once', name: t.reports.tieredOnce, count: report.totals.tiered_once, note: t.reports.tieredOnceNote },
  ];
  const hidden = figures.filter((one) => one.count === null);
  const to = (sum: Sum) => ({ to: '/reports/before-after' as const, search: searchOf(sum), resetScroll: false });
  return (
    <div className="stack">
      {report.rounded ? (
        <Notice title={t.reports.rounded}>
          <p>{t.reports.roundedWhy}</p>
          {hidden.length > 0 ? <p>{t.reports.fewer(hidden.map((one) => one.name).join(t.common.listComma))}</p> : null}
        </Notice>
      ) : null}
      <div className="tiles">
        {figures.flatMap(({ sum, name, count, note, tone }) => (count === null ? [] : [<StatLink key={sum} {...to(sum)} name={name} value={count} note={note} {...(tone ? { tone } : {})} />]))}
      </div>
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
    const { part: _part, went: _went, ...cell } = search;
    const { from: _from, to: _to, sum: _sum, ...rest } = cell;
    const kept = 'by' in part ? search : 'split' in part || 'margin' in part ? cell : rest;
    void navigate({ to: '/reports/before-after', search: { ...kept, ...part }, resetScroll: false });
  };
  const open = (from: Tier, to: FinalCell) => change(search.from === from && search.to === to ? {} : { from, to });

  const { by } = search;
  const searchOf = (sum: Sum): ReportSearch => ({ ...(search.year ? { year: search.year } : {}), ...(center_id ? { center_id } : {}), ...(caseworker_id ? { caseworker_id } : {}), ...(domain ? { domain } : {}), ...(household_type ? { household_type } : {}), ...(place_id ? { place_id } : {}), ...(by ? { by } : {}), ...(search.sum === sum ? {} : { sum }) });
  const chosen: Chosen | null = search.sum ? { sum: search.sum } : search.from && search.to ? { from: search.from, to: search.to } : search.from ? { from: search.from } : search.to ? { to: search.to } : null;
  const selectedSum = search.sum === 'all' ? { before: null, after: null } : search.sum === 'once' ? { before: null, after: 'none' as const } : search.sum || Boolean(search.from) === Boolean(search.to) ? null : { before: search.from ?? null, after: search.to ?? null };
  /** A sum pressed again closes what it opened. */
  const openSum = (before: Tier | null, after: FinalCell | null) => {
    if (selectedSum?.before === before && selectedSum.after === after) change({});
    else change(before ? { from: before } : after === 'none' ? { sum: 'once' } : after ? { to: after } : { sum: 'all' });
  };

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
              <Headline report={found} searchOf={searchOf} />
              <div className="columns even">
                <Card title={t.reports.matrix}>
                  <TransitionMatrix hiddenSaid matrix={found.matrix} withoutFinal={found.without_final} totals={found.totals} onOpen={(from, to) => open(from, to ?? 'none')} onOpenSum={opens ? openSum : undefined} selectedSum={selectedSum} selected={search.from && search.to ? { before: search.from, after: search.to === 'none' ? null : search.to } : null} />
                </Card>
                <Card title={t.reports.flow}>
                  <div className="stack-tight">
                    <Sankey matrix={found.matrix} {...(opens ? { onOpen: open } : {})} />
                    {found.rounded ? <p className="faint">{t.reports.flowHidden}</p> : null}
                  </div>
                </Card>
              </div>
              {chosen ? <CellPanel key={JSON.stringify(chosen)} report={found} query={query} chosen={chosen} onClose={() => change({})} /> : null}
              <TakeAway what="before-after" query={query} />
              <Changes search={search} query={query} onChange={change} />
              <Breakdown search={search} query={query} onChange={change} />
              <p className="faint">{t.reports.rule}</p>
              <AsOf position={found.position} at={report.dataUpdatedAt} />
            </>
          )
        }
      </Loaded>
    </Page>
  );
}
