import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TIERS, api, hasRole, useUser, type ApiProblem, type Paged, type Tier } from '@/api/index.ts';
import { directionOf, type Direction } from '@/charts/types.ts';
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import { Button, Empty, Loaded, RowLink, Table, TierChange, TierChip } from '@/ui/index.ts';
import type { MovedDecision, MovedFamily, Trial, TriedNumber } from './types.ts';

export type Way = Direction;
/** Families behind a number, as the interface is asked for them. */
export type Behind = { behind?: TriedNumber | undefined; from?: Tier | undefined; /** `none`: without a final tier. */ to?: Tier | 'none' | undefined; way?: Way | undefined; /** Of one center or caseworker. */ center?: string | undefined; caseworker?: string | undefined };
type Asked = Behind & { trial: Trial };

/** The moves that go one way. */
const movesOf = (way: Way) => TIERS.flatMap((from) => TIERS.filter((to) => directionOf(from, to) === way).map((to) => ({ from, to })));

function bodyOf({ trial, behind, from, to, center, caseworker }: Asked) {
  return {
    ...trial,
    ...(behind ? { behind } : {}), ...(from ? { from } : {}), ...(to === 'none' ? { without_final: true } : to ? { to } : {}),
    ...(center ? { center_id: center } : {}), ...(caseworker ? { caseworker_id: caseworker } : {}),
  };
}

function useMoved<T>(path: string, asked: Asked) {
  const body = bodyOf(asked);
  const { way } = asked;
  const read = async (): Promise<Paged<T>> => {
    if (!way) return api.post<Paged<T>>(path, body);
    const pages = await Promise.all(movesOf(way).map((move) => api.post<Paged<T>>(path, { ...body, ...move })));
    return { items: pages.flatMap((page) => page.items), total: pages.reduce((sum, page) => sum + (page.total ?? page.items.length), 0) };
  };
  return useQuery<Paged<T>, ApiProblem>({ queryKey: [path, body, way], queryFn: read, staleTime: 60_000 });
}

function More({ page }: { page: Paged<unknown> }) {
  const total = page.total ?? page.items.length;
  return total > page.items.length ? <p className="faint">{t.whatIf.shownOf(num(page.items.length), num(total))}</p> : null;
}

function Families(asked: Asked) {
  const found = useMoved<MovedFamily>('/what-if/families', asked);
  const audits = hasRole(useUser(), 'auditor');
  return (
    <Loaded query={found}>
      {(page) => page.items.length === 0 ? <Empty title={t.common.empty} /> : (
        <div className="stack-tight">
          <ul className="cards grid">
            {page.items.map(({ family, from, to }) => {
              const row = {
                who: family.family_name ?? `${t.words.fileNumber} ${digits(family.file_number)}`,
                what: <><bdi>{digits(family.file_number)}</bdi> · <bdi>{family.caseworker?.name ?? t.whatIf.heldByNobody}</bdi></>,
                aside: to ? <TierChange then={from} now={to} /> : <TierChip tier={from} />,
                edge: to ?? from,
              };
              return (
                <li key={family.id}>
                  {audits ? <RowLink to="/audit/replay/$stream/$id" params={{ stream: 'family', id: family.id }} {...row} /> : <RowLink to="/families/$id" params={{ id: family.id }} {...row} />}
                </li>
              );
            })}
          </ul>
          <More page={page} />
        </div>
      )}
    </Loaded>
  );
}

function Decisions(asked: Asked) {
  const found = useMoved<MovedDecision>('/what-if/decisions', asked);
  const audits = hasRole(useUser(), 'auditor');
  return (
    <Loaded query={found}>
      {(page) => page.items.length === 0 ? <Empty title={t.common.empty} /> : (
        <div className="stack-tight">
          <Table<MovedDecision>
            caption={t.whatIf.decisions}
            rows={page.items}
            rowKey={(row) => `${row.referral_id}/${row.decided_on.iso}`}
            columns={[
              { key: 'file', label: t.words.fileNumber, header: true, cell: (row) => audits ? <Link to="/audit/referrals/$referral" params={{ referral: row.referral_id }}><bdi>{digits(row.file_number)}</bdi></Link> : <Link to="/families/$id" params={{ id: row.family_id }}><bdi>{digits(row.file_number)}</bdi></Link> },
              { key: 'commission', label: t.whatIf.commission, cell: (row) => <bdi>{digits(row.commission.name ?? t.common.unknown)}</bdi> },
              { key: 'on', label: t.whatIf.decidedOn, cell: (row) => formatDate(row.decided_on) },
              { key: 'tier', label: t.whatIf.nowAndTried, cell: (row) => <TierChange then={row.from} now={row.to} /> },
            ]}
          />
          <More page={page} />
        </div>
      )}
    </Loaded>
  );
}

type MovedProps = Asked & { kind: 'families' | 'decisions'; /** Of whom, where a center or a caseworker was pressed. */ whose?: string | undefined; onClose: () => void };

/** The families behind a number of the trial, or what commissions decided on those that would move. */
export function Moved({ kind, whose, onClose, ...asked }: MovedProps) {
  const what = t.behind.tried[asked.behind ?? 'moved'];
  return (
    <div className="stack-tight moved">
      <div className="spread">
        <h3>{kind === 'decisions' ? t.whatIf.movedDecisions : whose ? t.behind.of(what, whose) : what}</h3>
        <Button small variant="quiet" icon="close" onPress={onClose}>{t.reports.closeCell}</Button>
      </div>
      {kind === 'families' ? <Families {...asked} /> : <Decisions {...asked} />}
    </div>
  );
}
