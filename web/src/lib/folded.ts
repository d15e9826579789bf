import { toLatinDigits } from './digits.ts';

/** Letters as a search on a screen compares them: of both keyboards, without joiners and marks. */
export const folded = (text: string): string => toLatinDigits(text).replaceAll('ي', 'ی').replaceAll('ك', 'ک').replace(/[\u200c\u0640\u064b-\u0652]/g, ' ').replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether a text has every word of what was typed. */
export function hasWords(text: string, typed: string): boolean {
  const within = folded(text);
  return folded(typed).split(' ').every((word) => within.includes(word));
}
