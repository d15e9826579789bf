import { sankey, sankeyLinkHorizontal } from 'd3-sankey';
import { useSyncExternalStore } from 'react';
import { TIERS, type Tier } from '@/api/types.ts';
import { direction, t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { directionOf, sumWhole, type Matrix } from './types.ts';
import './charts.css';

type Node = { key: string; tier: Tier; side: 'before' | 'after' };
type Flow = { before: Tier; after: Tier };

type Frame = { WIDTH: number; HEIGHT: number; MARGIN: number };
const ON_DESK: Frame = { WIDTH: 560, HEIGHT: 380, MARGIN: 118 };
/** Drawn at a phone's own size, so that words stay readable. */
const ON_PHONE: Frame = { WIDTH: 340, HEIGHT: 340, MARGIN: 106 };
const HEAD = 34;
const NODE_WIDTH = 18;

type SankeyProps = { matrix: Matrix; onOpen?: (before: Tier, after: Tier) => void };

const narrow = matchMedia('(max-width: 43.99rem)');

function subscribe(listener: () => void): () => void {
  narrow.addEventListener('change', listener);
  return () => narrow.removeEventListener('change', listener);
}

/** The same figures as the matrix, as flows. In Persian time runs from right to left. */
export function Sankey({ matrix, onOpen }: SankeyProps) {
  const { WIDTH, HEIGHT, MARGIN } = useSyncExternalStore(subscribe, () => narrow.matches) ? ON_PHONE : ON_DESK;
  const flows = TIERS.flatMap((before) =>
    TIERS.map((after) => ({ source: `before-${before}`, target: `after-${after}`, value: matrix[before][after] ?? 0, before, after })),
  ).filter((flow) => flow.value > 0);
  if (flows.length === 0) return null;

  const used = new Set(flows.flatMap((flow) => [flow.source, flow.target]));
  const nodes: Node[] = (['before', 'after'] as const)
    .flatMap((side) => TIERS.map((tier) => ({ key: `${side}-${tier}`, tier, side })))
    .filter((node) => used.has(node.key));

  const graph = sankey<Node, Flow>()
    .nodeId((node) => node.key)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(30)
    .nodeSort((a, b) => TIERS.indexOf(a.tier) - TIERS.indexOf(b.tier))
    .extent([[MARGIN, HEAD], [WIDTH - MARGIN, HEIGHT - 14]])({ nodes, links: flows });

  const path = sankeyLinkHorizontal<Node, Flow>();
  const mirrored = direction === 'rtl';
  const x = (value: number) => (mirrored ? WIDTH - value : value);
  // With a count hidden there is no sum to write.
  const totalOf = ({ tier, side }: Node) => sumWhole(TIERS.map((other) => (side === 'before' ? matrix[tier][other] : matrix[other][tier])));
  const totalText = (node: Node) => {
    const total = totalOf(node);
    return total === null ? '' : num(total);
  };
  const sentence = (flow: Flow & { value: number }) => t.common.cellLabel(t.words.tierShort[flow.before], t.words.tierShort[flow.after], num(flow.value));

  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="sankey" role="img" aria-label={`${t.common.transitionTable}. ${graph.links.map(sentence).join(direction === 'rtl' ? '؛ ' : '; ')}`}>
      <text x={x(MARGIN + NODE_WIDTH / 2)} y={18} textAnchor="middle" className="sankey-head">{t.common.before}</text>
      <text x={x(WIDTH - MARGIN - NODE_WIDTH / 2)} y={18} textAnchor="middle" className="sankey-head">{t.common.after}</text>
      <g transform={mirrored ? `translate(${WIDTH},0) scale(-1,1)` : undefined}>
        {graph.links.map((link) => (
          // The matrix is the way in for the keyboard; a press on a flow is the short cut of the mouse.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <path
            key={`${link.before}-${link.after}`}
            d={path(link) ?? ''}
            className={`flow ${link.before} ${directionOf(link.before, link.after)}`}
            strokeWidth={Math.max(1.5, link.width ?? 0)}
            fill="none"
            onClick={onOpen ? () => onOpen(link.before, link.after) : undefined}
          >
            <title>{sentence(link)}</title>
          </path>
        ))}
        {graph.nodes.map((node) => {
          const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
          return <rect key={node.key} x={x0} y={y0} width={x1 - x0} height={Math.max(2, y1 - y0)} rx={3} className={`node ${node.tier}`} />;
        })}
      </g>
      {graph.nodes.map((node) => {
        const { x0 = 0, x1 = 0, y0 = 0, y1 = 0 } = node;
        const onLeft = (node.side === 'before') !== mirrored;
        const at = x(node.side === 'before' ? x0 - 12 : x1 + 12);
        // An anchor's start and end follow the text's own direction, the side of the picture does not.
        const anchor = onLeft === !mirrored ? 'end' : 'start';
        return (
          <text key={node.key} x={at} y={(y0 + y1) / 2 - 4} textAnchor={anchor} direction={direction} className="sankey-label">
            {t.words.tierShort[node.tier]}
            <tspan x={at} dy="1.5em" className="sankey-number">{totalText(node)}</tspan>
          </text>
        );
      })}
    </svg>
  );
}
