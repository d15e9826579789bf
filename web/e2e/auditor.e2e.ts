// The auditor on the real server: a family by its file number, its history event by event, the trail, who opened what.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { choose, find, read, submit, write, writeDate } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string; family_name: string };
type Event = { sequence: number; type: string; recorded_at: { iso: string }; happened_at: { iso: string }; late: boolean };

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

const persian = (text: string | number) => String(text).replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));

/** A family with a long history. */
async function family(page: Parameters<typeof read>[0]): Promise<{ card: Card; events: Event[] }> {
  const { items } = await read<{ items: Card[] }>(page, '/audit/families?tier=harmed&limit=5');
  const card = items[0];
  if (!card) throw new Error('the demo has no harmed family');
  return { card, events: (await read<{ items: Event[] }>(page, `/families/${card.id}/events`)).items };
}

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'momayez', viewport, language });
    const { card, events } = await family(watched.page);
    const tier = events.find((e) => e.type === 'tier_assigned')?.sequence ?? 1;
    await lookAt(watched, {
      find: '/audit',
      replay: `/audit/replay/family/${card.id}`,
      'replay-tier': `/audit/replay/family/${card.id}?at=${tier}`,
      'replay-day': `/audit/replay/family/${card.id}?day=${events.at(-1)?.happened_at.iso.slice(0, 10) ?? ''}`,
      'replay-first': `/audit/replay/family/${card.id}?at=1`,
      trail: '/audit/events',
      access: '/audit/access',
      report: '/reports/before-after?year=1404&sum=worse',
    }, `auditor-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

describe('replay', () => {
  test('a family is found by its file number in Persian digits, and no name stands in an address', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez' });
    const { card } = await family(page);
    await page.goto('/audit');
    await submit(page);
    await page.locator('.error-summary').waitFor();
    await write(page, 'q', persian(card.file_number));
    await submit(page);
    await page.locator('.row-card').filter({ hasText: persian(card.file_number) }).click();
    await page.waitForURL(/\/audit\/replay\/family\//);
    expect(decodeURIComponent(page.url())).not.toContain(card.family_name);
    expect(await page.title()).not.toContain(card.family_name);
    await context.close();
  });

  test('the slider goes by keyboard, the past on the right; each event shows what it changed, by whom, and when it was recorded', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { card, events } = await family(page);
    await page.goto(`/audit/replay/family/${card.id}?at=1`);
    const slider = page.getByRole('slider');
    await slider.waitFor();
    await page.getByText('با این رویداد پرونده باز شد').waitFor();
    await slider.focus();
    // Reading goes from right to left: the left arrow is later.
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/at=2/);
    await page.keyboard.press('ArrowLeft');
    await page.waitForURL(/at=3/);
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/at=2/);
    await page.keyboard.press('End');
    await page.waitForURL(new RegExp(`at=${events.length}`));

    const tier = events.find((e) => e.type === 'tier_assigned');
    await page.goto(`/audit/replay/family/${card.id}?at=${tier?.sequence ?? 1}`);
    await page.locator('.facts .changed').first().waitFor();
    expect(await page.locator('.table').first().innerText()).toContain('سطح');
    // The demo's past was recorded on the day it was made.
    if (tier?.late) await page.getByText(/دیرتر ثبت شده/).first().waitFor();
    await shot(page, 'auditor-replay-changed');

    await page.goto(`/audit/replay/family/${card.id}?at=1`);
    await page.getByRole('button', { name: 'پخش', exact: true }).click();
    await page.waitForURL(/at=3/, { timeout: 20_000 });
    await page.getByRole('button', { name: 'درنگ' }).click();
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('a day', () => {
  test('shows the file as it was then, and, asked so, as it was known then; the slider leads back to the events', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { card, events } = await family(page);
    const tier = events.find((e) => e.type === 'tier_assigned');
    const day = tier?.happened_at.iso.slice(0, 10) ?? '';
    await page.goto(`/audit/replay/family/${card.id}`);
    await writeDate(page, 'day', day);
    await page.waitForURL(new RegExp(`day=${day}`));
    // The demo told its past late: it was so then, and nobody had written it down.
    await page.getByText('آن‌گونه که بود؛').waitFor();
    expect(await page.locator('.table').first().innerText()).toContain('سطح');
    await choose(page, 'axis', 'آن‌گونه که دانسته بود');
    await page.getByText('در آن روز این پرونده هنوز نبود').waitFor();
    await shot(page, 'auditor-replay-day');
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.waitForURL(/at=1$/);
    await page.getByText('با این رویداد پرونده باز شد').waitFor();
    expect(errors.filter((error) => !error.includes('422'))).toEqual([]);
    await context.close();
  });
});

describe('the trail', () => {
  test('filters stand in the address; an event leads to the file as it stood', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/audit/events');
    await page.locator('.table tbody tr').first().waitFor();
    await find(page, 'type', 'سطح داده شد');
    await page.waitForURL(/type=tier_assigned/);
    await expect.poll(async () => (await page.locator('.table tbody th').allInnerTexts()).every((words) => words.includes('سطح داده شد'))).toBe(true);
    await page.getByRole('button', { name: 'بیشتر', exact: true }).click();
    await expect.poll(() => page.locator('.table tbody tr').count()).toBeGreaterThan(50);
    await page.locator('.table tbody th a').first().click();
    await page.waitForURL(/\/audit\/replay\/family\/.*at=/);
    await context.close();
  });

  test('S062: the auditor’s own reading is recorded, and shown', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { card } = await family(page);
    await page.goto(`/audit/replay/family/${card.id}`);
    await page.getByRole('slider').waitFor();
    await page.goto('/audit/access');
    await page.locator('.table tbody tr').first().waitFor();
    expect(await page.locator('.table').innerText()).toContain('بازپخش پرونده');
    await context.close();
  });
});
