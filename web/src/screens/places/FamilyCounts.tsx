import { TIERS } from '@/api/index.ts';
import { TierStrip } from '@/charts/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { TierCounts } from './types.ts';

/** Families with a file, in one short word. */
export function familiesWord(counts: TierCounts | null): string {
  if (!counts || counts.total === null) return t.places.fewFamilies;
  return counts.total === 0 ? t.places.noFamilies : t.places.familiesTotal(num(counts.total));
}

/** Open families by tier; nothing is drawn where a count is too small to show. */
export function FamilyCounts({ counts }: { counts: TierCounts | null }) {
  if (!counts || counts.total === null || TIERS.some((tier) => counts[tier] === null)) return <p className="soft">{t.places.familiesHidden}</p>;
  if (counts.total === 0) return <p className="soft">{t.places.noFamilies}</p>;
  return (
    <div className="stack-tight">
      <p className="strong">{t.places.familiesTotal(num(counts.total))}</p>
      <TierStrip counts={{ stable: counts.stable ?? 0, at_risk: counts.at_risk ?? 0, harmed: counts.harmed ?? 0 }} />
    </div>
  );
}
