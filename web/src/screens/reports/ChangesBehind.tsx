import { DOMAINS, useApi, type FamilyCard, type Paged, type Query } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { Empty, Loaded } from '@/ui/index.ts';
import { BehindPanel, FamilyBehind, ShownOf } from './BehindPanel.tsx';
import type { ChangePart, ChangeWay } from './types.ts';

type ChangedFamily = { family: FamilyCard; before: number | null; after: number | null };

/** The part as the interface asks it. */
function askedFor(part: ChangePart, way: ChangeWay): Query {
  if (part === 'two_versions' || part === 'without_readings') return { left_out: part };
  const went = way === 'all' ? undefined : way;
  if (part.startsWith('group:')) return { group: part.slice('group:'.length), went };
  if (part.startsWith('indicator:')) return { indicator: part.slice('indicator:'.length), went };
  return { domain: DOMAINS.find((one) => one === part), went };
}

type BehindProps = { part: ChangePart; way: ChangeWay; /** The part in words; none of those left out. */ label: string | null; count: number | null; /** Which changes, as the report was asked. */ query: Query; onClose: () => void };

/** The families behind a number of the changes, each with what was read of it before and after. */
export function ChangesBehind({ part, way, label, count, query, onClose }: BehindProps) {
  const found = useApi<Paged<ChangedFamily>>('/reports/changes/families', { query: { ...query, ...askedFor(part, way) }, streams: ['family'] });
  const said = part === 'two_versions' || part === 'without_readings' ? t.behind.changes[part] : t.behind.changes[way];
  const measure = part.startsWith('indicator:') ? t.behind.step : t.behind.score;
  return (
    <BehindPanel title={label ? t.behind.whose(label, said) : said} count={count === null ? null : t.reports.families(num(count))} onClose={onClose}>
      <Loaded query={found}>
        {(page) => page.items.length === 0 ? <><Empty title={t.common.empty} /><ShownOf page={page} /></> : (
          <div className="stack-tight">
            <ul className="cards grid">
              {page.items.map(({ family, before, after }) => (
                <li key={family.id}><FamilyBehind family={family} foot={before === null || after === null ? null : <small className="soft">{t.behind.fromTo(measure, num(before), num(after))}</small>} /></li>
              ))}
            </ul>
            <ShownOf page={page} />
          </div>
        )}
      </Loaded>
    </BehindPanel>
  );
}
