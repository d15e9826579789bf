// Boards on the real server: a number opens the list behind it and says up to when it counts; every screen of a menu explains itself.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { as } from './lib/screens.ts';
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

const latin = (text: string) => text.replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0)).replace(/[٬,]/g, '');
/** The first number in some words. */
const numberIn = (text: string): number => Number(/\d+/.exec(latin(text))?.[0] ?? Number.NaN);

const tile = (page: Page, name: string) => page.locator('.stat').filter({ has: page.getByText(name, { exact: true }) });

async function looksRight(page: Page, name: string): Promise<void> {
  await loaded(page);
  await shot(page, name);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await overflow(page)]).toEqual([name, 0]);
}

/** Up to where the numbers count stands once on the screen. */
async function saysAsOf(page: Page): Promise<void> {
  await page.locator('.as-of').first().waitFor();
  expect([page.url(), await page.locator('.as-of').count()]).toEqual([page.url(), 1]);
}

describe('a number opens the list it counts', () => {
  test('of caseworkers with room, and of the families one of them is late with', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
    await page.goto('/center/caseloads');
    for (const name of ['همیار با جای بیشتر', 'همیار پر', 'هنوز بی تأیید صلاحیت']) {
      await tile(page, name).waitFor();
      const count = numberIn(await tile(page, name).locator('.value').innerText());
      await tile(page, name).click();
      await page.waitForURL(/show=/);
      await expect.poll(() => page.locator('.cards.two > li').count()).toBe(count);
      await page.getByRole('button', { name: 'نمایش همه' }).click();
      await expect.poll(() => page.url()).not.toContain('show=');
    }
    await saysAsOf(page);
    await page.getByRole('button', { name: 'تختهٔ ظرفیت' }).click();
    await page.waitForURL(/board=true/);
    await looksRight(page, 'boards-capacity-fa-1440');
    const late = page.locator('td[data-label="معوق"] a').first();
    if (await late.count()) {
      await late.click();
      await page.waitForURL(/show=overdue/);
      await page.locator('.chip').filter({ hasText: 'خانواده‌هایی که کار معوق دارند' }).waitFor();
      await page.locator('section[aria-labelledby="caseworker-families"] .chip.bad').first().waitFor();
      const shown = await page.locator('section[aria-labelledby="caseworker-families"] li').count();
      expect(await page.locator('section[aria-labelledby="caseworker-families"] li').filter({ hasText: 'کار معوق' }).count()).toBe(shown);
      await looksRight(page, 'boards-caseworker-overdue-fa-1440');
      await page.goBack();
    }
    // How many one holds: their open families.
    const held = page.locator('td[data-label="خانواده‌ها"] a').first();
    const families = numberIn(await held.innerText());
    await held.click();
    await page.waitForURL(/\/families\?.*caseworker=/);
    await page.locator('.row-card').first().waitFor();
    await loaded(page);
    expect(await page.locator('.row-card').count()).toBe(families);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of the board of a commission, party by party', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
    await page.goto('/commission/follow-up');
    await page.locator('.table tbody tr').first().waitFor();
    await saysAsOf(page);
    for (const label of ['باز', 'نپذیرفته', 'معوق', 'برگشته', 'انجام‌شده']) {
      const number = page.locator(`td[data-label="${label}"] a`).first();
      if ((await number.count()) === 0) continue;
      const count = numberIn(await number.innerText());
      await number.click();
      await page.waitForURL(/who=/);
      await loaded(page);
      await expect.poll(() => page.locator('.tab-panel:not([inert]) .cards > li').count()).toBe(count);
    }
    await looksRight(page, 'boards-follow-up-fa-1440');
    await page.getByRole('button', { name: 'نمایش همه' }).click();
    await expect.poll(() => page.url()).not.toContain('who=');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of the week of an agency', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'dastgah', viewport: DESK });
    for (const name of ['در انتظار پذیرفتن', 'مهلت در این هفته', 'معوق', 'بی همکار مسئول']) {
      await page.goto('/agency/week');
      await tile(page, name).waitFor();
      await saysAsOf(page);
      const count = numberIn(await tile(page, name).locator('.value').innerText());
      await tile(page, name).click();
      await page.waitForURL(/\/agency\/tasks\?/);
      await page.getByRole('button', { name: 'نمایش همه' }).waitFor();
      await loaded(page);
      expect([name, await page.locator('.cards > li').count()]).toEqual([name, count]);
    }
    await looksRight(page, 'boards-agency-narrowed-fa-1440');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of the comparison: the sums of the table and the numbers of a group', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/reports/before-after?year=1404');
    const sum = page.locator('.matrix tr:not(.sums) td.total button').first();
    const count = numberIn(await sum.locator('xpath=..').innerText().then((words) => words.split(' ').at(-1) ?? ''));
    await sum.click();
    await page.locator('.cell-panel').waitFor();
    await expect.poll(() => page.locator('.cell-panel .cards > li').count()).toBe(count);
    expect(new URL(page.url()).searchParams.has('to')).toBe(false);
    await looksRight(page, 'boards-sum-fa-1440');
    await page.locator('.matrix tr.sums td.total button').last().click();
    await page.waitForURL(/sum=all/);
    const number = page.locator('td[data-label="دو بار سطح‌بندی شده"] a').first();
    const twice = numberIn(await number.innerText());
    await number.click();
    await page.waitForURL(/sum=twice/);
    await expect.poll(() => page.locator('.cell-panel .cards > li').count()).toBe(twice);
    await saysAsOf(page);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('an officer’s rounded numbers open nobody', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
    await page.goto('/reports/before-after?year=1404');
    await page.locator('.matrix').first().waitFor();
    await loaded(page);
    expect(await page.locator('.matrix .total button').count()).toBe(0);
    expect(await page.locator('td.numeric a').count()).toBe(0);
    await context.close();
  });
});

describe('help in place', () => {
  test.each([['hamyar', PHONE, 'fa'], ['modir', DESK, 'fa'], ['komision', DESK, 'en'], ['dastgah', DESK, 'fa'], ['karshenas', DESK, 'en'], ['momayez', DESK, 'fa'], ['rahbar', DESK, 'fa']] as const)('every screen of the menu of %s says what it is for', async (username, viewport, language) => {
    const { context, page, errors } = await as(browser, { base: server.base, username, viewport: DESK, language });
    await page.locator('.side nav a').first().waitFor();
    const screens = await page.locator('.side nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(screens.length).toBeGreaterThan(1);
    await page.setViewportSize(viewport);
    for (const where of screens) {
      await page.goto(where);
      await page.locator('h1').first().waitFor();
      await loaded(page);
      await page.keyboard.press('?');
      const dialog = page.getByRole('dialog');
      await dialog.waitFor();
      expect([where, await dialog.locator('#help-what').count(), await dialog.locator('.help-words dt').count() > 0]).toEqual([where, 1, true]);
      if (where === screens[0]) {
        await shot(page, `help-${username}-${language}-${viewport.width}`);
        expect(await axe(page)).toEqual([]);
        expect(await dialog.locator('kbd').count()).toBeGreaterThan(5);
      }
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    }
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the words of the help are read when somebody asks for them, and «?» in a field is a letter', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto('/families');
    const search = page.locator('input[type="search"]').first();
    await search.fill('الف');
    await search.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await search.inputValue()).toBe('الف?');
    expect(asked.filter((url) => /\/help-|HelpDialog/.test(url))).toEqual([]);
    await page.getByRole('button', { name: 'راهنما' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await read<{ items: unknown[] }>(page, '/families?limit=1')).toBeTruthy();
    await context.close();
  });
});
