// Seeing province and nation at a desk and on a phone: the roll-up with what documents print beside it, a list behind a number, the yearly atlas and its file.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, shot, signIn } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
type Rollup = { place: { id: string; name: string }; rows: { id: string; name: string; counts: { neighborhoods: number } }[]; declared: { number: string; figure: { value: number } }[] };

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

test('the nation, level by level, with a list behind each number', async () => {
  const officer = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  const { page } = officer;
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/nation');
  await page.getByRole('heading', { name: 'تصویر ایران' }).waitFor();
  const nation = await read<Rollup>(page, '/rollup');
  expect(nation.declared.map((one) => [one.number, one.figure.value])).toEqual([['offices_open', 135], ['offices_neighborhoods', 233], ['offices_provinces', 22]]);
  await page.getByRole('row').filter({ hasText: 'دفترهای باز' }).getByText('۱۳۵', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'nation-desk');
  await page.getByText('محله‌ها و اولویت', { exact: true }).click();
  await page.waitForURL(/topic=neighborhoods/);
  const province = nation.rows.find((one) => one.counts.neighborhoods > 0);
  if (!province) throw new Error('no province with neighborhoods');
  await page.getByRole('rowheader', { name: province.name }).getByRole('link').click();
  await page.getByRole('heading', { name: `تصویر ${province.name}` }).waitFor();
  await page.locator('.totals dd a').first().click();
  await page.waitForURL(/nation\/list/);
  await page.locator('.cards li').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'nation-list-desk');

  const phone = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(phone.page, 'karshenas', PASSWORD);
  await phone.page.goto('/nation?topic=families');
  await phone.page.getByRole('heading', { name: 'تصویر ایران' }).waitFor();
  expect(await axe(phone.page)).toEqual([]);
  await shot(phone.page, 'nation-families-phone');
  expect([...officer.errors, ...phone.errors]).toEqual([]);
});

test('the map of everywhere shows one city after another, and an area opens its neighborhood', async () => {
  const officer = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  const { page } = officer;
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/map');
  await page.locator('.map-drawing .area').first().waitFor();
  const drawn = page.getByRole('application', { name: /^نقشهٔ/ });
  const largest = await page.locator('.map-drawing .area').count();
  expect((await page.locator('.map-drawing .area').first().boundingBox())?.width).toBeGreaterThan(12);
  expect(await axe(page)).toEqual([]);
  await page.locator('[data-field="part"] button').click();
  await page.getByRole('option', { name: /قزوین/ }).click();
  await expect.poll(() => page.locator('.map-drawing .area').count()).toBeLessThan(largest);
  await drawn.locator('.area').first().click();
  await page.waitForURL(/\/neighborhoods\//);
  expect(officer.errors).toEqual([]);
});

test('the yearly atlas, in both languages, and its file', async () => {
  const officer = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  const { page } = officer;
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/atlas');
  await page.getByText('سال هنوز تمام نشده است').waitFor();
  await page.locator('.atlas-tiles li').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'atlas-desk');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: /CSV/ }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.csv$/);
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'atlas-print');
  await page.emulateMedia({ media: 'screen' });
  const english = await open(browser, { base: server.base, viewport: PHONE, language: 'en' });
  await signIn(english.page, 'karshenas', PASSWORD);
  await english.page.goto('/atlas');
  await english.page.getByText('The year goes on').waitFor();
  expect(await axe(english.page)).toEqual([]);
  await shot(english.page, 'atlas-phone-en');
  expect([...officer.errors, ...english.errors]).toEqual([]);
});
