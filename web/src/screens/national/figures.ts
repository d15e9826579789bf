import { toLatinDigits } from '@/lib/digits.ts';

/** A code as the interface takes it: Latin letters, digits and underscores; null for anything else. */
export function codeOf(typed: string): string | null {
  const code = toLatinDigits(typed.trim()).toLowerCase().replace(/[\s-]+/g, '_');
  return /^[a-z][a-z0-9_]{0,63}$/.test(code) ? code : null;
}

/** Figures are kept in thousandths, so that 12.7 % is 12,700. */
export const thousandths = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000));
