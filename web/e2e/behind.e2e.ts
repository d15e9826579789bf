// Lists behind the numbers of reports, of a tried rule and of an agency's week, on the real server; and what a list by place leaves out.
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';
import { uuid7 } from '../src/lib/uuid7.ts';

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

/** Rows that a list shows at most. */
const MOST = 500;
const latin = (text: string) => text.replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0)).replace(/[٬,]/g, '');
const numberIn = (text: string): number => Number(/\d+/.exec(latin(text))?.[0] ?? Number.NaN);
const tile = (page: Page, name: string) => page.locator('.stat').filter({ has: page.getByText(name, { exact: true }) });

async function looksRight(page: Page, name: string): Promise<void> {
  await loaded(page);
  await shot(page, name);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await overflow(page)]).toEqual([name, 0]);
}

/** The list is as long as the number said. */
async function isAsLong(rows: Locator, count: number): Promise<void> {
  await expect.poll(() => rows.count()).toBe(Math.min(count, MOST));
}

describe('a number of a report opens what it counts', () => {
  test('of services: families, persons, services with their contacts', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/reports/services?year=1404');
    await page.locator('.table tbody tr').first().waitFor();
    for (const label of ['خانواده', 'نفر', 'به نتیجه رسیده']) {
      const cell = page.locator(`td[data-label="${label}"] a`).first();
      if ((await cell.count()) === 0) continue;
      const count = numberIn(await cell.innerText());
      await cell.click();
      await page.waitForURL(/of=/);
      await isAsLong(page.locator('.cell-panel .cards > li, .cell-panel tbody tr'), count);
      await page.locator('.cell-panel').getByRole('button').first().click();
      await expect.poll(() => page.url()).not.toContain('of=');
    }
    await tile(page, 'نفر').click();
    await page.waitForURL(/of=persons/);
    await page.locator('.cell-panel tbody tr').first().waitFor();
    await looksRight(page, 'behind-services-fa-1440');
    await page.setViewportSize(PHONE);
    await looksRight(page, 'behind-services-fa-phone');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of changes beyond the margin, by domain and by indicator', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/reports/before-after?year=1404');
    for (const label of ['بهتر', 'بدتر']) {
      const button = page.locator(`td[data-label^="${label}"] button`).first();
      if ((await button.count()) === 0) continue;
      const count = numberIn(await button.innerText());
      await button.click();
      await page.waitForURL(/went=/);
      await isAsLong(page.locator('.cell-panel .cards > li'), count);
    }
    await looksRight(page, 'behind-changes-fa-1440');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of a tried rule: caseloads and the year under both rules', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
    await page.goto('/what-if');
    await page.getByRole('button', { name: 'بیازما' }).click();
    const held = page.locator('td[data-label="با همیار"] button').first();
    await held.waitFor();
    await loaded(page);
    const count = numberIn(await held.innerText());
    await held.click();
    await isAsLong(page.locator('.moved .cards > li'), count);
    await looksRight(page, 'behind-tried-fa-1440');
    await page.locator('.moved').getByRole('button').first().click();
    await tile(page, 'خانواده‌ها').click();
    await isAsLong(page.locator('.moved .cards > li'), numberIn(await tile(page, 'خانواده‌ها').locator('.value').innerText()));
    expect(errors).toEqual([]);
    await context.close();
  });

  test('of an agency’s week: what was given, done and declined in it', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'dastgah', viewport: DESK });
    for (const name of ['تازه سپرده‌شده', 'انجام‌شده', 'نپذیرفته']) {
      await page.goto('/agency/week');
      await tile(page, name).waitFor();
      const count = numberIn(await tile(page, name).locator('.value').innerText());
      await tile(page, name).click();
      await page.waitForURL(/from=/);
      await page.getByRole('button', { name: 'نمایش همه' }).waitFor();
      await loaded(page);
      expect([name, await page.locator('.tab-panel:not([inert]) .cards > li').count()]).toEqual([name, Math.min(count, 100)]);
    }
    await looksRight(page, 'behind-week-fa-1440');
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('a list says what it is narrowed to and what it leaves out', () => {
  test('a list by place speaks of those under threat, the change to many too', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: PHONE });
    await page.goto('/families');
    const families = await read<{ items: { neighborhood: { id: string } }[] }>(page, '/families?limit=1');
    const place = families.items[0]?.neighborhood.id ?? '';
    await page.goto(`/families?neighborhood=${place}`);
    await page.getByText('نشانی‌شان در خطر است').first().waitFor();
    await looksRight(page, 'behind-place-fa-phone');
    await page.goto(`/families/many?neighborhood=${place}`);
    await page.getByRole('button', { name: 'نمایش همه' }).waitFor();
    await looksRight(page, 'behind-many-fa-phone');
    await page.getByRole('button', { name: 'نمایش همه' }).click();
    await expect.poll(() => page.url()).not.toContain('neighborhood=');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('who attended an activity stands in the family’s file', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: PHONE });
    await page.goto('/activities');
    const title = 'کارگاه آشنایی';
    const family = (await read<{ items: { id: string }[] }>(page, '/families?limit=1&state=open')).items[0]?.id ?? '';
    const tell = async (path: string, body: object): Promise<string> => {
      const answer = await page.request.post(`${server.base}/api/v1${path}`, { data: { command_id: uuid7(), ...body }, headers: { origin: server.base } });
      expect([path, answer.ok()]).toEqual([path, true]);
      return ((await answer.json()) as { id: string }).id;
    };
    const activity = await tell('/activities', { form: 'workshop', title, domain: 'cultural', audience: ['stable'], planned_for: '1405-09-01', hours: 2 });
    await tell(`/activities/${activity}/hold`, { hours: 2, head_count: 3 });
    await tell(`/activities/${activity}/attendance`, { family_id: family, persons: 2 });
    const there = page.locator('section[aria-labelledby="part-general-aid"]').getByText(title).first();
    await expect.poll(async () => {
      await page.goto(`/families/${family}?tab=aid`);
      await page.locator('#part-general-aid').waitFor();
      return there.count();
    }).toBe(1);
    await page.locator('#part-general-aid').scrollIntoViewIfNeeded();
    await looksRight(page, 'behind-general-aid-fa-phone');
    expect(errors).toEqual([]);
    await context.close();
  });
});
