import fs from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NEAR = 160;

type Found = { rule: string; line: string };

async function look(page: Page): Promise<Found[]> {
  // Evaluated by the debugger, which the content security policy does not govern.
  const script = `(() => {
    const module = undefined, define = undefined;
    ${source};
    // React Aria's announcer keeps its last word for some seconds after what it spoke of has gone.
    return axe.run({ include: [['html']], exclude: [['[data-live-announcer]']] }, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
      .then((r) => r.violations.flatMap((v) => v.nodes.map((n) => ({ rule: v.id, line: v.id + ' [' + v.impact + '] ' + n.html.slice(0, 160) + ' :: ' + ((n.any[0] || n.all[0] || {}).message || v.help).replace(/ \\(.*/, '') }))));
  })()`;
  return page.evaluate<Found[]>(script);
}

/** What axe finds against WCAG 2.0 to 2.2 AA and good practice; one line each. */
export async function axe(page: Page): Promise<string[]> {
  const found = await look(page);
  if (!found.some((one) => one.rule === 'target-size')) return found.map((one) => one.line);
  // A bar that stays lies over whatever is beneath it just then. What is small is so wherever the page is scrolled to.
  const scroll = (by: number) => page.evaluate((pixels) => window.scrollBy(0, pixels), by);
  await scroll(NEAR);
  const moved = new Set((await look(page)).map((one) => one.line));
  await scroll(-NEAR);
  return found.filter((one) => one.rule !== 'target-size' || moved.has(one.line)).map((one) => one.line);
}
