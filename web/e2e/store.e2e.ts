// A store for real work, set up from its screens alone: the first administrator forms a center, a commission and accounts; the manager
// then identifies a family; the next version of the indicators is published.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write, writeDate } from './lib/fields.ts';
import { startRealStore, type RealStore } from './lib/realStore.ts';
import { acceptLink, signInWhole, type Phones } from './lib/signing.ts';
import { dayFromNow } from './lib/days.ts';

const MANAGER = { username: 'modir.golha', password: 'باران روی پشت بام' };
const MEMBER = { username: 'dabir.golha', password: 'برف روی پشت بام' };

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

async function person(username: string, password: string, viewport = DESK, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: store.base, viewport, language });
  await signInWhole(watched.page, username, password, phones);
  return watched;
}

/** Nothing is wrong with what is on screen now. */
async function look(page: Page, name: string): Promise<void> {
  await page.locator('h1').first().waitFor();
  await loaded(page);
  await shot(page, `store-${name}`);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await overflow(page)]).toEqual([name, 0]);
}

/** An account is made by invitation: its person sets the password behind the link, and the second factor. */
async function account(page: Page, { username, password }: typeof MANAGER, name: string, role: string, bind: () => Promise<void>): Promise<void> {
  await page.goto('/admin/users/new');
  await write(page, 'display_name', name);
  await write(page, 'username', username);
  await choose(page, 'roles', role);
  await bind();
  await submit(page);
  await saved(page, 'ساخته شد');
  const link = (await page.locator('.link-shown').getAttribute('data-link')) ?? '';
  await page.getByRole('button', { name: 'رساندم' }).click();
  const invited = await open(browser, { base: store.base });
  await acceptLink(invited.page, link, username, password, phones);
  expect(invited.errors).toEqual([]);
  await invited.context.close();
}

test('from an empty store to the first family', { timeout: 240_000 }, async () => {
  const administrator = await person('rahbar', store.password);
  const { page } = administrator;
  await page.goto('/admin/centers');
  await page.getByText('هنوز مرکزی نیست').waitFor();
  await look(page, 'no-center');

  // A center: what is missing is told by field.
  await page.getByRole('link', { name: 'مرکز تازه' }).click();
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBe(4);
  await write(page, 'name', 'مرکز گل‌ها');
  await select(page, 'host', 'خیریه');
  await write(page, 'file_prefix', 'g۱');
  await find(page, 'neighborhood_ids', 'رده');
  await page.getByRole('button', { name: 'افزودن محله' }).click();
  await find(page, 'neighborhood_ids', 'التیمور');
  await look(page, 'new-center');
  await submit(page);
  await saved(page, 'مرکز ساخته شد');
  const row = page.locator('tr').filter({ hasText: 'مرکز گل‌ها' });
  await row.waitFor();
  expect(await row.innerText()).toMatch(/رده/);
  expect(await row.innerText()).toMatch(/التیمور/);
  await look(page, 'centers');

  // A commission for its cases.
  await page.goto('/admin/commissions');
  await page.getByRole('link', { name: 'کمیسیون تازه' }).click();
  await write(page, 'name', 'کمیسیون اجتماعی گل‌ها');
  await choose(page, 'domain', 'اجتماعی');
  await choose(page, 'center_ids', 'مرکز گل‌ها');
  await look(page, 'new-commission');
  await submit(page);
  await saved(page, 'کمیسیون ساخته شد');
  await page.locator('tr').filter({ hasText: 'کمیسیون اجتماعی گل‌ها' }).waitFor();
  await look(page, 'commissions');

  await account(page, MANAGER, 'مدیر گل‌ها', 'مدیر مرکز', () => find(page, 'center_id', 'گل‌ها'));
  await account(page, MEMBER, 'دبیر گل‌ها', 'عضو کمیسیون', () => choose(page, 'commission_ids', 'گل‌ها'));

  // The manager's first family.
  const manager = await person(MANAGER.username, MANAGER.password);
  await manager.page.goto('/center/new');
  await write(manager.page, 'family_name', 'نمونه‌پور');
  await submit(manager.page);
  await manager.page.getByRole('button', { name: /پروندهٔ تازه/ }).click();
  await find(manager.page, 'neighborhood_id', 'رده');
  await choose(manager.page, 'entry', 'خودمعرف');
  await select(manager.page, 'source', 'گروه‌های مردمی');
  await write(manager.page, 'head.given_name', 'مینا');
  await submit(manager.page);
  await saved(manager.page, 'باز شد');
  await manager.page.waitForURL(/\/families\/[0-9a-f-]{36}/);
  const [family] = (await read<{ items: { file_number: string }[] }>(manager.page, '/families')).items;
  expect(family?.file_number).toMatch(/^G1-/);

  // The commission's member sees the commission.
  const member = await person(MEMBER.username, MEMBER.password);
  await member.page.waitForURL(/commission/);
  await member.page.getByText('کمیسیون اجتماعی گل‌ها').first().waitFor();

  for (const watched of [administrator, manager, member]) {
    expect(watched.errors).toEqual([]);
    await watched.context.close();
  }
});

test('the next version of the indicators: a copy is changed, errors stand beside their fields, and it is published', async () => {
  const { context, page, errors } = await person('rahbar', store.password);
  await page.goto('/indicators');
  await page.getByRole('link', { name: 'نسخهٔ تازه' }).click();
  await page.getByRole('button', { name: 'ویرایش: درآمد' }).click();
  const at = await page.locator('[data-field$=".title.fa"]').nth(0).getAttribute('data-field');
  const indicator = at?.replace('.title.fa', '') ?? '';
  await write(page, `${indicator}.weight`, '۱۱');
  await write(page, 'bands.at_risk_below', '۳۰۰');
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBe(2);
  await write(page, `${indicator}.weight`, '۱۰');
  await write(page, 'bands.at_risk_below', '۶۶۰');
  // The server's own objection stands beside its field, and what was typed stays.
  await write(page, `${indicator}.title.fa`, 'درآمد و دین خانواده');
  await submit(page);
  await page.locator(`[data-field="${indicator}.title"] .error-line, .error-summary`).first().waitFor();
  await page.locator('.error-summary').waitFor();
  await shot(page, 'store-indicators-refused');
  await write(page, `${indicator}.title.fa`, 'درآمد خانواده');
  await submit(page);
  await saved(page, 'منتشر شد');
  await page.waitForURL(/\/indicators$/);
  await page.getByText('درآمد خانواده').waitFor();
  await page.getByText('نسخهٔ ۲').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('S019: a draft is kept unfinished, looked at over past families, and begun again from where it was left', async () => {
  const { context, page, errors } = await person('rahbar', store.password);
  await page.goto('/indicators/new');
  await write(page, 'bands.at_risk_below', '۷۰۰');
  await page.getByRole('button', { name: 'نماگر تازه' }).first().click();
  const code = page.locator('[data-field$="].code"]');
  await code.locator('input').fill('Water');
  await submit(page);
  await code.locator('.error-line').filter({ hasText: 'حرف لاتین کوچک' }).waitFor();
  await code.locator('input').fill('water_supply');
  await page.getByRole('button', { name: 'پیش‌نمایش روی خانواده‌های گذشته' }).click();
  await page.getByText('اگر این نسخه در کار بود').waitFor();
  await shot(page, 'store-indicators-preview');
  await page.getByRole('button', { name: 'ذخیرهٔ پیش‌نویس' }).click();
  await saved(page, 'پیش‌نویس ذخیره شد');
  await page.reload();
  await page.getByText('هنوز منتشر نشده است').waitFor();
  expect(await page.locator('[data-field="bands.at_risk_below"] input').first().inputValue()).toBe('۷۰۰');
  await page.getByText('نماگر بی‌نام').waitFor();
  await page.getByRole('button', { name: 'کنار گذاشتن پیش‌نویس' }).click();
  await saved(page, 'کنار گذاشته شد');
  await page.waitForURL(/\/indicators$/);
  expect(errors).toEqual([]);
  await context.close();
});

test('a version for a later day: the page says from when, and it is read beside the one in force and an old one', async () => {
  const { context, page, errors } = await person('rahbar', store.password);
  await page.goto('/indicators/new');
  await write(page, 'bands.at_risk_below', '۶۸۰');
  await writeDate(page, 'effective_from', dayFromNow(40));
  await submit(page);
  await saved(page, 'نسخهٔ ۳ منتشر شد و از');
  await page.waitForURL(/\/indicators\?version=3$/);
  await page.getByText('این نسخه اکنون برقرار نیست').waitFor();
  await page.getByText('برقرار می‌شود').first().waitFor();
  await page.getByText('۶۸۰').waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('link', { name: 'نسخهٔ ۱', exact: true }).click();
  await page.waitForURL(/version=1$/);
  await page.getByText('پیشین، از').first().waitFor();
  await page.getByRole('link', { name: 'نسخهٔ برقرار' }).click();
  await page.waitForURL(/\/indicators$/);
  await page.getByText('درآمد خانواده').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each([['fa', PHONE], ['en', PHONE], ['en', DESK]] as const)('every setup screen in %s at %o: no axe violation, no sideways scroll', async (language, viewport) => {
  const { context, page, errors } = await person('rahbar', store.password, viewport, language);
  const screens = { centers: '/admin/centers', 'new-center': '/admin/centers/new', commissions: '/admin/commissions', 'new-commission': '/admin/commissions/new', 'publish-indicators': '/indicators/new' };
  for (const [name, where] of Object.entries(screens)) {
    await page.goto(where);
    await look(page, `${name}-${language}-${viewport.width}`);
  }
  expect(errors).toEqual([]);
  await context.close();
});
