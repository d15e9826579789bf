// A provincial officer on the real server: rounded counts without names, none below five; neighborhoods, places, agencies.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { read, select } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Row = Record<'stable' | 'at_risk' | 'harmed', number | null>;
type Report = { year: number; matrix: Record<'stable' | 'at_risk' | 'harmed', Row>; rounded: boolean };
type Named = { id: string; name: string };

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

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'karshenas', viewport, language });
    const cities = await read<{ items: Named[] }>(watched.page, '/places?level=city');
    const neighborhoods = await read<{ items: Named[] }>(watched.page, '/neighborhoods');
    const agencies = await read<{ items: (Named & { duties: number })[] }>(watched.page, '/agencies');
    await lookAt(watched, {
      report: '/reports/before-after',
      cell: '/reports/before-after?from=harmed&to=at_risk',
      domains: '/reports/before-after?by=domain&sum=once',
      neighborhoods: '/neighborhoods',
      neighborhood: `/neighborhoods/${neighborhoods.items[0]?.id ?? ''}`,
      city: `/places/${cities.items.find((c) => c.name === 'مشهد')?.id ?? ''}`,
      agencies: '/agencies',
      agency: `/agencies/${agencies.items.find((a) => a.duties > 0)?.id ?? ''}`,
    }, `officer-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

describe('before and after', () => {
  test('S064: the officer sees rounded numbers and none below five, on screen as in the answer, and no family opens', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
    const report = await read<Report>(page, '/reports/before-after?year=1404');
    await page.goto('/reports/before-after?year=1404');
    await page.locator('.matrix').waitFor();
    const counts = Object.values(report.matrix).flatMap((row) => Object.values(row)).filter((count) => count !== null);
    expect(report.rounded && counts.every((count) => count >= 5 && count % 5 === 0)).toBe(true);
    await page.getByText('شمارها گرد شده است').first().waitFor();
    const hidden = Object.values(report.matrix).flatMap((row) => Object.values(row)).filter((count) => count === null).length;
    expect(await page.locator('.matrix .hidden-count').count()).toBeGreaterThanOrEqual(hidden);
    await page.locator('.matrix .cell button').last().click();
    await page.locator('.cell-panel').waitFor();
    expect(await page.locator('.cell-panel .row-card').count()).toBe(0);
    expect((await page.request.get('/api/v1/reports/before-after/families?year=1404')).status()).toBe(403);
    await context.close();
  });

  test('S064: changes beyond the margin: an officer chooses no margin, and no small count, mean or group of few is told', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
    await page.goto('/reports/before-after?year=1404&split=neighborhood');
    const card = page.locator('.card').filter({ hasText: 'تغییر، فراتر از حاشیه' });
    await card.locator('tbody tr').first().waitFor();
    expect(await card.locator('[data-field="margin"]').count()).toBe(0);
    const told = await read<{ rounded: boolean; whole: { mean: unknown; better: { families: number | null } } }>(page, '/reports/changes?year=1404');
    expect(told.rounded && told.whole.mean === null).toBe(true);
    expect(told.whole.better.families === null || told.whole.better.families % 5 === 0).toBe(true);
    expect((await page.request.get('/api/v1/reports/changes?year=1404&margin=50')).status()).toBe(403);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('S025: an auditor widens the margin and splits by what was given; tests and intervals stand beside the counts', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/reports/before-after?year=1404');
    const card = page.locator('.card').filter({ hasText: 'تغییر، فراتر از حاشیه' });
    await card.locator('tbody tr').first().waitFor();
    await select(page, 'split', 'نوع خدمت گرفته');
    await page.waitForURL(/split=service_kind/);
    await select(page, 'margin', '۱۰۰ از');
    await page.waitForURL(/margin=100/);
    await card.getByText(/χ²|تنها/).first().waitFor();
    await card.getByText('این عددها را چگونه بخوانیم').click();
    await shot(page, 'auditor-changes');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the filters stand in the address, so that the screen can be sent', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
    await page.goto('/reports/before-after?year=1404');
    await page.locator('.matrix').waitFor();
    await select(page, 'household_type', 'زن‌سرپرست');
    await page.waitForURL(/household_type=female_headed/);
    await select(page, 'domain', 'اقتصادی');
    await page.waitForURL(/domain=economic/);
    await page.reload();
    await page.locator('.matrix').waitFor();
    expect(await page.locator('[data-field="domain"] .select-button').innerText()).toContain('اقتصادی');
    await page.getByRole('button', { name: 'برداشتن صافی‌ها' }).click();
    await page.waitForURL((url) => !url.search.includes('domain'));
    await context.close();
  });

  test('an auditor opens the families behind a cell', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const report = await read<Report>(page, '/reports/before-after?year=1404');
    await page.goto('/reports/before-after?year=1404&from=harmed&to=at_risk');
    await page.locator('.cell-panel .row-card').first().waitFor();
    expect(await page.locator('.cell-panel .row-card').count()).toBe(report.matrix.harmed.at_risk);
    await context.close();
  });
});

describe('places', () => {
  test('three neighborhoods of one name stay three, found in any spelling', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'karshenas' });
    await page.goto('/neighborhoods');
    await page.locator('input[type="search"]').fill('قائم');
    await page.waitForURL(/q=/);
    await expect.poll(() => page.locator('.row-card .who').filter({ hasText: /^قائم$/ }).count()).toBe(3);
    await page.goto(`/neighborhoods?q=${encodeURIComponent('كوي')}`);
    await page.locator('.row-card').first().waitFor();
    expect(await page.locator('.row-card').first().innerText()).toContain('کوی');
    await context.close();
  });

  test('S093: the printed total and the sum of the zones stand side by side, neither corrected', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
    const cities = await read<{ items: Named[] }>(page, '/places?level=city');
    await page.goto(`/places/${cities.items.find((c) => c.name === 'مشهد')?.id ?? ''}`);
    const table = page.locator('.table').first();
    await table.getByText('۸۸۳٬۴۸۵').waitFor();
    await table.getByText('۱٬۲۵۰٬۰۰۰').waitFor();
    await context.close();
  });
});
