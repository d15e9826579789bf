import type { ReactNode } from 'react';
import type { Domain, Tier } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { dueState, dueWords, num, type AnyDate } from '@/lib/dates.ts';
import { Icon, type IconName } from './Icon.tsx';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'quiet';

type ChipProps = { children: ReactNode; tone?: Tone; icon?: IconName; big?: boolean };

/** A short state in words; the tone only repeats what the word says. */
export function Chip({ children, tone = 'quiet', icon, big = false }: ChipProps) {
  return (
    <span className={cx('chip', tone, big && 'big')}>
      {icon ? <Icon name={icon} size={big ? 18 : 15} /> : null}
      {children}
    </span>
  );
}

/** A tier with its shape and word. */
export function TierChip({ tier, big = false, short = true }: { tier: Tier | null | undefined; big?: boolean; short?: boolean }) {
  if (!tier) return <Chip>{t.words.noTier}</Chip>;
  return (
    <span className={cx('chip', tier, big && 'big')}>
      <Icon name={tier} size={big ? 18 : 15} />
      {short ? t.words.tierShort[tier] : t.words.tier[tier]}
    </span>
  );
}

/** When something is due, in words and days: «معوق · ۳ روز دیرکرد». */
export function DueChip({ date }: { date: AnyDate | null | undefined }) {
  const state = dueState(date);
  if (state === 'none' || date === null || date === undefined) return <Chip>{t.words.due.none}</Chip>;
  return (
    <span className={cx('chip', state)}>
      <Icon name={state === 'overdue' ? 'alert' : state === 'today' ? 'today' : 'clock'} size={15} />
      {state === 'today' ? t.words.due.today : dueWords(date)}
    </span>
  );
}

export function DomainChip({ domain }: { domain: Domain }) {
  return <Chip>{t.words.domain[domain]}</Chip>;
}

/** How many, beside a heading. */
export function Count({ n }: { n: number }) {
  return <span className="count figure">{num(n)}</span>;
}
