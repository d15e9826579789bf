import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds against WCAG 2.0 to 2.2 AA and good practice; one line each. */
export async function axe(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the content security policy does not govern.
  const script = `(() => {
    const module = undefined, define = undefined;
    ${source};
    // React Aria's announcer keeps its last word for some seconds after what it spoke of has gone.
    return axe.run({ include: [['html']], exclude: [['[data-live-announcer]']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((r) => r.violations.map((v) => v.id + ' [' + v.impact + '] x' + v.nodes.length + ' ' + v.nodes[0].html.slice(0, 160) + ' :: ' + ((v.nodes[0].any[0] || v.nodes[0].all[0] || {}).message || v.help)));
  })()`;
  return page.evaluate<string[]>(script);
}
