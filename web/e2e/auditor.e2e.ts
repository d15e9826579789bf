// The auditor on the real server: any history event by event, a day by both times, why a tier, what a commission had before it, the trail, the patterns,
// who opened what; by keyboard alone too.
import fs from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, loaded, open, shot, signIn } from './lib/browser.ts';
import { choose, find, read, submit, write, writeDate } from './lib/fields.ts';
import { PASSWORD, as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string; family_name: string };
type Event = { sequence: number; type: string; payload: { moment?: string }; recorded_at: { iso: string }; happened_at: { iso: string }; late: boolean };
type Named = { id: string; name: string };
type Agenda = { sessions: { id: string; cases: { referral_id: string; state: string }[] }[] };

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
async function family(page: Page): Promise<{ card: Card; events: Event[] }> {
  const { items } = await read<{ items: Card[] }>(page, '/audit/families?tier=harmed&limit=5');
  const card = items[0];
  if (!card) throw new Error('the demo has no harmed family');
  return { card, events: (await read<{ items: Event[] }>(page, `/families/${card.id}/events`)).items };
}

/** A decided referral, with its commission and session. */
async function decided(page: Page): Promise<{ commission: string; session: string; referral: string }> {
  for (const one of (await read<{ items: Named[] }>(page, '/commissions')).items) {
    // One commission after the other, until one has decided.
    // oxlint-disable-next-line no-await-in-loop
    for (const session of (await read<Agenda>(page, `/commissions/${one.id}/agenda`)).sessions) {
      const found = session.cases.find((each) => each.state === 'decided');
      if (found) return { commission: one.id, session: session.id, referral: found.referral_id };
    }
  }
  throw new Error('no commission of the demo has decided');
}

async function first(page: Page, path: string): Promise<Named> {
  const [one] = (await read<{ items: Named[] }>(page, path)).items;
  if (!one) throw new Error(`the demo has nothing at ${path}`);
  return one;
}

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'momayez', viewport, language });
    const { card, events } = await family(watched.page);
    const tier = events.find((e) => e.type === 'tier_assigned' && e.payload.moment === 'baseline')?.sequence ?? 1;
    const day = events.at(-1)?.happened_at.iso.slice(0, 10) ?? '';
    const { commission, referral } = await decided(watched.page);
    const neighborhood = await first(watched.page, '/neighborhoods');
    const center = await first(watched.page, '/centers');
    await lookAt(watched, {
      find: '/audit',
      replay: `/audit/replay/family/${card.id}`,
      'replay-tier': `/audit/replay/family/${card.id}?at=${tier}`,
      'replay-day': `/audit/replay/family/${card.id}?day=${day}`,
      'replay-first': `/audit/replay/family/${card.id}?at=1`,
      'replay-commission': `/audit/replay/commission/${commission}`,
      'replay-neighborhood': `/audit/replay/neighborhood/${neighborhood.id}`,
      'replay-center': `/audit/replay/center/${center.id}`,
      compare: `/audit/compare/family/${card.id}?day=${day}`,
      print: `/audit/print/family/${card.id}`,
      'print-commission': `/audit/print/commission/${commission}`,
      tier: `/audit/tiers/${card.id}/${tier}`,
      review: `/audit/referrals/${referral}`,
      trail: '/audit/events',
      'trail-filtered': `/audit/events?type=tier_assigned&center_id=${center.id}&happened_from=2020-03-20&overridden=true`,
      access: '/audit/access?operation=replay_stream,list_audit_events',
      patterns: '/audit/patterns?night_events=1&overrides=1&refused=1',
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
    await page.locator('form button[type="submit"]').first().click();
    await page.locator('.error-summary').waitFor();
    await write(page, 'q', persian(card.file_number));
    await page.locator('form button[type="submit"]').first().click();
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

  test('a commission’s history is replayed too, with names where ids stand', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { commission } = await decided(page);
    await page.goto(`/audit/replay/commission/${commission}?at=1`);
    await page.getByText('با این رویداد تاریخچه آغاز شد').waitFor();
    await page.goto(`/audit/replay/commission/${commission}`);
    await page.locator('.facts').first().waitFor();
    const text = await page.locator('main').innerText();
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    await page.locator('.event-row').first().click();
    await page.waitForURL(/at=\d+/);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('a neighborhood is found in its register and replayed', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez' });
    const { name } = await first(page, '/neighborhoods');
    await page.goto('/audit');
    await find(page, 'which', name);
    await submit(page);
    await page.waitForURL(/\/audit\/replay\/neighborhood\//);
    await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
    await context.close();
  });
});

/** Presses Tab until what is focused says this. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  for (let presses = 0; presses < 250; presses += 1) {
    // One key after the other, as a person does.
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press('Tab');
    // oxlint-disable-next-line no-await-in-loop
    const focused = await page.evaluate(() => `${document.activeElement?.getAttribute('name') ?? ''} ${document.activeElement?.getAttribute('aria-label') ?? ''} ${document.activeElement?.textContent ?? ''}`);
    if (words.test(focused)) return;
  }
  throw new Error(`no Tab leads to ${String(words)}`);
}

test('an address that holds no day opens all the same', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE });
  await signIn(page, 'momayez', PASSWORD);
  const { card } = await family(page);
  for (const address of [`/audit/replay/family/${card.id}?day=9999-99-99`, `/audit/replay/family/${card.id}?day=abc&at=-1`, '/audit/events?happened_from=abc&from=2026-13-01', `/audit/compare/family/${card.id}?day=abc`]) {
    await page.goto(address);
    await loaded(page);
    expect(await page.getByText('خطایی پیش آمد').count(), address).toBe(0);
    expect(await page.getByText('−').count(), address).toBe(0);
  }
  expect(errors).toEqual([]);
  await context.close();
});

test('the auditor’s walk needs no mouse: find, step, play, the grounds of a tier', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK });
  await signIn(page, 'momayez', PASSWORD);
  const { card, events } = await family(page);
  await page.goto('/audit');
  await page.locator('h1').first().waitFor();
  await tabTo(page, /^q /);
  await page.keyboard.type(persian(card.file_number));
  await page.keyboard.press('Enter');
  await page.locator('.row-card').first().waitFor();
  await tabTo(page, new RegExp(persian(card.file_number)));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/audit\/replay\/family\//);
  await page.getByRole('slider').waitFor();
  // The keys work without a field or button having the focus.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('Home');
  await page.waitForURL(/at=1$/);
  await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/at=2$/);
  await page.keyboard.press('PageUp');
  await page.waitForURL(new RegExp(`at=${2 + Math.max(1, Math.round((events.length - 1) / 10))}$`));
  await page.keyboard.press('PageDown');
  await page.waitForURL(/at=2$/);
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'درنگ' }).waitFor();
  await page.waitForURL(/at=3$/, { timeout: 10_000 });
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'پخش', exact: true }).waitFor();
  const tier = events.find((e) => e.type === 'tier_assigned');
  await page.goto(`/audit/replay/family/${card.id}?at=${tier?.sequence ?? 1}`);
  await page.locator('.facts .changed').first().waitFor();
  await tabTo(page, /چرا این سطح؟/);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/audit\/tiers\//);
  expect(errors).toEqual([]);
  await context.close();
});

describe('a day', () => {
  test('shows the file as it was then, and, asked so, as it was known then; the slider leads back to the events', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { card, events } = await family(page);
    const tier = events.find((e) => e.type === 'tier_assigned');
    const day = tier?.happened_at.iso.slice(0, 10) ?? '';
    await page.goto(`/audit/replay/family/${card.id}`);
    await page.getByRole('slider').waitFor();
    await loaded(page);
    await writeDate(page, 'day', day);
    await page.waitForURL(new RegExp(`day=${day}`));
    // The demo told its past late: it was so then, and nobody had written it down.
    await page.getByText('آن‌گونه که بود؛').waitFor();
    expect(await page.locator('.table').first().innerText()).toContain('سطح');
    await choose(page, 'axis', 'آن‌گونه که دانسته بود');
    await page.getByText('در آن روز این پرونده هنوز نبود').waitFor();
    await shot(page, 'auditor-replay-day');
    // Both beside each other.
    await page.getByRole('link', { name: 'سنجیدن دو زمان' }).first().click();
    await page.waitForURL(new RegExp(`/audit/compare/family/.*day=${day}`));
    await page.getByText('تا آن روز چیزی نبود').waitFor();
    await page.getByText('رخ داده و هنوز نوشته نشده').waitFor();
    await page.locator('.table tbody th a').first().click();
    await page.waitForURL(/\/audit\/replay\/family\/.*at=\d+/);
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    await page.waitForURL(/at=1$/);
    await page.getByText('با این رویداد پرونده باز شد').waitFor();
    expect(errors.filter((error) => !error.includes('422'))).toEqual([]);
    await context.close();
  });
});

describe('why', () => {
  test('a tier leads to the rule, to each reading, to the assessment and back into the replay', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { card, events } = await family(page);
    const tier = events.find((e) => e.type === 'tier_assigned' && e.payload.moment === 'baseline');
    await page.goto(`/audit/tiers/${card.id}/${tier?.sequence ?? 1}`);
    await page.getByText('قاعده امروز نیز از همین پاسخ‌ها همین را به دست می‌دهد').waitFor();
    expect(await page.locator('.table tbody tr').count()).toBeGreaterThanOrEqual(30);
    await page.locator('.table tbody a').first().click();
    await page.waitForURL(/\/audit\/replay\/family\/.*at=\d+/);
    await page.getByRole('heading', { level: 2, name: 'پایش آغازین' }).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });

  test('from a commission’s session to what it had before it when it decided', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { commission, session, referral } = await decided(page);
    await page.goto(`/commission/${commission}/sessions/${session}`);
    await page.locator(`a[href="/audit/referrals/${referral}"]`).click();
    await page.waitForURL(new RegExp(`/audit/referrals/${referral}`));
    for (const part of ['حاضران در تصمیم', 'از ارجاع تا تصمیم چه گذشت', 'چه کسی بسته را باز کرد', 'بسته، آن‌گونه که اعضا دیدند', 'راه پرونده در کمیسیون']) await page.getByRole('heading', { name: part }).first().waitFor();
    await page.getByText(/نصاب برقرار/).waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('the trail', () => {
  test('filters stand in the address and narrow together; an event leads to the state as it stood', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/audit/events');
    await page.locator('section[aria-label="ردّ رویدادها"] .table tbody tr').first().waitFor();
    await find(page, 'type', 'سطح داده شد');
    await page.waitForURL(/type=tier_assigned/);
    const list = page.locator('section[aria-label="ردّ رویدادها"] .table tbody');
    await expect.poll(async () => (await list.locator('th').allInnerTexts()).every((words) => words.includes('سطح داده شد'))).toBe(true);
    await page.getByRole('button', { name: 'بیشتر', exact: true }).click();
    await expect.poll(() => list.locator('tr').count()).toBeGreaterThan(50);
    await find(page, 'actor', 'مدیر مرکز امید');
    await page.waitForURL(/actor=user/);
    await page.getByRole('button', { name: /^برداشتن: سطح داده شد/ }).click();
    await expect.poll(() => page.url()).not.toContain('type=');
    await list.locator('th a').first().click();
    await page.waitForURL(/\/audit\/replay\/.*at=/);
    await context.close();
  });

  test('S062: what is exported is recorded, and the auditor’s own reading is shown', async () => {
    const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/audit/events?type=center_registered');
    await page.locator('section[aria-label="ردّ رویدادها"] .table tbody tr').first().waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'برون‌بری CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^hamyar-audit-trail-\d+\.csv$/);
    const text = fs.readFileSync(await download.path(), 'utf8');
    const centers = await read<{ items: Named[] }>(page, '/centers');
    expect(text.trim().split('\r\n').length).toBe(centers.items.length + 1);
    expect(text).toContain('مرکز ثبت شد');
    await page.goto('/audit/access');
    await page.locator('.table tbody tr').first().waitFor();
    expect(await page.locator('.table').innerText()).toContain('برون‌بری ردّ رویدادها');
    await context.close();
  });
});

test('patterns say their thresholds, which stand in the address, and open to the events', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
  await page.goto('/audit/patterns?days_late=400');
  await page.getByText(/دست‌کم ۴۰۰ روز پس از رخداد/).waitFor();
  await page.locator('#back_dated a').last().click();
  await page.waitForURL(/\/audit\/replay\/.*at=\d+/);
  expect(errors).toEqual([]);
  await context.close();
});
