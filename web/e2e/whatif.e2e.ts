// Another rule tried over history on the real server: by the auditor over all centers, by a manager over the own, by the administrator without a
// family; nothing is stored.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, loaded, shot } from './lib/browser.ts';
import { read, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

let browser: Browser;
let server: Server;

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Bounds that call most families harmed. */
async function harsher(page: Page): Promise<void> {
  await page.goto('/what-if');
  await page.locator('[data-field="bands.harmed_below"]').waitFor();
  await write(page, 'bands.harmed_below', '۶۰۰');
  await write(page, 'bands.at_risk_below', '۷۰۰');
  await submit(page);
  await page.locator('#under-both').waitFor();
}

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'momayez', viewport, language });
    await lookAt(watched, { rule: '/what-if' }, `whatif-${language}-${viewport.width}`);
    await harsher(watched.page);
    await loaded(watched.page);
    await shot(watched.page, `whatif-${language}-${viewport.width}-outcome`);
    await watched.context.close();
  });
});

test('S019: an auditor tries harsher bounds: who moves, the year under both rules, caseloads, decisions; no tier changes', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
  const before = await read<{ matrix: unknown }>(page, '/reports/before-after?year=1404');
  await harsher(page);
  const moves = page.locator('.matrix').first();
  await moves.locator('.cell button').first().click();
  await page.locator('.moved .row-card').first().waitFor();
  await page.getByRole('button', { name: 'فهرست تصمیم‌ها' }).click();
  await page.locator('.moved tbody tr').first().waitFor();
  expect(await page.locator('.matrix').count()).toBe(3);
  await shot(page, 'whatif-auditor-decisions');
  const after = await read<{ matrix: unknown }>(page, '/reports/before-after?year=1404');
  expect(after.matrix).toEqual(before.matrix);
  expect(errors).toEqual([]);
  await context.close();
});

test('a wrong bound is told by its field, and the rule in force moves nobody', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  await page.goto('/what-if');
  await write(page, 'bands.at_risk_below', '۱۰۰');
  await submit(page);
  await page.locator('[data-field="bands.at_risk_below"] .error-line').filter({ hasText: 'مرز' }).waitFor();
  await page.getByRole('button', { name: 'بازگشت به نسخه' }).click();
  await submit(page);
  await page.locator('#under-both').waitFor();
  const moved = page.locator('.stat').filter({ hasText: 'جابه‌جا می‌شوند' });
  expect(await moved.locator('.value').innerText()).toBe('۰');
  // One center: its caseworkers stand below it.
  await page.getByText('به تفکیک همیار').waitFor();
  await context.close();
});

test('S064: an administrator reads rounded numbers of all centers together, and no family', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await harsher(page);
  await page.getByText('شمارها گرد شده است').first().waitFor();
  await expect.poll(() => page.getByText('شمارش همه در راه است').count()).toBe(0);
  expect(await page.locator('.matrix .cell button').count()).toBe(0);
  expect(await page.getByRole('button', { name: 'فهرست تصمیم‌ها' }).count()).toBe(0);
  await shot(page, 'whatif-administrator');
  await context.close();
});
