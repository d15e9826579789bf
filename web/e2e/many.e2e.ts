// One change to many families: tried, done, called back. The change is the manager's; the families are those of the list.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot, signIn } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
type File = { calendar: { title: { fa: string } | string | null; status: string }[]; sendings: { withdrawn: boolean }[] };
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

async function manager(viewport = DESK, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: server.base, viewport, language });
  await signIn(watched.page, 'modir', PASSWORD);
  return watched;
}

const planned = async (page: Page, family: string, title: string): Promise<number> =>
  (await read<File>(page, `/families/${family}`)).calendar.filter((entry) => entry.status === 'planned' && JSON.stringify(entry).includes(title)).length;

test('an entry is planned for many: those it cannot be planned for are named before, and all is called back at once', async () => {
  const { context, page, errors } = await manager();
  await page.goto('/families?tier=harmed&state=open');
  await page.getByRole('link', { name: 'یک کار برای چند خانواده' }).click();
  await page.waitForURL(/families\/many/);
  await loaded(page);
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBeGreaterThanOrEqual(4);
  const title = `بستهٔ نوروز ${Date.now()}`;
  await choose(page, 'domain', 'اقتصادی');
  await select(page, 'kind', 'بیمه');
  await write(page, 'title', title);
  await page.locator('[data-field="window_to"] button').click();
  await page.locator('.calendar').waitFor();
  await page.locator('.calendar-head button').last().click();
  await page.locator('.calendar .day:not([data-outside-month])').filter({ hasText: '۱۵' }).first().click();
  await page.getByRole('button', { name: 'همه', exact: true }).click();
  await submit(page);
  await page.getByText(/انجام می‌شود/).first().waitFor();
  await shot(page, 'many-tried-fa-1440');
  expect(await axe(page)).toEqual([]);
  const held = (await read<{ items: { id: string }[] }>(page, '/families?tier=harmed&state=open&has_caseworker=true&limit=5')).items.map((one) => one.id);
  expect(await planned(page, held[0] ?? '', title), 'only tried').toBe(0);
  await page.getByRole('button', { name: /^انجام برای/ }).click();
  await page.getByText(/خانواده انجام شد/).waitFor();
  await shot(page, 'many-done-fa-1440');
  expect(await planned(page, held[0] ?? '', title)).toBe(1);
  // Left and come back to: the way back is still open.
  await page.goto('/families/many');
  await page.getByRole('button', { name: 'برگرداندن همه' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'برگرداندن همه' }).click();
  await saved(page, 'برگردانده شد');
  expect(await planned(page, held[0] ?? '', title)).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('a filter is kept under a name, in this browser and for this person, and set again by one tap', async () => {
  const { context, page, errors } = await manager(PHONE);
  await page.goto('/families?tier=harmed&held=no');
  await loaded(page);
  await page.getByRole('button', { name: 'نگه‌داشتن این صافی' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await write(dialog, 'name', 'آسیب‌دیدهٔ بی‌همیار');
  expect(await axe(page)).toEqual([]);
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.goto('/families');
  await loaded(page);
  await shot(page, 'filters-kept-fa-360');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'آسیب‌دیدهٔ بی‌همیار', exact: true }).click();
  await page.waitForURL(/tier=harmed.*held=no/);
  await page.getByRole('button', { name: /^برداشتن صافی/ }).click();
  await page.goto('/families');
  await loaded(page);
  expect(await page.getByText('آسیب‌دیدهٔ بی‌همیار').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('households that went to a body in a list are marked; those without consent are not', async () => {
  const { context, page } = await manager(PHONE, 'en');
  // Consent to aid is not enough: one household agreed to be handed on to this very body.
  const { items: agencies } = await read<{ items: { id: string; name: string }[] }>(page, '/agencies');
  const before = await read<{ items: { id: string; consent: string }[] }>(page, '/families?tier=harmed&state=open&limit=30');
  const asked = before.items.find((one) => one.consent === 'given')?.id ?? '';
  const said = await page.request.post(`/api/v1/families/${asked}/handing-on`, { data: { command_id: crypto.randomUUID(), agency_id: agencies.find((one) => one.name === 'بهزیستی')?.id ?? agencies.find((one) => one.name.includes('بهزیستی'))?.id } });
  expect(said.ok()).toBe(true);
  await page.goto('/families/many?tier=harmed&state=open');
  await loaded(page);
  await choose(page, 'operation', 'Mark as sent to a body');
  await find(page, 'agency_id', 'بهزیستی');
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await submit(page);
  await page.getByText(/It would be done/).waitFor();
  await page.getByText(/It would not be done/).waitFor();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await shot(page, 'many-send-en-360');
  await page.getByRole('button', { name: /^Do it for/ }).click();
  await page.getByText(/Done for/).waitFor();
  const { items } = await read<{ items: { id: string; consent: string }[] }>(page, '/families?tier=harmed&state=open&limit=30');
  const agreed = items.find((one) => one.consent === 'given');
  expect((await read<File>(page, `/families/${agreed?.id ?? ''}`)).sendings.map((one) => one.withdrawn)).toEqual([false]);
  await page.getByRole('button', { name: 'Undo all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo all' }).click();
  await saved(page, 'Called back');
  expect((await read<File>(page, `/families/${agreed?.id ?? ''}`)).sendings.map((one) => one.withdrawn)).toEqual([true]);
  await context.close();
});
