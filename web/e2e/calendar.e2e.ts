// The aid calendar on a phone: a goal, an entry that repeats for it, what was missed and made up for on one visit,
// the days of the month, and the feed for the phone's own calendar.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { PHONE, launch, open, overflow, shot, signIn } from './lib/browser.ts';
import { choose, read, saved, select, submit, write, writeDate } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';
import { dayFromNow as day } from './lib/days.ts';

const PASSWORD = 'hamyari-1405';

type Card = { id: string; consent: string; tier: string | null };
type Entry = { id: string; status: string; goal_id: string | null; series: { number: number; of: number } | null; title: string | null; late: boolean; late_reason: string | null };
type File = { id: string; sequence: number; calendar: Entry[]; goals: { id: string; result: string | null }[]; assignment: unknown };

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

test('a goal is set, an entry repeats for it, and one visit settles what was due, late work with its reason', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(page, 'hamyar', PASSWORD);
  const cards = (await read<{ items: Card[] }>(page, '/families?state=open&limit=50')).items.filter((one) => one.consent === 'given' && one.tier === 'harmed');
  const files = await Promise.all(cards.map((card) => read<File>(page, `/families/${card.id}`)));
  const file = files.find((one) => one.assignment && one.goals.length === 0);
  const own = `/families/${file?.id ?? ''}`;

  await page.goto(`${own}?tab=calendar`);
  await page.getByRole('button', { name: 'هدف تازه' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-field="target"] .choice').first().waitFor();
  await write(dialog, 'wish', 'خرج خانه دست خودمان باشد');
  expect(await axe(page)).toEqual([]);
  await shot(page, 'calendar-goal-fa-360');
  await submit(dialog);
  await saved(page, 'هدف گذاشته شد');
  await page.getByText('خرج خانه دست خودمان باشد').first().waitFor();

  const title = `گفت‌وگوی هفتگی ${Date.now()}`;
  await page.goto(`${own}/plan`);
  await choose(page, 'domain', 'اقتصادی');
  await select(page, 'kind', 'بیمه');
  await write(page, 'title', title);
  await writeDate(page, 'window_from', day(-3));
  await writeDate(page, 'window_to', day(-1));
  await page.locator('[data-field="goal_id"] button').first().click();
  await page.getByRole('option').nth(1).click();
  await select(page, 'repeat.every', 'هر هفته');
  await writeDate(page, 'repeat.until', day(12));
  await select(page, 'remind_days', '۱ روز پیش');
  await shot(page, 'calendar-plan-fa-360');
  await submit(page);
  await saved(page, 'در تقویم گذاشته شد');
  const planned = (await read<File>(page, own)).calendar.filter((entry) => entry.title === title);
  expect(planned.map((entry) => entry.series?.number)).toEqual([1, 2, 3]);
  expect(planned.every((entry) => entry.goal_id !== null)).toBe(true);

  // Missed: it stays on the list.
  const row = page.locator('.row-card').filter({ hasText: title }).first();
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'انجام نشد' }).click();
  await write(dialog, 'reason', 'خانه نبودند');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.goto('/today');
  await page.locator('.row-card').filter({ hasText: title }).filter({ hasText: 'هنوز مانده' }).first().waitFor();
  await page.goto('/calendar');
  await page.locator('.row-card').filter({ hasText: title }).first().waitFor();
  await shot(page, 'calendar-agenda-fa-360');

  // Made up for on a visit, which says why it was late.
  await page.goto(`${own}/visit?entry=${planned[0]?.id ?? ''}`);
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await write(page, 'late_reason', 'خانواده در سفر بود.');
  await shot(page, 'calendar-visit-fa-360');
  await submit(page);
  await saved(page, 'بازدید ثبت شد');
  const after = (await read<File>(page, own)).calendar.find((entry) => entry.id === planned[0]?.id);
  expect(after).toMatchObject({ status: 'done', late: true, late_reason: 'خانواده در سفر بود.' });

  // The month says how much lies on a day and opens it.
  await page.goto('/calendar?view=month');
  await page.locator('.month-day.today').click();
  await page.locator('.row-card').filter({ hasText: title }).filter({ hasText: 'دیر انجام شد' }).first().waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await shot(page, 'calendar-month-fa-360');
  await page.getByRole('button', { name: 'پس‌تر' }).click();
  await page.waitForURL(/day=/);
  await page.getByRole('button', { name: 'هفته', exact: true }).click();
  await page.waitForURL(/view=week/);
  await page.locator('.group-head').first().waitFor();

  await page.goto(`${own}?tab=calendar`);
  await page.getByRole('button', { name: 'بستن هدف' }).first().click();
  await choose(dialog, 'result', 'تا اندازه‌ای');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  expect((await read<File>(page, own)).goals[0]?.result).toBe('partly');
  expect(errors).toEqual([]);
  await context.close();
});

test('the feed is made, read by nobody signed in, and taken back', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(page, 'hamyar', PASSWORD);
  await page.goto('/calendar');
  await page.getByRole('button', { name: /ساختن نشانی|نشانی تازه/ }).click();
  const address = (await page.locator('.feed-address').textContent()) ?? '';
  expect(await axe(page)).toEqual([]);
  await page.locator('.feed-address').scrollIntoViewIfNeeded();
  await shot(page, 'calendar-feed-fa-360');
  const feed = await fetch(address);
  const text = await feed.text();
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain('BEGIN:VEVENT');
  expect(text).not.toContain('خانوادهٔ ');
  await page.getByRole('button', { name: 'از کار انداختن' }).click();
  await saved(page, 'نشانی از کار افتاد');
  expect((await fetch(address)).status).toBe(404);
  expect(errors.filter((one) => !one.includes('404'))).toEqual([]);
  await context.close();
});
