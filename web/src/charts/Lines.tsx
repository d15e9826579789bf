import { scaleLinear } from 'd3-scale';
import { direction } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import './charts.css';

export type LineSeries = { key: string; label: string; values: readonly (number | null)[] };

const WIDTH = 600;
const HEIGHT = 180;
const EDGE = 10;

/** Pieces of a line, broken where a value is not told. */
function pieces(values: readonly (number | null)[], x: (at: number) => number, y: (value: number) => number): string[] {
  const found: string[][] = [[]];
  values.forEach((value, at) => {
    if (value === null) found.push([]);
    else found.at(-1)?.push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  });
  return found.filter((piece) => piece.length > 0).map((piece) => piece.join(' '));
}

/** What became more or less over time: a line a series, told apart by its dashes; time runs as the language reads. The table beside it is its words. */
export function Lines({ caption, labels, series }: { caption: string; labels: readonly string[]; series: readonly LineSeries[] }) {
  const max = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const ends = direction === 'rtl' ? [WIDTH - EDGE, EDGE] : [EDGE, WIDTH - EDGE];
  const x = scaleLinear([0, Math.max(1, labels.length - 1)], ends);
  const y = scaleLinear([0, max], [HEIGHT - EDGE, EDGE]);
  return (
    <figure className="lines" aria-label={caption}>
      <div className="lines-max figure faint" aria-hidden="true">{num(max)}</div>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={caption}>
        <line className="lines-base" x1={EDGE} x2={WIDTH - EDGE} y1={HEIGHT - EDGE} y2={HEIGHT - EDGE} />
        {series.map(({ key, values }, n) => (
          <g key={key} className={`lines-series series-${n % 5}`}>
            {pieces(values, x, y).map((points) => <polyline key={points} points={points} />)}
            {values.map((value, at) => (value === null ? null : <circle key={labels[at]} cx={x(at)} cy={y(value)} r={3.5} />))}
          </g>
        ))}
      </svg>
      <div className="lines-ends faint" aria-hidden="true"><span>{labels[0]}</span><span>{labels.at(-1)}</span></div>
      {series.length > 1 ? (
        <ul className="lines-key" aria-hidden="true">
          {series.map(({ key, label }, n) => <li key={key}><svg viewBox="0 0 32 8" className={`lines-series series-${n % 5}`}><polyline points="0,4 32,4" /></svg>{label}</li>)}
        </ul>
      ) : null}
    </figure>
  );
}
