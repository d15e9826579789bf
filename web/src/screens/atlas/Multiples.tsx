import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { extentOf, middleOf, pathOf, projection } from '../neighborhood/projection.ts';
import { scaleOf, shadeOf, type Scale } from './shades.ts';
import type { Panel, Row } from './types.ts';

const WIDTH = 300;
const HEIGHT = 220;
/** More numbers than this would lie over each other. */
const NUMBERS_MAX = 40;

const told = (value: number | null): string => (value === null ? t.atlas.fewer : num(value));

/** Rows that have a boundary, drawn; each with its number. */
function Drawn({ panel, rows, scale }: { panel: Panel; rows: readonly Row[]; scale: Scale }) {
  const drawn = rows.flatMap((row) => (row.boundary ? [{ row, polygons: row.boundary.coordinates }] : []));
  const extent = extentOf(drawn.map((one) => one.polygons));
  if (!extent) return null;
  const project = projection(extent, WIDTH, HEIGHT, 6);
  return (
    <svg className="atlas-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t.atlas.mapOf(panel.title, num(drawn.length))}>
      <defs>
        <pattern id={`untold-${panel.key}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect className="untold-ground" width="6" height="6" /><rect className="untold-line" width="2" height="6" /></pattern>
      </defs>
      {drawn.map(({ row, polygons }) => {
        const shade = shadeOf(panel.value(row.counts), scale);
        return <path key={row.id} className={`atlas-area ${shade}`} {...(shade === 'shade-hidden' ? { fill: `url(#untold-${panel.key})` } : {})} d={pathOf(polygons, project)} fillRule="evenodd"><title>{`${row.name} · ${told(panel.value(row.counts))}`}</title></path>;
      })}
      {drawn.length <= NUMBERS_MAX ? drawn.map(({ row, polygons }) => {
        const [x, y] = middleOf(polygons, project);
        const value = panel.value(row.counts);
        return value === null ? null : <text key={row.id} className="atlas-number" x={x} y={y} aria-hidden="true">{num(value)}</text>;
      }) : null}
    </svg>
  );
}

/** Rows without a boundary: a tile each, with name and number. None is left out. */
function Tiles({ panel, rows, scale }: { panel: Panel; rows: readonly Row[]; scale: Scale }) {
  if (rows.length === 0) return null;
  return (
    <ul className="atlas-tiles" aria-label={panel.title}>
      {rows.map((row) => {
        const value = panel.value(row.counts);
        return <li key={row.id} className={shadeOf(value, scale)}><bdi>{row.name}</bdi><span className="figure strong">{told(value)}</span></li>;
      })}
    </ul>
  );
}

function Legend({ scale }: { scale: Scale }) {
  const words = t.atlas;
  const steps = [
    { shade: 'shade-0', label: words.nobody },
    ...(scale.low > 0 ? [{ shade: 'shade-1', label: words.upTo(num(scale.low)) }] : []),
    ...(scale.high > scale.low ? [{ shade: 'shade-2', label: words.upTo(num(scale.high)) }] : []),
    ...(scale.most > scale.high ? [{ shade: 'shade-3', label: words.upTo(num(scale.most)) }] : []),
    { shade: 'shade-hidden', label: words.untold },
  ];
  return <ul className="atlas-legend" aria-label={words.legend}>{steps.map((one) => <li key={one.shade}><span className={`atlas-swatch ${one.shade}`} aria-hidden="true" />{one.label}</li>)}</ul>;
}

/** The same places once for each class, in one scale: maps of those that have a boundary, tiles of those that have none. */
export function Multiples({ panels, rows }: { panels: readonly Panel[]; rows: readonly Row[] }) {
  const scale = scaleOf(panels, rows);
  return (
    <div className="stack-tight">
      <div className="atlas-panels">
        {panels.map((panel) => (
          <figure key={panel.key} className="atlas-panel">
            <figcaption><span className="strong">{panel.title}</span> <span className="soft">{t.atlas.whole(told(panel.total))}</span></figcaption>
            <Drawn panel={panel} rows={rows} scale={scale} />
            <Tiles panel={panel} rows={rows.filter((row) => !row.boundary)} scale={scale} />
          </figure>
        ))}
      </div>
      <Legend scale={scale} />
    </div>
  );
}
