import { extentOf } from './projection.ts';
import type { MapItem } from './types.ts';

/** Cells along the longer side of everything that is drawn: what lies in cells that touch is one part. */
const CELLS = 8;
/** Of the longer side: an area smaller than this is a dot that nobody can tap. */
const DOT = 1 / 60;

/** Areas that lie together, the largest part first. */
export type MapPart = { key: string; /** Their cities, the one with most areas first. */ cities: string[]; items: MapItem[] };

function citiesOf(items: readonly MapItem[]): string[] {
  const counts = new Map<string, number>();
  for (const { city } of items) if (city?.name) counts.set(city.name, (counts.get(city.name) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
}

/** What is drawn, in parts where cities lie so far apart that a map of all of them would show dots; otherwise one part. */
export function partsOf(drawn: readonly MapItem[]): MapPart[] {
  const placed = drawn.flatMap((item) => {
    const extent = item.boundary ? extentOf([item.boundary.coordinates]) : null;
    return extent ? [{ item, extent }] : [];
  });
  const whole = extentOf(placed.map(({ item }) => item.boundary?.coordinates ?? []));
  if (!whole) return [];
  const side = Math.max(whole[2] - whole[0], whole[3] - whole[1]);
  const largest = Math.max(...placed.map(({ extent }) => Math.max(extent[2] - extent[0], extent[3] - extent[1])));
  const cells = new Map<string, MapItem[]>();
  const cellOf = (value: number, from: number): number => Math.floor(((value - from) / side) * CELLS);
  for (const { item, extent } of placed) {
    const key = largest < side * DOT ? `${cellOf((extent[0] + extent[2]) / 2, whole[0])} ${cellOf((extent[1] + extent[3]) / 2, whole[1])}` : '0 0';
    cells.set(key, [...(cells.get(key) ?? []), item]);
  }
  const parts: MapPart[] = [];
  for (const start of cells.keys()) {
    const queue = cells.has(start) ? [start] : [];
    const items: MapItem[] = [];
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      const found = cells.get(key);
      if (!found) continue;
      cells.delete(key);
      items.push(...found);
      const [x = 0, y = 0] = key.split(' ').map(Number);
      for (const dx of [-1, 0, 1]) for (const dy of [-1, 0, 1]) queue.push(`${x + dx} ${y + dy}`);
    }
    if (items.length > 0) parts.push({ key: items.map((one) => one.id).toSorted()[0] ?? '', cities: citiesOf(items), items });
  }
  return parts.toSorted((a, b) => b.items.length - a.items.length || a.key.localeCompare(b.key));
}
