// Elements without a library: for what has to be on the screen before the app is there.
import { MARK } from './mark.ts';

/** An element with attributes and what is in it. */
export function part<N extends keyof HTMLElementTagNameMap>(name: N, attributes: Record<string, string> = {}, ...inside: (Node | string)[]): HTMLElementTagNameMap[N] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
}

/** The program's mark. */
export function markPart(): SVGSVGElement {
  const draw = (name: string, attributes: Record<string, string>) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    return shape;
  };
  const svg = draw('svg', { viewBox: '0 0 32 32', 'aria-hidden': 'true', focusable: 'false' });
  svg.append(draw('rect', { width: '32', height: '32', rx: '9', fill: '#0d4f4d', stroke: '#ffffff40' }), draw('path', { d: MARK.house, fill: 'none', stroke: '#fff', 'stroke-width': '2.2', 'stroke-linejoin': 'round' }), draw('path', { d: MARK.heart, fill: '#f0b429' }));
  return svg as SVGSVGElement;
}
