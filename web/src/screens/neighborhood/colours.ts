import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { ColourBy } from './search.ts';
import { LEVELS, type MapItem } from './types.ts';

/** What a neighborhood is coloured by; null where the reader is not told. */
function countOf(one: MapItem, by: 'tiers' | 'services'): number | null {
  return by === 'tiers' ? one.families.harmed : one.served;
}

/** Three steps by thirds of the largest count, so that a map of small numbers has shades too. */
function thirds(items: readonly MapItem[], by: 'tiers' | 'services'): [number, number] {
  const most = Math.max(0, ...items.map((one) => countOf(one, by) ?? 0));
  return [Math.ceil(most / 3), Math.ceil((2 * most) / 3)];
}

export function classOf(one: MapItem, by: ColourBy, items: readonly MapItem[]): string {
  if (by === 'priority') return one.level ? `level-${one.level}` : 'level-none';
  const count = countOf(one, by);
  if (count === null) return 'shade-hidden';
  const [low, high] = thirds(items, by);
  return count === 0 ? 'shade-0' : count <= low ? 'shade-1' : count <= high ? 'shade-2' : 'shade-3';
}

/** The same in words: colour is never alone. */
export function wordOf(one: MapItem, by: ColourBy): string {
  const words = t.neighborhood;
  if (by === 'priority') return one.level ? words.level[one.level] : words.noLevel;
  const count = countOf(one, by);
  if (count === null) return words.hidden;
  return by === 'tiers' ? words.familiesHarmed(num(count)) : words.familiesServed(num(count));
}

export function steps(by: ColourBy, items: readonly MapItem[]): { className: string; label: string }[] {
  const words = t.neighborhood;
  if (by === 'priority') return [...LEVELS.map((level) => ({ className: `level-${level}`, label: words.level[level] })), { className: 'level-none', label: words.noLevel }];
  const [low, high] = thirds(items, by);
  const shades = low === 0 ? [] : [{ className: 'shade-1', label: words.upTo(num(low)) }, ...(high > low ? [{ className: 'shade-2', label: words.upTo(num(high)) }, { className: 'shade-3', label: words.above(num(high)) }] : [])];
  return [{ className: 'shade-0', label: words.none }, ...shades, { className: 'shade-hidden', label: words.hidden }];
}
