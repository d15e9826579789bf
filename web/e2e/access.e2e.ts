// Getting in and staying safe, on a store for real work: second factor, recovery, sessions, devices that are wiped, the record of signing in.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write } from './lib/fields.ts';
import { startRealStore, type RealStore } from './lib/realStore.ts';
import { acceptLink, makeFactor, signInWhole, type Phones } from './lib/signing.ts';

const AUDITOR = { username: 'momayez', password: 'باران روی پشت بام' };
const MANAGER = { username: 'modir.yas', password: 'برف روی پشت بام' };
const CASEWORKER = { username: 'hamyar.yas', password: 'آفتاب روی پشت بام' };

let browser: Browser;
let store: RealStore;
const phones: Phones = new Map();

beforeAll(async () => {
  store = await startRealStore();
  browser = await launch();
}, 180_000);

afterAll(async () => {
  await browser.close();
  await store.stop();
});

async function look(page: Page, name: string): Promise<void> {
  await loaded(page);
  await shot(page, `access-${name}`);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await overflow(page)]).toEqual([name, 0]);
}

/** What is over the page, as it is seen. */
async function lookAtDialog(page: Page, name: string): Promise<void> {
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).first().waitFor();
  await shot(page, `access-${name}`);
  expect([name, await axe(page)]).toEqual([name, []]);
}

async function signedIn(username: string, password: string, viewport = DESK, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: store.base, viewport, language });
  await signInWhole(watched.page, username, password, phones);
  return watched;
}

async function invite(page: Page, username: string, name: string, role: string, bind?: () => Promise<void>): Promise<string> {
  await page.goto('/admin/users/new');
  await write(page, 'display_name', name);
  await write(page, 'username', username);
  await choose(page, 'roles', role);
  await bind?.();
  await submit(page);
  await saved(page, 'ساخته شد');
  const link = (await page.locator('.link-shown').getAttribute('data-link')) ?? '';
  await lookAtDialog(page, `link-${username}`);
  await page.getByRole('button', { name: 'رساندم' }).click();
  await page.waitForURL(/\/admin\/users$/);
  return link;
}

test('the first administrator makes a second factor before anything else, and shows it from then on', async () => {
  const { context, page, errors } = await open(browser, { base: store.base, viewport: PHONE });
  await page.goto('/login');
  await page.locator('input[name="username"]').fill('rahbar');
  await page.locator('input[name="password"]').fill(store.password);
  await page.locator('form button[type="submit"]').click();
  await page.locator('.qr').waitFor();
  await look(page, 'make-factor-fa-360');
  // A page opened by hand leads back here: nothing opens without it.
  expect((await page.request.get('/api/v1/users')).status()).toBe(403);
  await page.goto('/admin/users');
  await page.locator('.qr').waitFor();
  expect(new URL(page.url()).pathname).toBe('/login');
  await write(page, 'code', '000000');
  await submit(page);
  await page.locator('[data-field="code"] .error-line').filter({ hasText: 'درست نیست' }).waitFor();
  const codes = await makeFactor(page, 'rahbar', phones);
  expect(new Set(codes).size).toBe(10);
  await page.waitForURL(/\/admin\/users/);
  expect(errors).toEqual([]);
  await context.close();

  // Next time the code is asked for, here in English; a recovery code stands in for a phone that is not at hand.
  const again = await open(browser, { base: store.base, viewport: PHONE, language: 'en' });
  await again.page.goto('/login');
  await again.page.locator('input[name="username"]').fill('rahbar');
  await again.page.locator('input[name="password"]').fill(store.password);
  await again.page.locator('form button[type="submit"]').click();
  await again.page.locator('[data-field="code"] input').waitFor();
  await look(again.page, 'show-factor-en-360');
  await again.page.getByRole('button', { name: 'My phone is not at hand' }).click();
  await look(again.page, 'show-recovery-en-360');
  await write(again.page, 'recovery_code', codes[0] ?? '');
  await submit(again.page);
  await again.page.waitForURL(/\/admin\/users/);
  await again.page.goto('/me');
  await again.page.getByText('9 recovery codes left').waitFor();
  await look(again.page, 'me-en-360');
  expect(again.errors).toEqual([]);
  await again.context.close();
});

test('an invitation: who invites, as what, the own password with its rules, the second factor; the link works once', async () => {
  const administrator = await signedIn('rahbar', store.password);
  const link = await invite(administrator.page, AUDITOR.username, 'حسابرس یکم', 'حسابرس');
  await look(administrator.page, 'users-invited-1440');

  const invited = await open(browser, { base: store.base, viewport: PHONE });
  await invited.page.goto(link);
  await invited.page.getByText('rahbar شما را دعوت کرده است').waitFor();
  // The secret has left the address.
  expect(new URL(invited.page.url()).hash).toBe('');
  await look(invited.page, 'invitation-fa-360');
  await write(invited.page, 'password', 'کوتاه');
  await write(invited.page, 'again', 'دیگر');
  await submit(invited.page);
  expect(await invited.page.locator('.error-summary li').count()).toBe(2);
  for (const name of ['password', 'again']) await write(invited.page, name, AUDITOR.password);
  await submit(invited.page);
  await makeFactor(invited.page, AUDITOR.username, phones);
  await invited.page.waitForURL(/\/audit/);
  await invited.page.goto('/sign-ins');
  await invited.page.getByRole('rowheader', { name: 'با پیوند گذرواژه گذاشته شد' }).first().waitFor();
  await look(invited.page, 'sign-ins-fa-360');
  expect(invited.errors).toEqual([]);
  await invited.context.close();

  const late = await open(browser, { base: store.base, viewport: PHONE, language: 'en' });
  await late.page.goto(link);
  await late.page.getByText('This link cannot be used any more').waitFor();
  await look(late.page, 'link-used-en-360');
  await late.context.close();
  expect(administrator.errors).toEqual([]);
  await administrator.context.close();
});

test('a sensitive act asks once more, and goes on with what was typed', async () => {
  const { context, page, errors } = await signedIn('rahbar', store.password);
  await page.goto('/admin/users');
  const row = page.locator('tr').filter({ hasText: AUDITOR.username });
  await row.getByRole('button', { name: /برداشتن عامل دوم/ }).click();
  const dialog = page.getByRole('dialog');
  await write(dialog, 'reason', 'گوشی گم شده است');
  // As a quarter of an hour later: the server is asked for real only after the confirmation.
  let asked = 0;
  await page.route('**/second-factor/reset', async (route) => {
    asked += 1;
    if (asked > 1) return route.continue();
    return route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ status: 403, code: 'confirm_again', title: '', params: { with: 'code' } }) });
  });
  await submit(dialog);
  await page.getByText('یک بار دیگر نشان دهید که خودتان هستید').first().waitFor();
  await lookAtDialog(page, 'confirm-again-1440');
  const phone = phones.get('rahbar');
  await write(page.getByRole('dialog').last(), 'code', (await phone?.code()) ?? '');
  await submit(page.getByRole('dialog').last());
  await saved(page, 'عامل دوم برداشته شد');
  expect(asked).toBe(2);
  phones.delete(AUDITOR.username);
  await page.goto('/sign-ins?kind=factor_reset');
  await page.getByText('گوشی گم شده است').waitFor();
  await look(page, 'sign-ins-reset-1440');
  expect(errors).toEqual([]);
  await context.close();

  const auditor = await open(browser, { base: store.base });
  await signInWhole(auditor.page, AUDITOR.username, AUDITOR.password, phones);
  expect(phones.has(AUDITOR.username)).toBe(true);
  await auditor.context.close();
});

test('sessions: seen and ended one by one and all at once', async () => {
  const [here, there] = [await signedIn('rahbar', store.password), await signedIn('rahbar', store.password, PHONE)];
  await here.page.goto('/me');
  await here.page.getByRole('button', { name: 'پایان دادن به همهٔ دیگرها' }).waitFor();
  await look(here.page, 'me-fa-1440');
  await here.page.getByRole('button', { name: 'پایان دادن به همهٔ دیگرها' }).click();
  await saved(here.page, 'ورودهای دیگر پایان یافتند');
  // The other screen closes by itself: nobody has to touch it.
  await there.page.getByRole('alertdialog').waitFor({ timeout: 15_000 });
  expect(await there.page.locator('.overlay.covers').count()).toBe(1);
  await shot(there.page, 'session-ended-fa-360');
  expect((await there.page.request.get('/api/v1/session')).status()).toBe(401);
  expect((await here.page.request.get('/api/v1/session')).status()).toBe(200);
  await here.page.getByText('ورودی از جای دیگر پایان یافت').first().waitFor();
  for (const watched of [here, there]) await watched.context.close();
});

test('a lost phone: the manager wipes it in two taps, and it forgets everything when it comes by', { timeout: 180_000 }, async () => {
  const administrator = await signedIn('rahbar', store.password);
  const { page } = administrator;
  await page.goto('/admin/centers/new');
  await write(page, 'name', 'مرکز یاس');
  await select(page, 'host', 'خیریه');
  await write(page, 'file_prefix', 'y1');
  await find(page, 'neighborhood_ids', 'رده');
  await submit(page);
  await saved(page, 'مرکز ساخته شد');
  const managerLink = await invite(page, MANAGER.username, 'مدیر یاس', 'مدیر مرکز', () => find(page, 'center_id', 'یاس'));
  const manager = await open(browser, { base: store.base, viewport: PHONE });
  await acceptLink(manager.page, managerLink, MANAGER.username, MANAGER.password, phones);
  const made = await manager.page.request.post('/api/v1/caseworkers', { data: { command_id: crypto.randomUUID(), name: 'همیار نمونه', background: 'graduate' }, headers: { origin: store.base } });
  expect(made.ok()).toBe(true);
  const id = ((await made.json()) as { ids: { caseworker_id: string } }).ids.caseworker_id;

  // The manager makes the caseworker's account, and hands the link over.
  await manager.page.goto(`/center/caseworkers/${id}`);
  await manager.page.getByRole('button', { name: 'ساختن حساب' }).click();
  await write(manager.page.getByRole('dialog'), 'username', CASEWORKER.username);
  await lookAtDialog(manager.page, 'caseworker-account-fa-360');
  await submit(manager.page.getByRole('dialog'));
  await manager.page.locator('.link-shown').waitFor();
  const link = (await manager.page.locator('.link-shown').getAttribute('data-link')) ?? '';
  await manager.page.getByRole('button', { name: 'رساندم' }).click();
  await manager.page.getByText('دعوت شده').waitFor();
  const phone = await open(browser, { base: store.base, viewport: PHONE });
  await acceptLink(phone.page, link, CASEWORKER.username, CASEWORKER.password, phones);
  expect(phones.has(CASEWORKER.username)).toBe(false);
  await phone.page.goto('/me');
  await phone.page.getByRole('button', { name: /نام‌گذاری/ }).click();
  await write(phone.page.getByRole('dialog'), 'name', 'گوشی من');
  await submit(phone.page.getByRole('dialog'));
  await saved(phone.page, 'نام نوشته شد');
  await look(phone.page, 'me-caseworker-fa-360');
  await phone.page.evaluate(async () => {
    sessionStorage.setItem('hamyar-draft:x:visit', 'یادداشت پنهان');
    localStorage.setItem('hamyar-kept', 'یادداشت پنهان');
    await new Promise((resolve) => {
      const opened = indexedDB.open('hamyar-queue');
      opened.onsuccess = () => {
        opened.result.close();
        resolve(null);
      };
    });
    await (await caches.open('hamyar-pages')).put('/x', new Response('یادداشت پنهان'));
  });

  // Two taps.
  await manager.page.goto(`/center/caseworkers/${id}`);
  await manager.page.getByRole('button', { name: 'پاک کردن گوشی من' }).click();
  await lookAtDialog(manager.page, 'wipe-fa-360');
  await manager.page.getByRole('dialog').getByRole('button', { name: 'پاک کردن', exact: true }).click();
  await saved(manager.page, 'پاک کردن خواسته شد');
  await manager.page.getByText('در انتظار پاک شدن').waitFor();
  await look(manager.page, 'caseworker-devices-fa-360');

  // The phone is in somebody's hands, with the app open: its live channel ends, the next thing it asks for wipes it, and it says so.
  const empty = () => phone.page.evaluate(async () => ({ session: sessionStorage.length, kept: localStorage.getItem('hamyar-kept'), databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length }));
  await phone.page.waitForURL(/\/wiped$/, { timeout: 60_000 });
  await phone.page.getByText('این دستگاه پاک شد').waitFor();
  // The language is gone with the rest; the test puts its own back at every load.
  await expect.poll(empty).toEqual({ session: 0, kept: null, databases: 0, caches: 0 });
  expect((await phone.context.cookies()).filter(({ name }) => name.includes('hamyar'))).toEqual([]);
  await look(phone.page, 'wiped-fa-360');
  await manager.page.reload();
  await manager.page.getByText('پاک شد', { exact: false }).first().waitFor();
  const record = await read<{ items: { kind: string }[] }>(page, '/sign-ins?kind=device_wiped');
  expect(record.items).toHaveLength(1);
  for (const watched of [administrator, manager, phone]) await watched.context.close();
});

test('a wiped device that opens a page by its address is told on the page itself', async () => {
  const [here, there] = [await signedIn(MANAGER.username, MANAGER.password), await signedIn(MANAGER.username, MANAGER.password, PHONE)];
  const devices = await read<{ items: { id: string; current: boolean }[] }>(there.page, '/devices');
  const own = devices.items.find(({ current }) => current)?.id ?? '';
  await there.page.evaluate(() => localStorage.setItem('hamyar-kept', 'یادداشت پنهان'));
  // An open screen would hear of it first, and be told itself.
  await there.page.goto('about:blank');
  await here.page.request.post(`/api/v1/devices/${own}/wipe`, { data: {}, headers: { origin: store.base } });
  await there.page.goto('/center/intake');
  await there.page.getByText('این دستگاه پاک شد').waitFor();
  await shot(there.page, 'access-wiped-page-360');
  await there.page.waitForFunction(() => localStorage.getItem('hamyar-kept') === null);
  await there.page.goto('/login');
  await there.page.locator('input[name="username"]').waitFor();
  for (const watched of [here, there]) await watched.context.close();
});

test.each([['fa', PHONE], ['en', DESK]] as const)('every screen of this kind in %s at %o: no axe violation, no sideways scroll', async (language, viewport) => {
  const { context, page, errors } = await signedIn('rahbar', store.password, viewport, language);
  const screens = { me: '/me', 'sign-ins': '/sign-ins', users: '/admin/users', 'new-user': '/admin/users/new', 'paste-link': '/invitation' };
  for (const [name, where] of Object.entries(screens)) {
    await page.goto(where);
    await page.locator('h1').first().waitFor();
    await look(page, `${name}-${language}-${viewport.width}`);
  }
  expect(errors).toEqual([]);
  await context.close();
});
