// Paper: the family's file, the aid plan and the minutes of a session, as Chromium prints them on A4.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, loaded, shot } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string; tier: string | null; consent: string; address_under_threat: boolean };
type File = Card & { address: string | null; safe_contact: string | null; members: { given_name: string; phone: string | null; left: boolean }[]; calendar: { status: string }[]; tiers: { readings: unknown[] }[]; sequence: number };
type Agenda = { sessions: { id: string; state: string; cases: { family: { file_number: string }; state: string }[] }[] };

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

const persian = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));

/** The fullest file of the demo's caseworker that is not under threat. */
async function fullFile(page: Page): Promise<File> {
  const { items } = await read<{ items: Card[] }>(page, '/families?state=open&limit=50');
  const files = await Promise.all(items.filter((one) => one.consent === 'given' && !one.address_under_threat).map((one) => read<File>(page, `/families/${one.id}`)));
  const found = files.filter((one) => one.address !== null && (one.tiers.at(-1)?.readings.length ?? 0) > 0).sort((a, b) => b.calendar.length + b.tiers.length - a.calendar.length - a.tiers.length)[0];
  if (!found) throw new Error('the caseworker has no file to print');
  return found;
}

/** Everything that would be on paper, and nothing else. */
async function onPaper(page: Page): Promise<string> {
  await page.emulateMedia({ media: 'print' });
  const words = await page.locator('body').innerText();
  await page.emulateMedia({ media: null });
  return words;
}

/** How many pages, and how many bytes; the text of pages is drawn, so it is not looked for here. */
async function pdf(page: Page, name: string): Promise<{ pages: number; bytes: number }> {
  const made = await page.pdf({ path: `e2e/shots/${name}.pdf`, preferCSSPageSize: true, printBackground: true });
  return { pages: (made.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length, bytes: made.length };
}

/** Nothing to press or to go by is left, and nothing is wider than the sheet. */
async function isPaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  // The width of A4 within its margins.
  await page.setViewportSize({ width: 695, height: 1000 });
  for (const gone of ['nav', '.side', '.top-bar', '.tab-bar', '.demo-banner', '.skip', '.back-link']) expect([gone, await page.locator(gone).locator('visible=true').count()]).toEqual([gone, 0]);
  const buttons = await page.locator('.button, .help-open').locator('visible=true').allInnerTexts();
  expect(buttons).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => [...document.querySelectorAll('a')].filter((a) => a.checkVisibility() && getComputedStyle(a).textDecorationLine !== 'none').length)).toBe(0);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(DESK);
}

const prints = (page: Page) => page.evaluate(() => Object.assign(window, { print: () => document.body.setAttribute('data-printed', 'yes') }));

describe.each([['fa', 'محرمانه', 'چاپ'], ['en', 'Confidential', 'Print']] as const)('in %s', (language, mark, print) => {
  test('the whole file: everything under each other, with its number, its day and its mark', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: DESK, language });
    const file = await fullFile(page);
    const number = language === 'fa' ? persian(file.file_number) : file.file_number;
    await page.goto(`/families/${file.id}`);
    await loaded(page);
    await page.getByRole('link', { name: language === 'fa' ? 'چاپ پرونده' : 'Print the file' }).click();
    await page.waitForURL(/\/print$/);
    await page.locator('.paper .family-strip').waitFor();
    await loaded(page);
    // The name of a person stands in no title, which would become the name of the file.
    expect(await page.title()).toContain(number);
    await prints(page);
    await page.getByRole('button', { name: print, exact: true }).click();
    expect(await page.locator('body').getAttribute('data-printed')).toBe('yes');
    await shot(page, `print-file-${language}-1440`);
    await isPaper(page);
    const paper = await onPaper(page);
    for (const words of [mark, number, file.address ?? '', ...file.members.filter((m) => !m.left).map((m) => m.given_name)]) expect(paper.replace(/\s+/g, ' ')).toContain(language === 'fa' ? persian(words) : words);
    const margins = await page.evaluate(() => ['--paper-mark', '--paper-name'].map((name) => document.documentElement.style.getPropertyValue(name)));
    expect(margins[0]).toContain(mark);
    expect(margins[1]).toContain(number);
    // What is folded on the screen lies open on paper.
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.evaluate(() => [...document.querySelectorAll('.paper .readings li')].filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length)).toBeGreaterThan(0);
    await page.emulateMedia({ media: null });
    const made = await pdf(page, `print-file-${language}`);
    expect(made.pages).toBeGreaterThanOrEqual(3);
    expect(made.pages).toBeLessThanOrEqual(20);
    expect(made.bytes).toBeGreaterThan(30_000);
    // Gone with the screen: another paper has another name.
    await page.goto('/today');
    expect(await page.evaluate(() => document.documentElement.style.getPropertyValue('--paper-name'))).toBe('');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the aid plan alone, from the calendar of the file', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: DESK, language });
    const file = await fullFile(page);
    await page.goto(`/families/${file.id}?tab=calendar`);
    await page.getByRole('link', { name: language === 'fa' ? 'چاپ برنامه' : 'Print the plan' }).click();
    await page.waitForURL(/part=plan/);
    await page.locator('#paper-plan').waitFor();
    await loaded(page);
    await shot(page, `print-plan-${language}-1440`);
    await isPaper(page);
    expect(await onPaper(page)).toContain(mark);
    const made = await pdf(page, `print-plan-${language}`);
    expect(made.pages).toBeGreaterThanOrEqual(1);
    expect(made.pages).toBeLessThanOrEqual(6);

    await page.goto('/calendar?view=month');
    await loaded(page);
    await prints(page);
    await page.getByRole('button', { name: print, exact: true }).click();
    expect(await page.locator('body').getAttribute('data-printed')).toBe('yes');
    expect(await onPaper(page)).toContain(mark);
    await pdf(page, `print-calendar-${language}`);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the minutes of a session', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'komision', viewport: DESK, language });
    const commissions = (await read<{ items: { id: string }[] }>(page, '/commissions')).items;
    let found: { commission: string; session: Agenda['sessions'][number] } | null = null;
    for (const { id } of commissions) {
      const answer = await page.request.get(`/api/v1/commissions/${id}/agenda`);
      if (!answer.ok()) continue;
      const session = ((await answer.json()) as Agenda).sessions.find((one) => one.state === 'closed' && one.cases.some((each) => each.state === 'decided'));
      if (session) found = { commission: id, session };
      if (found) break;
    }
    if (!found) throw new Error('no session of the demo has minutes');
    await page.goto(`/commission/${found.commission}/sessions/${found.session.id}/minutes`);
    await page.locator('.minutes-case').first().waitFor();
    await prints(page);
    await page.getByRole('button', { name: language === 'fa' ? 'چاپ صورت‌جلسه' : 'Print the minutes' }).click();
    expect(await page.locator('body').getAttribute('data-printed')).toBe('yes');
    await shot(page, `print-minutes-${language}-1440`);
    await isPaper(page);
    const paper = await onPaper(page);
    expect(paper).toContain(mark);
    const file = found.session.cases[0]?.family.file_number ?? '';
    expect(paper).toContain(language === 'fa' ? persian(file) : file);
    const made = await pdf(page, `print-minutes-${language}`);
    expect(made.pages).toBeGreaterThanOrEqual(1);
    expect(made.bytes).toBeGreaterThan(15_000);
    expect(errors).toEqual([]);
    await context.close();
  });
});

test('an address under threat is on no paper, whoever may see it on the screen', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  const file = await fullFile(page);
  const head = file.members.find((one) => one.phone);
  const marked = await page.request.post(`/api/v1/families/${file.id}/address-threat`, { data: { command_id: crypto.randomUUID(), reason: 'همسر سابق در پی خانواده است' }, headers: { 'if-match': `"${file.sequence}"` } });
  expect([marked.status(), await marked.text()]).toEqual([200, expect.anything()]);
  const hidden = [file.address ?? '', file.safe_contact ?? '', head?.phone ?? ''].filter(Boolean).map(persian);
  for (const where of ['/print', '/print?part=plan', '?tab=summary', '?tab=members', '?tab=timeline', '/plain', '/visit']) {
    await page.goto(`/families/${file.id}${where}`);
    await page.locator('h1').first().waitFor();
    await loaded(page);
    // The caseworker sees it on the screen, where the screen shows it at all.
    if (where === '?tab=summary') expect(await page.locator('body').innerText()).toContain(persian(file.address ?? ''));
    const paper = await onPaper(page);
    for (const words of hidden) expect([where, words, paper.includes(words)]).toEqual([where, words, false]);
  }
  expect(errors).toEqual([]);
  await page.request.delete(`/api/v1/families/${file.id}/address-threat`).catch(() => undefined);
  await context.close();
});
