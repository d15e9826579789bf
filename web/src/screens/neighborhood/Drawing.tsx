import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { IconButton } from '@/ui/index.ts';
import { classOf, wordOf } from './colours.ts';
import { extentOf, middleOf, pathOf, projection } from './projection.ts';
import type { ColourBy } from './search.ts';
import type { MapItem } from './types.ts';

const WIDTH = 720;
const HEIGHT = 520;
const ZOOM_MAX = 12;
/** More names than this would lie over each other before the map is zoomed. */
const NAMES_MAX = 30;
/** A finger that moved less than this meant to tap. */
const TAP = 5;

type View = { x: number; y: number; zoom: number };
const WHOLE: View = { x: 0, y: 0, zoom: 1 };

/** Keeps the drawing in sight. */
function held({ x, y, zoom }: View): View {
  const [width, height] = [WIDTH / zoom, HEIGHT / zoom];
  return { zoom, x: Math.min(Math.max(x, 0), WIDTH - width), y: Math.min(Math.max(y, 0), HEIGHT - height) };
}

function zoomed(view: View, by: number): View {
  const zoom = Math.min(ZOOM_MAX, Math.max(1, view.zoom * by));
  const [middleX, middleY] = [view.x + WIDTH / view.zoom / 2, view.y + HEIGHT / view.zoom / 2];
  return held({ zoom, x: middleX - WIDTH / zoom / 2, y: middleY - HEIGHT / zoom / 2 });
}

const MOVES: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Boundaries as areas to open: drag or arrow keys move, buttons and + − zoom. The list beside it says everything again. */
export function Drawing({ items, all, by }: { items: readonly MapItem[]; /** Every item, by which shades are measured. */ all: readonly MapItem[]; by: ColourBy }) {
  const words = t.neighborhood;
  const navigate = useNavigate();
  const svg = useRef<SVGSVGElement>(null);
  const drag = useRef<{ at: [number, number]; from: View; moved: boolean } | null>(null);
  const [view, setView] = useState<View>(WHOLE);
  const polygons = items.flatMap((one) => (one.boundary ? [one.boundary.coordinates] : []));
  const extent = extentOf(polygons);
  if (!extent) return null;
  const project = projection(extent, WIDTH, HEIGHT);
  const [width, height] = [WIDTH / view.zoom, HEIGHT / view.zoom];

  const onKey = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (move) setView(held({ ...view, x: view.x + (move[0] * width) / 8, y: view.y + (move[1] * height) / 8 }));
    else if (event.key === '+' || event.key === '=') setView(zoomed(view, 1.5));
    else if (event.key === '-') setView(zoomed(view, 1 / 1.5));
    else if (event.key === '0') setView(WHOLE);
    else return;
    event.preventDefault();
  };
  const onDown = (event: PointerEvent) => { drag.current = { at: [event.clientX, event.clientY], from: view, moved: false }; };
  const onMove = (event: PointerEvent) => {
    const from = drag.current;
    const box = svg.current?.getBoundingClientRect();
    if (!from || !box || event.buttons === 0) return;
    const [dx, dy] = [event.clientX - from.at[0], event.clientY - from.at[1]];
    if (Math.hypot(dx, dy) > TAP) from.moved = true;
    if (from.moved) setView(held({ ...view, x: from.from.x - (dx * width) / box.width, y: from.from.y - (dy * height) / box.height }));
  };
  const open = (id: string) => {
    if (!drag.current?.moved) void navigate({ to: '/neighborhoods/$id', params: { id }, search: {} });
  };

  return (
    <div className="stack-tight">
      {/* A map is moved and zoomed by keys as by the finger; what it opens stands as links in the list. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex */}
      <svg ref={svg} className="map-drawing" viewBox={`${view.x} ${view.y} ${width} ${height}`} role="application" aria-label={`${words.mapLabel(num(items.length))}. ${words.panHelp}`} tabIndex={0} onKeyDown={onKey} onPointerDown={onDown} onPointerMove={onMove}>
        {items.map((one) => one.boundary ? (
          <path key={one.id} className={`area ${classOf(one, by, all)}`} d={pathOf(one.boundary.coordinates, project)} fillRule="evenodd" strokeWidth={1.2 / view.zoom} onClick={() => open(one.id)}>
            <title>{`${digits(one.name)} · ${wordOf(one, by)}`}</title>
          </path>
        ) : null)}
        {items.map((one) => {
          if (!one.boundary || (items.length > NAMES_MAX && view.zoom < 2)) return null;
          const [x, y] = middleOf(one.boundary.coordinates, project);
          return <text key={one.id} className="area-name" x={x} y={y} fontSize={22 / view.zoom ** 0.7} strokeWidth={4 / view.zoom} aria-hidden="true">{digits(one.name)}</text>;
        })}
      </svg>
      <div className="map-buttons">
        <IconButton icon="add" label={words.zoomIn} onPress={() => setView(zoomed(view, 1.5))} />
        <IconButton icon="minus" label={words.zoomOut} onPress={() => setView(zoomed(view, 1 / 1.5))} />
        <IconButton icon="replay" label={words.whole} onPress={() => setView(WHOLE)} />
      </div>
    </div>
  );
}
