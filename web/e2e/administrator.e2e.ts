// The administrator on the real server: accounts, the state of the read models, the program's numbers, the indicators.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, open } from './lib/browser.ts';
import { choose, find, saved, submit, write } from './lib/fields.ts';
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

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'rahbar', viewport, language });
    await lookAt(watched, { users: '/admin/users', 'new-user': '/admin/users/new', system: '/admin/system', settings: '/admin/settings', indicators: '/indicators' }, `administrator-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

test('an account from its making to its end: errors by field, its scope, a new password, disabled', async () => {
  const username = `nazer.${Date.now()}`;
  const { context, page, errors } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await page.goto('/admin/users/new');
  await write(page, 'display_name', 'مدیر آزمایشی');
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBe(2);
  await write(page, 'username', username);
  await choose(page, 'roles', 'مدیر مرکز');
  await submit(page);
  // A role needs its scope.
  await page.locator('.error-summary a').filter({ hasText: 'مرکز' }).waitFor();
  await find(page, 'center_id', 'مرکز');
  await submit(page);
  await saved(page, 'ساخته شد');
  await page.getByRole('button', { name: 'رساندم' }).click();

  // The first link is lost; a new one takes its place.
  await page.locator('input[type="search"]').fill(username);
  const row = page.locator('tr').filter({ hasText: username });
  await row.getByText(/دعوت شده/).waitFor();
  await row.getByRole('button', { name: /پیوند تازه/ }).click();
  await submit(page.getByRole('dialog'));
  const link = (await page.locator('.link-shown').getAttribute('data-link')) ?? '';
  await page.getByRole('button', { name: 'رساندم' }).click();

  const other = await open(browser, { base: server.base });
  await other.page.goto(link);
  await write(other.page, 'password', 'tehran@1404!!');
  await write(other.page, 'again', 'tehran@1404!!');
  await submit(other.page);
  // The server finds the password too common; the link is not used up.
  await other.page.locator('[data-field="password"] .error-line').filter({ hasText: 'حدس' }).waitFor();
  await write(other.page, 'password', 'برف روی پشت بام');
  await write(other.page, 'again', 'برف روی پشت بام');
  await submit(other.page);
  await other.page.waitForURL(/\/center\//);
  await other.context.close();

  expect(errors).toEqual([]);
  await context.close();
});

test('read models are up to date, and no family opens', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await page.goto('/admin/system');
  await page.locator('.table tbody tr').first().waitFor();
  expect(await page.locator('.table tbody tr').count()).toBeGreaterThanOrEqual(8);
  await page.getByText('همهٔ نماها به‌روزند.').waitFor();
  expect((await page.request.get('/api/v1/families')).status()).toBe(403);
  await context.close();
});

test('a new version of the program’s numbers: a wrong one is told by its field', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await page.goto('/admin/settings');
  await page.getByRole('button', { name: 'نسخهٔ تازه' }).click();
  const dialog = page.getByRole('dialog');
  await write(dialog, 'caseload_min', '۲۰');
  await write(dialog, 'visit_every_days', '۲۸');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  expect(await dialog.locator('[data-field="caseload_min"] .error-line').innerText()).toContain('بیشینه');
  await write(dialog, 'caseload_min', '۵');
  await dialog.locator('[data-field="effective_from"] input, [data-field="effective_from"] .segment').first().waitFor();
  await dialog.getByRole('button', { name: 'بستن' }).click();
  await context.close();
});
