// A caseworker with a phone and no network, on the real server: preparing the phone, a cold start without a network, work written and lost on the way,
// two tabs, a full phone, ten wrong PINs, two values of the same thing, a phone that is wiped, and the manager's review.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { PHONE, launch, open, shot, signIn, type Watched } from './lib/browser.ts';
import { read, saved, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
const PIN = '927461';

type File = { id: string; consent: string; tier: string | null; visits: { note: string | null }[]; notes: { text: string }[]; safe_contact: string | null };

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

const unique = (words: string): string => `${words} ${Date.now()}`;
const chip = (page: Page) => page.locator('.sync-chip');

async function typePin(page: Page, pin: string): Promise<void> {
  await page.locator('input[name="pin"]').fill(pin);
}

async function unlock(page: Page, pin = PIN): Promise<void> {
  await typePin(page, pin);
  await submit(page);
  await page.locator('.shell').waitFor();
}

/** A phone on which the caseworker is signed in and has set a PIN. */
async function prepared(): Promise<Watched> {
  const watched = await open(browser, { base: server.base, viewport: PHONE });
  const { page } = watched;
  await signIn(page, 'hamyar', PASSWORD);
  await page.goto('/phone');
  await typePin(page, '۱۲۳۴۵۶');
  await page.locator('input[name="again"]').fill('۱۲۳۴۵۶');
  await submit(page);
  await page.locator('.error-summary', { hasText: 'آسان' }).waitFor();
  await typePin(page, '۹۲۷۴۶۱');
  await page.locator('input[name="again"]').fill(PIN);
  await submit(page);
  await saved(page, 'این گوشی آماده است');
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return watched;
}

async function ownFamily(page: Page): Promise<File> {
  const cards = await read<{ items: { id: string; consent: string; tier: string | null }[] }>(page, '/families?state=open&limit=50');
  const card = cards.items.find((one) => one.consent === 'given' && one.tier === 'harmed');
  return read<File>(page, `/families/${card?.id ?? ''}`);
}

/** The browser is closed and opened again: nothing of the page is left. */
async function restart(context: BrowserContext, path: string): Promise<Page> {
  for (const page of context.pages()) await page.close();
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const count = (file: File, text: string): number => file.visits.filter((visit) => visit.note?.includes(text)).length + file.notes.filter((note) => note.text.includes(text)).length;

/** Waits until the server has it. */
async function arrives(page: Page, family: string, text: string): Promise<File> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const file = await read<File>(page, `/families/${family}`);
    if (count(file, text) > 0) return file;
    await page.waitForTimeout(500);
  }
  throw new Error(`«${text}» did not arrive`);
}

test('the network is lost in the middle of a form; reload and restart lose nothing; what was changed before sending arrives once', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('بی شبکه نوشته شد');
  await page.goto(`/families/${family.id}/visit`);
  await unlock(page);
  await write(page, 'note', text);
  await context.setOffline(true);
  await page.waitForTimeout(700);
  // The tab dies with the form half filled.
  const again = await restart(context, `/families/${family.id}/visit`);
  await unlock(again);
  await again.locator('.notice', { hasText: 'سر جایش' }).waitFor();
  expect(await again.locator('textarea[name="note"]').inputValue()).toBe(text);
  await submit(again);
  await saved(again, 'در گوشی ماند');
  await chip(again).filter({ hasText: '۱ در صف' }).waitFor();
  await again.locator('.notice', { hasText: 'در صف ارسال' }).waitFor();
  await shot(again, 'offline-family-pending-fa-360');
  const third = await restart(context, '/phone');
  await unlock(third);
  await third.getByText(text).waitFor();
  await third.getByRole('button', { name: 'ویرایش' }).click();
  await write(third.getByRole('dialog'), 'note', `${text} و ویرایش شد`);
  await submit(third.getByRole('dialog'));
  await third.getByText('و ویرایش شد').waitFor();
  await shot(third, 'offline-outbox-fa-360');
  await context.setOffline(false);
  await chip(third).filter({ hasText: 'هم‌گام' }).waitFor();
  const file = await arrives(third, family.id, text);
  expect(count(file, text)).toBe(1);
  expect(count(file, 'و ویرایش شد')).toBe(1);
  await context.close();
});

test('in English too', async () => {
  const watched = await open(browser, { base: server.base, viewport: PHONE, language: 'en' });
  await signIn(watched.page, 'hamyar', PASSWORD);
  await watched.page.goto('/phone');
  await watched.page.getByText('Work without a network').first().waitFor();
  await shot(watched.page, 'offline-set-up-en-360');
  expect(await axe(watched.page)).toEqual([]);
  await watched.context.close();
});
