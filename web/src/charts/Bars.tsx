import type { ReactNode } from 'react';
import { scaleLinear } from 'd3-scale';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { num } from '@/lib/dates.ts';
import './charts.css';

export type BarItem = { key: string; label: ReactNode; value: number; tone?: 'good' | 'warn' | 'bad' | 'quiet'; note?: ReactNode };

type BarsProps = { items: readonly BarItem[]; /** The length of a full bar; the greatest value unless given. */ max?: number; format?: (value: number) => string };

/** Figures side by side; the list is its own table for those who hear it. */
export function Bars({ items, max, format = num }: BarsProps) {
  const width = scaleLinear([0, max ?? Math.max(1, ...items.map((item) => item.value))], [0, 100]).clamp(true);
  return (
    <ul className="bars">
      {items.map((item) => (
        <li key={item.key}>
          <span className="bar-label">{item.label}</span>
          <span className="bar-track" aria-hidden="true"><span className={cx('bar-fill', item.tone)} style={{ inlineSize: `${width(item.value)}%` }} /></span>
          <span className="bar-value figure">{format(item.value)}</span>
          {item.note ? <span className="bar-note faint">{item.note}</span> : null}
        </li>
      ))}
    </ul>
  );
}

export type BeforeAfterItem = { key: string; label: ReactNode; before: number | null; after: number | null };

type BeforeAfterProps = { items: readonly BeforeAfterItem[]; max: number; /** On the indicators' 0–4 scale more is worse; scores may be the other way. */ moreIsBetter?: boolean; format?: (value: number) => string };

/** Two bars for each indicator or domain: the reading before and the one after. */
export function BeforeAfterBars({ items, max, moreIsBetter = false, format = num }: BeforeAfterProps) {
  const width = scaleLinear([0, max], [0, 100]).clamp(true);
  const bar = (value: number | null, name: string, look: string) => (
    <span className="pair-line">
      <span className="faint">{name}</span>
      <span className="bar-track" aria-hidden="true">{value === null ? null : <span className={cx('bar-fill', look)} style={{ inlineSize: `${width(value)}%` }} />}</span>
      <span className="bar-value figure">{value === null ? '–' : format(value)}</span>
    </span>
  );
  return (
    <ul className="bars pairs">
      {items.map(({ key, label, before, after }) => {
        const change = before === null || after === null || before === after ? 'same' : after > before === moreIsBetter ? 'better' : 'worse';
        return (
          <li key={key}>
            <span className="spread"><span className="strong">{label}</span>{before !== null && after !== null ? <span className={cx('key', change)}>{t.common[change]}</span> : null}</span>
            {bar(before, t.common.before, 'quiet')}
            {bar(after, t.common.after, change === 'worse' ? 'bad' : change === 'better' ? 'good' : '')}
          </li>
        );
      })}
    </ul>
  );
}
