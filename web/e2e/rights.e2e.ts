// Rights on the real server: given for a time and with a reason, taken back, seen by the auditor; what is more than held is refused.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, open, signIn } from './lib/browser.ts';
import { choose, find, saved, select, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

let browser: Browser;
let server: Server;
const PASSWORD = 'باران روی پشت بام';

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** An account of counts whose person has set a password, and its page as the administrator opens it. */
async function made(page: Page, username: string): Promise<string> {
  const answer = await page.request.post('/api/v1/users', { data: { username, display_name: `کاربر ${username}`, roles: ['officer'] } });
  expect(answer.status(), await answer.text()).toBe(201);
  const { id, link } = (await answer.json()) as { id: string; link: { token: string } };
  const own = await open(browser, { base: server.base });
  const set = await own.page.request.post('/api/v1/invitation/accept', { data: { token: link.token, password: PASSWORD } });
  expect(set.status(), await set.text()).toBeLessThan(300);
  await own.context.close();
  await page.goto(`/admin/users/${id}`);
  await page.getByRole('heading', { name: 'دسترسی‌های کنونی' }).waitFor();
  return id;
}

const rowOf = (page: Page, text: string) => page.locator('tr').filter({ hasText: text });

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('an account’s rights in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'rahbar', viewport, language });
    const users = (await (await watched.page.request.get('/api/v1/users')).json()) as { items: { id: string; username: string }[] };
    const id = users.items.find((user) => user.username === 'komision')?.id ?? '';
    await lookAt(watched, { account: `/admin/users/${id}`, users: '/admin/users' }, `rights-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

test('a right is given for a time, with a reason, and taken back at once', async () => {
  const username = `jaygozin.${Date.now()}`;
  const { context, page, errors } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await made(page, username);
  const other = await open(browser, { base: server.base });
  await signIn(other.page, username, PASSWORD);
  await other.page.waitForURL(/\/(reports|places|neighborhoods)/);

  await page.getByRole('button', { name: 'دادن دسترسی' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await select(page, 'role', 'مدیر مرکز');
  await submit(dialog);
  // A role needs its place.
  await dialog.locator('.error-summary a').filter({ hasText: 'مرکز' }).waitFor();
  await find(page, 'center_id', 'مرکز');
  await choose(dialog, 'ground', 'دلیل دیگر');
  await submit(dialog);
  await dialog.locator('[data-field="note"] .error-line').waitFor();
  await write(dialog, 'note', 'به جای مدیر مرکز تا پایان مرخصی');
  await submit(dialog);
  await saved(page, 'دسترسی داده شد');
  const row = rowOf(page, 'مدیر مرکز');
  await row.getByText('به جای مدیر مرکز تا پایان مرخصی').waitFor();
  await row.getByText('راهبر سامانه').waitFor();

  // The person's open screen learns of it without loading the page anew.
  await other.page.getByRole('link', { name: 'پذیرش' }).first().waitFor();

  await row.getByRole('button', { name: /^پس گرفتن/ }).click();
  await page.getByRole('dialog').getByText('پایان وظیفه').click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'دسترسی پس گرفته شد');
  await page.getByRole('heading', { name: 'دسترسی‌های پیشین' }).waitFor();
  await rowOf(page, 'پس گرفته شده').getByText('پایان وظیفه').waitFor();
  expect((await other.page.request.get('/api/v1/center/intake')).status()).toBe(403);
  await other.page.getByRole('link', { name: 'پذیرش' }).first().waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
  await other.context.close();
  await context.close();
});

test('duties that are kept apart are refused in words, and what was typed stays', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  const users = (await (await page.request.get('/api/v1/users')).json()) as { items: { id: string; username: string }[] };
  await page.goto(`/admin/users/${users.items.find((user) => user.username === 'momayez')?.id}`);
  await page.getByRole('button', { name: 'دادن دسترسی' }).click();
  const dialog = page.getByRole('dialog');
  await select(page, 'role', 'مدیر سامانه');
  await write(dialog, 'note', 'به درخواست استان');
  await submit(dialog);
  await dialog.getByText('را یک نفر هم‌زمان نمی‌گیرد').waitFor();
  expect(await dialog.locator('[data-field="note"] textarea').inputValue()).toBe('به درخواست استان');
  await context.close();
});

test('the own rights are shown and not changed', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  const me = (await (await page.request.get('/api/v1/session')).json()) as { user_id: string };
  await page.goto(`/admin/users/${me.user_id}`);
  await page.getByText('دسترسی‌های خود را کسی تغییر نمی‌دهد').waitFor();
  expect(await page.getByRole('button', { name: 'دادن دسترسی' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^پس گرفتن/ }).count()).toBe(0);
  await context.close();
});

test('an account is disabled with a reason and let in again; the auditor sees who did it and why', async () => {
  const username = `rafte.${Date.now()}`;
  const { context, page } = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  const id = await made(page, username);
  await page.getByRole('button', { name: 'از کار انداختن حساب' }).click();
  await submit(page.getByRole('dialog'));
  await page.getByRole('dialog').locator('.error-summary').waitFor();
  await page.getByRole('dialog').getByText('رفتن از برنامه').click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'از کار افتاد');
  await page.getByRole('button', { name: 'فعال کردن حساب' }).click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'فعال شد');
  await context.close();

  const auditor = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
  await auditor.page.goto(`/admin/users/${id}`);
  await auditor.page.getByText('رفتن از برنامه').waitFor();
  expect(await auditor.page.getByRole('button', { name: 'دادن دسترسی' }).count()).toBe(0);
  await auditor.context.close();
});
