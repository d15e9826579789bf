import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';

/** Rials in a toman. */
const TOMAN = 10;
const MILLION = 1_000_000 * TOMAN;
const MILLIARD = 1_000_000_000 * TOMAN;

/** Ways in which an amount is typed. */
export const SCALES = { milliard: MILLIARD, million: MILLION, toman: TOMAN, rial: 1 } as const;
export type Scale = keyof typeof SCALES;

/** Whole rials of an amount typed in a scale; null where nothing was typed. */
export const rialsOf = (amount: number | null, scale: Scale): number | null => (amount === null ? null : Math.round(amount * SCALES[scale]));

const amount = (rials: number, scale: Scale): string => t.national.money[scale](num(rials / SCALES[scale]));

/** Rials so that milliards stay readable: in the largest scale that tells the amount with three decimals, nothing rounded away. */
export function money(rials: number): string {
  const size = Math.abs(rials);
  if (size >= MILLIARD && rials % (MILLIARD / 1000) === 0) return amount(rials, 'milliard');
  if (size >= MILLION && rials % (MILLION / 1000) === 0) return amount(rials, 'million');
  return rials % TOMAN === 0 ? amount(rials, 'toman') : amount(rials, 'rial');
}

/** The same amount in both units, for who types it: «۷۰۰ میلیارد تومان · ۷٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال». */
export const both = (rials: number): string => `${money(rials)} · ${amount(rials, 'rial')}`;
