import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { runsOf } from './shades.ts';
import type { Panel, TrendYear } from './types.ts';

const WIDTH = 220;
const HEIGHT = 120;
const MARGIN = { x: 14, top: 22, bottom: 22 };

/** One class over the years. Time runs from right to left in Persian and from left to right in English, as the line of writing does. */
function Line({ panel, years, most }: { panel: Panel; years: readonly TrendYear[]; most: number }) {
  const rtl = document.documentElement.dir === 'rtl';
  const values = years.map((one) => panel.value(one.counts));
  const step = (WIDTH - 2 * MARGIN.x) / Math.max(years.length - 1, 1);
  const x = (at: number): number => (rtl ? WIDTH - MARGIN.x - at * step : MARGIN.x + at * step);
  const y = (value: number): number => HEIGHT - MARGIN.bottom - (value / Math.max(most, 1)) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const words = years.map((one, at) => `${digits(one.year)}: ${values[at] === null ? t.atlas.fewer : num(values[at] ?? 0)}`).join(t.common.listComma);
  return (
    <figure className="atlas-panel">
      <figcaption className="strong">{panel.title}</figcaption>
      <svg className="atlas-line" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${panel.title}. ${words}`}>
        <line className="atlas-axis" x1={MARGIN.x - 6} x2={WIDTH - MARGIN.x + 6} y1={HEIGHT - MARGIN.bottom} y2={HEIGHT - MARGIN.bottom} />
        {runsOf(values).map((run) => run.length > 1 ? <polyline key={run[0]} className="atlas-run" points={run.map((at) => `${x(at)},${y(values[at] ?? 0)}`).join(' ')} /> : null)}
        {values.map((value, at) => {
          const year = years[at]?.year ?? 0;
          return value === null
            ? <text key={year} className="atlas-untold" x={x(at)} y={HEIGHT - MARGIN.bottom - 4} aria-hidden="true">×</text>
            : <g key={year}><circle className="atlas-dot" cx={x(at)} cy={y(value)} r={3} /><text className="atlas-number" x={x(at)} y={y(value) - 7} aria-hidden="true">{num(value)}</text></g>;
        })}
        {years.map((one, at) => years.length <= 6 || at === 0 || at === years.length - 1 ? <text key={one.year} className="atlas-year" x={x(at)} y={HEIGHT - 6} aria-hidden="true">{digits(one.year)}</text> : null)}
      </svg>
    </figure>
  );
}

/** Every class over the years of which something is known, in one scale. */
export function Trends({ panels, years }: { panels: readonly Panel[]; years: readonly TrendYear[] }) {
  const most = Math.max(0, ...panels.flatMap((panel) => years.map((one) => panel.value(one.counts) ?? 0)));
  return <div className="atlas-panels narrow">{panels.map((panel) => <Line key={panel.key} panel={panel} years={years} most={most} />)}</div>;
}
