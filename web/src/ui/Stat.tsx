import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import { cx } from '@/lib/cx.ts';
import { num } from '@/lib/dates.ts';

type StatContent = { name: string; value: number | string; note?: ReactNode; tone?: 'good' | 'warn' | 'bad' };

function Content({ name, value, note }: StatContent) {
  return (
    <>
      <span className="name">{name}</span>
      <span className="value">{typeof value === 'number' ? num(value) : value}</span>
      {note ? <span className="note">{note}</span> : null}
    </>
  );
}

export function Stat({ tone, ...content }: StatContent) {
  return <div className={cx('stat', tone)}><Content {...content} /></div>;
}

function StatAnchor({ name, value, note, tone, ...rest }: StatContent & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children'> & { ref?: Ref<HTMLAnchorElement> }) {
  return <a {...rest} className={cx('stat', tone)}><Content name={name} value={value} note={note} /></a>;
}

/** A figure that opens the list behind it; put several in `<div className="tiles">`. */
export const StatLink = createLink(StatAnchor);

/** A figure that opens its list on the same screen, where what was asked stands in no address. */
export function StatButton({ tone, open, onOpen, ...content }: StatContent & { open: boolean; onOpen: () => void }) {
  return <button type="button" className={cx('stat', tone)} aria-pressed={open} onClick={onOpen}><Content {...content} /></button>;
}

type MeterProps = { label: string; value: number; max: number; tone?: 'good' | 'warn' | 'bad'; /** «۹ از ۱۵» unless given. */ text?: string };

/** How full: a caseload of 15, 40 hours of training. */
export function Meter({ label, value, max, tone, text }: MeterProps) {
  const share = max > 0 ? Math.min(1, Math.max(0, value / max)) : 0;
  return (
    <div className={cx('meter', tone)} role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={max} aria-valuetext={text}>
      <span className="spread"><span>{label}</span><span className="figure strong">{text ?? `${num(value)} / ${num(max)}`}</span></span>
      <span className="bar"><span className="fill" style={{ display: 'block', inlineSize: `${share * 100}%` }} /></span>
    </div>
  );
}
