import type { ReactNode } from 'react';
import { cx } from '@/lib/cx.ts';
import { formatInstant, type AnyDate } from '@/lib/dates.ts';
import { t } from '@/i18n/index.ts';
import type { Tone } from './Chip.tsx';

export type TimelineItem = {
  key: string;
  title: ReactNode;
  /** When it happened. */
  at: AnyDate;
  /** 'about' writes «حدود» before the date. */
  precision?: 'instant' | 'day' | 'about';
  /** When it was recorded, where that was later. */
  recordedAt?: AnyDate | null;
  by?: string | null;
  body?: ReactNode;
  tone?: Tone;
  /** A filled dot: tiers, decisions, what changed the case. */
  important?: boolean;
  current?: boolean;
};

/** Events under each other; give them newest first, or oldest first for a replay. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="timeline">
      {items.map((item) => (
        <li key={item.key} className={cx(`tone-${item.tone ?? 'quiet'}`, item.current && 'current')} aria-current={item.current ? 'step' : undefined}>
          <span className={cx('dot', item.important && 'filled')} aria-hidden="true" />
          <div className="event">
            <p className="when">
              {item.precision === 'about' ? `${t.common.about} ` : null}
              {formatInstant(item.at)}
              {item.by ? <> · <bdi>{item.by}</bdi></> : null}
              {item.recordedAt ? <> · {t.common.recordedAt(formatInstant(item.recordedAt))}</> : null}
            </p>
            <p className="title"><bdi>{item.title}</bdi></p>
            {item.body ? <div className="soft prose"><bdi>{item.body}</bdi></div> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
