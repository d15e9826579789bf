// The foundation without the real server: the design system under the shipped
// policy, in both languages and sizes, by eye (shots), by axe and by keyboard.
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, overflow, shot, signIn } from './lib/browser.ts';
import { startStub, type Stub } from './gallery/stub.ts';

/** Noon in Tehran on 1 Azar 1405, the day the stub tells. */
const NOON = '2026-11-22T08:30:00Z';

const WEB = path.resolve(import.meta.dirname, '..');
const vite = (...args: string[]) => execFileSync(process.execPath, [path.join(WEB, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn', ...args], { cwd: WEB, stdio: 'inherit' });

let browser: Browser;
let gallery: Stub;
let app: Stub;

beforeAll(async () => {
  vite('--config', 'e2e/gallery/vite.config.ts');
  vite('--outDir', 'e2e/gallery/dist-app', '--emptyOutDir');
  gallery = await startStub(path.join(WEB, 'e2e/gallery/dist'));
  app = await startStub(path.join(WEB, 'e2e/gallery/dist-app'));
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await gallery.stop();
  await app.stop();
});

/** Signs in by the API's own door, then opens a gallery page. */
async function galleryPage(page: Page, where: string): Promise<void> {
  await page.request.post('/api/v1/session', { data: { username: 'caseworker', password: 'demo' } });
  await page.goto(where);
  await page.locator('h1').first().waitFor();
}

test('an app of which a part does not arrive says so, and starts at the second try', async () => {
  const { context, page } = await open(browser, { base: app.base });
  let lost = true;
  await page.route('**/assets/app-*.js', (route) => (lost ? route.abort() : route.continue()));
  await page.goto('/login');
  await page.getByRole('heading', { name: 'همیار بالا نیامد' }).waitFor();
  await shot(page, 'start-failed-fa-360');
  expect(await axe(page)).toEqual([]);
  lost = false;
  await page.getByRole('button', { name: 'دوباره' }).click();
  await page.locator('input[name="username"]').waitFor();
  await context.close();
});

describe.each(['fa', 'en'] as const)('in %s', (language) => {
  describe.each([['phone', PHONE], ['desk', DESK]] as const)('on a %s', (size, viewport) => {
    test.each(['/parts', '/forms'])('%s: no axe violation, no sideways scroll, no policy violation', async (where) => {
      const { context, page, errors } = await open(browser, { now: NOON, base: gallery.base, language, viewport });
      await galleryPage(page, where);
      await shot(page, `gallery${where.replace('/', '-')}-${language}-${size}`);
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(errors).toEqual([]);
      await context.close();
    });

    test('sign-in, shell, account and an unknown address', async () => {
      const { context, page, errors } = await open(browser, { base: app.base, language, viewport });
      await page.goto('/login');
      await page.locator('.demo-card').first().waitFor();
      await shot(page, `login-${language}-${size}`);
      expect(await axe(page)).toEqual([]);
      await signIn(page, 'center-manager', 'demo');
      await page.goto('/me');
      await page.locator('h1').first().waitFor();
      await shot(page, `me-${language}-${size}`);
      expect(await axe(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await page.goto('/nowhere');
      await page.locator('.empty').waitFor();
      await shot(page, `not-found-${language}-${size}`);
      expect(await axe(page)).toEqual([]);
      expect(errors).toEqual([]);
      await context.close();
    });
  });

  test('dark colours have enough contrast', async () => {
    const { context, page } = await open(browser, { now: NOON, base: gallery.base, language, viewport: DESK, dark: true });
    await galleryPage(page, '/parts');
    await shot(page, `gallery-parts-${language}-dark`);
    expect(await axe(page)).toEqual([]);
    await galleryPage(page, '/forms');
    await shot(page, `gallery-forms-${language}-dark`);
    expect(await axe(page)).toEqual([]);
    await context.close();
  });
});

describe('the calendar by keyboard', () => {
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  const value = (page: Page) => page.locator('input[type="hidden"][name="visited_on"], input[hidden][name="visited_on"]').inputValue();

  test('opens on the chosen day, moves as the eye does in RTL, speaks Persian, Escape returns', async () => {
    const { context, page, errors } = await open(browser, { now: NOON, base: gallery.base, viewport: DESK });
    await galleryPage(page, '/forms');
    const opener = page.locator('.date-group button');
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.locator('.calendar').waitFor();
    await shot(page, 'calendar-fa-desk');
    expect(await axe(page)).toEqual([]);
    expect(await page.locator('.calendar-head').innerText()).toContain('آذر ۱۴۰۵');
    expect(await page.getByRole('button', { name: 'ماه پیش' }).count()).toBe(1);
    expect(await focused(page)).toContain('امروز');
    // The first of Azar; one to the right is yesterday, 30 Aban.
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toContain('۳۰');
    await page.keyboard.press('PageUp');
    await expect.poll(async () => page.locator('.calendar-head').innerText()).toContain('مهر');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.locator('.calendar').waitFor({ state: 'detached' });
    expect(await value(page)).toBe('2026-10-23');
    await page.keyboard.press('Enter');
    await page.locator('.calendar').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.calendar').waitFor({ state: 'detached' });
    expect(await opener.evaluate((e) => e === document.activeElement)).toBe(true);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('a day may be typed, with Persian digits', async () => {
    const { context, page } = await open(browser, { now: NOON, base: gallery.base, viewport: DESK });
    await galleryPage(page, '/forms');
    await page.locator('.segment-month').focus();
    await page.keyboard.type('۸');
    await page.locator('.segment-day').focus();
    await page.keyboard.type('12');
    expect((await page.locator('.date-input').innerText()).replace(/[\u2066-\u2069\s]/g, '')).toContain('۱۲');
    expect(await value(page)).toBe('2026-11-03');
    await context.close();
  });
});

describe('forms', () => {
  test('errors stand beside their field and above the button, and typed text stays', async () => {
    const { context, page } = await open(browser, { now: NOON, base: gallery.base, viewport: PHONE });
    await galleryPage(page, '/forms');
    await page.locator('textarea[name="note"]').fill('پدر خانواده سر کار بود.');
    await page.locator('form button[type="submit"]').click();
    await page.locator('.error-summary').waitFor();
    await shot(page, 'form-errors-fa-phone');
    expect(await axe(page)).toEqual([]);
    expect(await page.locator('.error-summary li').count()).toBe(3);
    await page.locator('.error-summary a').nth(1).click();
    expect(await page.evaluate(() => document.activeElement?.closest('.field')?.getAttribute('data-field'))).toBe('present');
    await page.keyboard.type('۴');
    await page.keyboard.press('Tab');
    expect(await page.locator('textarea[name="note"]').inputValue()).toContain('پدر');
    await context.close();
  });

  test('an ended session asks for the password over the page', async () => {
    const { context, page } = await open(browser, { base: app.base, viewport: PHONE });
    await page.goto('/login');
    await page.locator('.demo-card').first().click();
    await page.goto('/me');
    await page.locator('input[name="current"]').fill('old password');
    await page.locator('input[name="new"]').fill('a new long password');
    app.expire();
    await page.locator('form button[type="submit"]').click();
    await page.getByRole('alertdialog').waitFor();
    await shot(page, 'sign-in-again-fa-phone');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('alertdialog').locator('input[name="password"]').fill('demo');
    await page.getByRole('alertdialog').locator('button[type="submit"]').click();
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await page.locator('input[name="new"]').inputValue()).toBe('a new long password');
    await context.close();
  });
});
