import { TIERS, type Tier } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { formatDate, num, percent, type AnyDate } from '@/lib/dates.ts';
import { Icon } from '@/ui/Icon.tsx';
import './charts.css';

/** How many families stand in each tier, as one bar and its words. */
export function TierStrip({ counts }: { counts: Record<Tier, number> }) {
  const sum = TIERS.reduce((total, tier) => total + counts[tier], 0);
  return (
    <figure className="tier-strip">
      <div className="tier-bar" aria-hidden="true">
        {TIERS.map((tier) => (counts[tier] > 0 ? <span key={tier} className={tier} style={{ flexGrow: counts[tier] }} /> : null))}
      </div>
      <figcaption className="legend">
        {TIERS.map((tier) => (
          <span key={tier} className={`key ${tier}`}>
            {t.words.tierShort[tier]}: <b className="figure">{num(counts[tier])}</b>
            {sum > 0 ? <span className="faint figure"> {percent(counts[tier] / sum)}</span> : null}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

export type TierMoment = { key: string; tier: Tier; moment: string; at: AnyDate; note?: string };

/** The tiers of one family, one after another in the reading direction. */
export function TierHistory({ steps }: { steps: readonly TierMoment[] }) {
  return (
    <ol className="tier-history">
      {steps.map((step) => (
        <li key={step.key} className={step.tier}>
          <span className="tier-name"><Icon name={step.tier} size={18} />{t.words.tierShort[step.tier]}</span>
          <span>{step.moment}</span>
          <span className="faint">{formatDate(step.at)}</span>
          {step.note ? <span className="faint">{step.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}
