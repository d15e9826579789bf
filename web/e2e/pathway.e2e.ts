// A woman's way from identified to empowered: enrolled, left, taken up again, empowered; and counted.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; household_type: string | null; consent: string; baseline_tier: string | null };
type Way = { items: { standing: string; words: { kind: string }[]; steps: { step: string; reached_on: object | null }[] }[] };
type Report = { women: number; left: number; returned: number; steps: { step: string; standing: number; reached: number }[] };

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

/** A family that a woman heads, with consent and a baseline, whose way nobody has spoken of. */
async function family(page: Page): Promise<string> {
  const { items } = await read<{ items: Card[] }>(page, '/families?state=open&limit=100');
  for (const one of items.filter((card) => card.household_type === 'female_headed' && card.consent === 'given' && card.baseline_tier !== null)) {
    // One after the other, until one fits.
    // oxlint-disable-next-line no-await-in-loop
    const { items: ways } = await read<Way>(page, `/families/${one.id}/pathways`);
    if (ways.length === 1 && ways[0]?.words.length === 0) return one.id;
  }
  throw new Error('no such family');
}

test('a caseworker enrolls a woman, who leaves, comes back and stands on her own feet', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  const id = await family(page);
  await page.goto(`/families/${id}?tab=members`);
  await page.getByRole('heading', { name: 'مسیر توانمندسازی' }).waitFor();
  await page.getByRole('button', { name: 'پذیرش در برنامه' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await choose(dialog, 'criteria', 'خودش می‌خواهد');
  await choose(dialog, 'criteria', 'درآمد خانوار');
  await shot(page, 'pathway-enroll-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await submit(dialog);
  await saved(page, 'ثبت شد');
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.pathway [aria-current="step"]').filter({ hasText: 'نیازسنجی‌شده' }).waitFor();

  await page.getByRole('button', { name: 'از برنامه رفت' }).click();
  await select(page, 'reason', 'نگهداری از دیگران');
  await submit(page.getByRole('dialog'));
  await page.getByText('رفته از برنامه').first().waitFor();
  await page.getByRole('button', { name: 'بازگشت به برنامه' }).click();
  await submit(page.getByRole('dialog'));
  await page.locator('.pathway [aria-current="step"]').filter({ hasText: 'نیازسنجی‌شده' }).waitFor();
  await page.getByRole('button', { name: 'توانمند شد' }).click();
  const end = page.getByRole('dialog');
  await submit(end);
  await end.locator('.error-summary').waitFor();
  await write(end, 'reason', 'از کار خودش درآمد ثابت دارد');
  await submit(end);
  await page.locator('.pathway [aria-current="step"]').filter({ hasText: 'توانمند' }).waitFor();
  await page.getByText('آنچه مرکز گفته است').click();
  await shot(page, 'pathway-file-fa-360');
  expect(await overflow(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  const { items } = await read<Way>(page, `/families/${id}/pathways`);
  expect(items[0]?.words.map((one) => one.kind)).toEqual(['enrolled', 'left', 'resumed', 'completed']);
  expect(errors).toEqual([]);
  await context.close();
});

test('the manager reads how many stand where, and every number opens its women', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  const report = await read<Report>(page, '/reports/pathway');
  const empowered = report.steps.find((one) => one.step === 'empowered');
  expect(empowered?.standing).toBeGreaterThan(0);
  expect(report.steps.reduce((sum, one) => sum + one.standing, report.left)).toBe(report.women);
  await page.goto('/reports/pathway');
  await loaded(page);
  await page.getByRole('link', { name: /فهرست توانمند، اکنون اینجا/ }).click();
  await page.locator('.cell-panel li').first().waitFor();
  expect(await page.locator('.cell-panel li').count()).toBe(empowered?.standing);
  await shot(page, 'pathway-report-fa-1440');
  expect(await axe(page)).toEqual([]);
  await select(page, 'by', 'سال پذیرش');
  await page.getByText('پذیرفته نشده').first().waitFor();
  await shot(page, 'pathway-report-by-fa-1440');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test.each([['modir', 'fa', PHONE, 360], ['karshenas', 'fa', DESK, 1440], ['momayez', 'en', DESK, 1440]] as const)('the way as %s reads it in %s', async (username, language, viewport, width) => {
  const watched = await as(browser, { base: server.base, username, viewport, language });
  await lookAt(watched, { pathway: '/reports/pathway' }, `${username}-${language}-${width}`);
  if (username === 'karshenas') expect(await watched.page.locator('.cell-panel').count()).toBe(0);
  await watched.context.close();
});
