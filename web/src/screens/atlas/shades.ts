import type { Panel, Row } from './types.ts';

/** Steps of one hue from light to dark, by thirds of the largest value of all panels, so that panels can be held beside each other. */
export type Scale = { low: number; high: number; most: number };

export function scaleOf(panels: readonly Panel[], rows: readonly Row[]): Scale {
  const most = Math.max(0, ...panels.flatMap((panel) => rows.map((row) => panel.value(row.counts) ?? 0)));
  return { low: Math.ceil(most / 3), high: Math.ceil((2 * most) / 3), most };
}

export function shadeOf(value: number | null, scale: Scale): string {
  if (value === null) return 'shade-hidden';
  if (value === 0) return 'shade-0';
  if (value <= scale.low) return 'shade-1';
  return value <= scale.high ? 'shade-2' : 'shade-3';
}

/** Which parts of a line of values can be joined: what is not told breaks it. */
export function runsOf(values: readonly (number | null)[]): number[][] {
  const runs: number[][] = [];
  let run: number[] = [];
  values.forEach((value, at) => {
    if (value === null) {
      if (run.length > 0) runs.push(run);
      run = [];
    } else run.push(at);
  });
  if (run.length > 0) runs.push(run);
  return runs;
}
