// The keyboard alone: every stop is seen, dialogs give the focus back, a new screen is heard from its heading, and a visit is recorded without a
// pointer.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, loaded, open, shot } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; consent: string; tier: string | null };
type File = { id: string; visits: { note: string | null; present: { id: string }[]; next_visit_on: { iso: string } | null }[]; members: { id: string; left: boolean }[]; calendar: { status: string }[]; notes: { text: string | null }[] };
type Agenda = { sessions: { id: string; state: string; cases: unknown[] }[] };
type Stop = { what: string; seen: boolean; inView: boolean };

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

const STOPS_MAX = 200;

/** Where the focus is, whether it can be seen there, and in words what it is on; null when it has left the page. */
const here = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const on = document.activeElement;
    if (!(on instanceof HTMLElement || on instanceof SVGElement) || on === document.body) return null;
    const marked = (one: Element) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
    };
    // A choice is drawn by its label, a part of a date by its group.
    const drawnBy = [on, on.closest('.choice'), on.closest('.date-group'), on.closest('.search-box'), on.closest('label')];
    const box = on.getBoundingClientRect();
    return { what: `${on.tagName.toLowerCase()} ${on.getAttribute('aria-label') ?? on.textContent?.trim().slice(0, 50) ?? ''}`, seen: drawnBy.some((one) => one !== null && marked(one)), inView: box.bottom > 0 && box.top < innerHeight };
  });

const isOn = (page: Page, selector: string) => page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);

/** Goes on by Tab until the focus is on what is meant. */
async function tabTo(page: Page, selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stops = 0; stops < STOPS_MAX; stops += 1) {
    if (await isOn(page, selector)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`no stop of the keyboard is ${selector}`);
}

/** From the top of a screen to its end: each stop can be seen, and none holds the focus. */
async function walk(page: Page, where: string): Promise<number> {
  await page.goto(where);
  await page.locator('h1').first().waitFor();
  await loaded(page);
  let stops = 0;
  for (; stops < STOPS_MAX; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await here(page);
    if (!stop) break;
    expect([where, stop]).toEqual([where, { ...stop, seen: true, inView: true }]);
  }
  // Past the last stop the focus leaves the page.
  expect([where, stops < STOPS_MAX]).toEqual([where, true]);
  return stops;
}

async function ownFamily(page: Page): Promise<File> {
  const { items } = await read<{ items: Card[] }>(page, '/families?state=open&limit=50');
  const files = await Promise.all(items.filter((one) => one.consent === 'given' && one.tier === 'harmed').map((one) => read<File>(page, `/families/${one.id}`)));
  const found = files.find((one) => one.calendar.some((entry) => entry.status === 'planned') && one.members.some((member) => !member.left));
  if (!found) throw new Error('the caseworker has no family with a plan');
  return found;
}

describe('every stop of the keyboard can be seen', () => {
  test('on the screens of a caseworker', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: DESK });
    const { id } = await ownFamily(page);
    for (const where of ['/today', `/families/${id}`, `/families/${id}?tab=calendar`, `/families/${id}/visit`, `/families/${id}/assess`, '/calendar?view=month']) expect(await walk(page, where)).toBeGreaterThan(8);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('on the intake of a center and the session of a commission', async () => {
    const manager = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
    expect(await walk(manager.page, '/center/intake')).toBeGreaterThan(8);
    await manager.context.close();
    const { context, page } = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
    const { items } = await read<{ items: { id: string }[] }>(page, '/commissions');
    for (const { id } of items) {
      const answer = await page.request.get(`/api/v1/commissions/${id}/agenda`);
      const session = answer.ok() ? ((await answer.json()) as Agenda).sessions.find((one) => one.cases.length > 0) : undefined;
      if (!session) continue;
      expect(await walk(page, `/commission/${id}/sessions/${session.id}`)).toBeGreaterThan(5);
      break;
    }
    await context.close();
  });
});

test('the sign-in is there before the app: what is typed goes on in it, and what was sent is sent once it is there', async () => {
  const { context, page, errors } = await open(browser, { base: server.base });
  let come = (): void => undefined;
  const held = new Promise<void>((resolve) => (come = resolve));
  await page.route('**/assets/app-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('/');
  await page.locator('#early').waitFor();
  // Nothing typed: the cursor goes to what is missing, and nothing is sent.
  await page.getByRole('button', { name: 'ورود' }).click();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('username');
  await page.fill('input[name="username"]', 'hamyar');
  await page.fill('input[name="password"]', 'no-such-word');
  await page.keyboard.press('Enter');
  await page.locator('#early .spinner').waitFor();
  come();
  // The app sends it, says what is wrong, and keeps what was typed.
  await page.locator('#root .error-summary').waitFor();
  expect(await page.locator('#early').count()).toBe(0);
  expect(await page.inputValue('input[name="username"]')).toBe('hamyar');
  await page.fill('input[name="password"]', 'hamyari-1405');
  await page.keyboard.press('Enter');
  await page.waitForURL(/today/);
  expect(errors).toEqual([]);
  await context.close();
});

test('the first stop leads past the menu; a new screen is heard from its heading', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'hamyar', viewport: DESK });
  await page.goto('/today');
  await page.locator('.row-card').first().waitFor();
  await page.keyboard.press('Tab');
  expect(await isOn(page, '.skip')).toBe(true);
  await page.keyboard.press('Enter');
  expect(await isOn(page, '#main')).toBe(true);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('#main') !== null)).toBe(true);
  await tabTo(page, '.row-card');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/families\/[0-9a-f-]{36}/);
  await page.locator('.family-strip').waitFor();
  await expect.poll(() => isOn(page, 'h1')).toBe(true);
  await tabTo(page, '.side nav a[href="/calendar"]', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/calendar/);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('تقویم');
  await context.close();
});

test('a dialog takes the focus, Escape closes it, and the focus goes back to where it was', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: DESK });
  const { id } = await ownFamily(page);
  await page.goto(`/families/${id}`);
  await page.locator('.family-strip').waitFor();
  await loaded(page);
  const opener = page.getByRole('button', { name: 'یادداشت تازه' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  // Round and round, never out of it.
  for (let stops = 0; stops < 8; stops += 1) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(true);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
  // Saved by Enter on the button of the form, the focus comes back too.
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'textarea');
  await page.keyboard.type('با صفحه‌کلید نوشته شد.');
  await tabTo(page, '[type="submit"]');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await expect.poll(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
  await expect.poll(async () => (await read<File>(page, `/families/${id}`)).notes.some((note) => note.text === 'با صفحه‌کلید نوشته شد.')).toBe(true);
  // The help answers «?» and gives the focus back as well.
  await page.keyboard.press('?');
  await page.getByRole('dialog').locator('#help-what').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => opener.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

test.each([['a desk', DESK], ['a phone with a keyboard', PHONE]] as const)('a visit recorded with the keyboard alone, on %s', async (size, viewport) => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport });
  const { id } = await ownFamily(page);
  await page.goto(`/families/${id}/visit`);
  await page.locator('textarea[name="note"]').waitFor();
  await loaded(page);
  const note = `مادر خانواده در خانه بود؛ ${size}.`;
  // The day: one part back by the arrow, so that it is yesterday or the same day of the month before.
  await tabTo(page, '[data-field="visited_on"] .segment-day');
  const before = await page.locator('[data-field="visited_on"] .segment-day').innerText();
  await page.keyboard.press('ArrowDown');
  expect(await page.locator('[data-field="visited_on"] .segment-day').innerText()).not.toBe(before);
  await page.keyboard.press('ArrowUp');
  // Where: a group of choices is one stop, its arrows choose.
  await tabTo(page, '[data-field="place"] input');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => page.locator('[data-field="place"] input:checked').count()).toBe(1);
  // Who was there: each box is ticked by the space bar.
  await tabTo(page, '[data-field="present"] input');
  await page.keyboard.press('Space');
  await tabTo(page, 'textarea[name="note"]');
  await page.keyboard.type(note);
  // The next visit, typed part by part; the focus goes on by itself.
  await tabTo(page, '[data-field="next_visit_on"] [role="spinbutton"]');
  const order = await page.locator('[data-field="next_visit_on"] [role="spinbutton"]').evaluateAll((parts) => parts.map((part) => [...part.classList].find((one) => one.startsWith('segment-')) ?? ''));
  for (const part of order) await page.keyboard.type(part === 'segment-year' ? '۱۴۰۶' : part === 'segment-month' ? '02' : '10');
  await shot(page, `keyboard-visit-${viewport.width}`);
  await tabTo(page, 'form [type="submit"]');
  await page.keyboard.press('Enter');
  await page.waitForURL(/tab=aid/);
  const visit = (await read<File>(page, `/families/${id}`)).visits.find((one) => one.note === note);
  expect(visit?.present).toHaveLength(1);
  expect(visit?.next_visit_on?.iso).toBe('2027-04-30');
  // The file that comes back is heard from its heading.
  await expect.poll(() => isOn(page, 'h1')).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});

test('Enter sends a form from a field and from a part of a date; what is wrong takes the focus', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  await page.goto('/center/caseworkers/new');
  await page.locator('form').first().waitFor();
  await tabTo(page, 'form input[type="text"], form input:not([type])');
  await page.keyboard.press('Enter');
  await page.locator('.error-summary').waitFor();
  await expect.poll(() => isOn(page, '.error-summary')).toBe(true);
  await tabTo(page, '.error-summary a');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('.field') !== null)).toBe(true);
  await page.reload();
  await page.locator('form').first().waitFor();
  await tabTo(page, '[role="spinbutton"]');
  await page.keyboard.press('Enter');
  await page.locator('.error-summary').waitFor();
  await context.close();
});
