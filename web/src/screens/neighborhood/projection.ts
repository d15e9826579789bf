import type { Polygons } from './types.ts';

/** West, south, east, north in degrees. */
export type Extent = [number, number, number, number];

/** The extent that holds every point; null when there is none. */
export function extentOf(all: readonly Polygons[]): Extent | null {
  let extent: Extent | null = null;
  for (const polygons of all) for (const polygon of polygons) for (const ring of polygon) for (const [x, y] of ring) {
    extent = extent === null ? [x, y, x, y] : [Math.min(extent[0], x), Math.min(extent[1], y), Math.max(extent[2], x), Math.max(extent[3], y)];
  }
  return extent;
}

export type Project = (point: readonly [number, number]) => [number, number];

/**
 * Degrees to a drawing of this size: north up, east to the right, whatever the language reads. A plate carrée whose longitudes are shortened by the
 * latitude in the middle, so that a street keeps its shape; for a province no other projection could be told apart from it.
 */
export function projection(extent: Extent, width: number, height: number, margin = 12): Project {
  const [west, south, east, north] = extent;
  const shorten = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const across = Math.max((east - west) * shorten, 1e-6);
  const up = Math.max(north - south, 1e-6);
  const scale = Math.min((width - 2 * margin) / across, (height - 2 * margin) / up);
  const [left, top] = [(width - across * scale) / 2, (height - up * scale) / 2];
  return ([x, y]) => [left + (x - west) * shorten * scale, top + (north - y) * scale];
}

/** One decimal, and never a minus before nothing. */
const short = (n: number): string => (Math.round(n * 10) / 10 + 0).toFixed(1);

/** The path of polygons with their holes, for `fill-rule: evenodd`. */
export function pathOf(polygons: Polygons, project: Project): string {
  return polygons.flatMap((polygon) => polygon.map((ring) => `M${ring.map((point) => project(point).map(short).join(' ')).join('L')}Z`)).join('');
}

/** Where a name or a mark stands: the middle of the largest ring's points. */
export function middleOf(polygons: Polygons, project: Project): [number, number] {
  const rings = polygons.map((polygon) => polygon[0] ?? []);
  const longest = rings.toSorted((a, b) => b.length - a.length)[0] ?? [];
  // A ring ends where it began; that point counts once.
  const points = longest.slice(1).map(project);
  const n = Math.max(points.length, 1);
  return [points.reduce((sum, [x]) => sum + x, 0) / n, points.reduce((sum, [, y]) => sum + y, 0) / n];
}
