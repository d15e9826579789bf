// A facilitation office at a desk: called, contracted and opened by an officer; tasks, a group and money by a facilitator; the quarter opens to its events.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, shot, signIn } from './lib/browser.ts';
import { choose, find, read, submit, write, writeDate } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';
import { daysAgo } from './lib/days.ts';

const PASSWORD = 'hamyari-1405';
const OWN = 'kuhpaye-ye-sabz-2719';
type Place = { items: { id: string; name: string; neighborhoods: number }[] };
type View = { state: string; file: { tasks: { task: string }[]; groups: { stage: string }[] } };

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


test('an office from the call to the quarter', async () => {
  const officer = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  const { page } = officer;
  await signIn(page, 'karshenas', PASSWORD);
  const counties = await read<Place>(page, '/places?level=county');
  const county = counties.items.find((one) => one.neighborhoods > 0) ?? counties.items[0];
  if (!county) throw new Error('no county');
  const places = await read<Place>(page, `/neighborhoods?place_id=${county.id}`);
  const home = places.items[0];
  if (!home) throw new Error('no neighborhood');
  await page.goto('/offices');
  await page.getByRole('button', { name: 'فراخوان تازه' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  const name = `دفتر آزمون ${Date.now()}`;
  await write(dialog, 'name', name);
  await find(page, 'place_id', county.name);
  await find(page, 'neighborhood_ids', home.name);
  await writeDate(dialog, 'called_on', daysAgo(300));
  expect(await axe(page)).toEqual([]);
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.locator('.row-card').filter({ hasText: name }).click();
  await page.waitForURL(/offices\/[0-9a-f-]{36}/);
  const own = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'ثبت قرارداد' }).click();
  await write(dialog, 'operator_name', 'مؤسسهٔ یاران محله');
  await write(dialog, 'number', '۱۲/۴');
  await writeDate(dialog, 'from', daysAgo(290));
  await writeDate(dialog, 'until', daysAgo(-60));
  await write(dialog, 'amount_rials', '9000000000');
  await write(dialog, 'source', 'استانداری');
  await writeDate(dialog, 'contracted_on', daysAgo(295));
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'گشایش دفتر' }).click();
  await writeDate(dialog, 'opened_on', daysAgo(280));
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });

  const admin = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(admin.page, 'rahbar', PASSWORD);
  const username = `tashil${Date.now()}`;
  const made = await admin.page.request.post('/api/v1/users', { data: { username, display_name: 'تسهیلگر آزمون', roles: ['facilitator'], place_id: county.id } });
  expect(made.status(), await made.text()).toBe(201);
  const { link } = (await made.json()) as { link: { token: string } };
  const door = await open(browser, { base: server.base });
  const set = await door.page.request.post('/api/v1/invitation/accept', { data: { token: link.token, password: OWN } });
  expect(set.status(), await set.text()).toBeLessThan(300);
  await door.context.close();

  const keeper = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(keeper.page, username, OWN);
  await keeper.page.goto(own);
  const form = keeper.page.getByRole('dialog');
  await keeper.page.locator('.disclosure').filter({ hasText: 'بسترسازی' }).locator('summary').first().click();
  await keeper.page.getByRole('button', { name: 'ثبت پیشرفت کار ۱.۱' }).click();
  await choose(form, 'state', 'انجام شده');
  await write(form, 'evidence', 'صورت‌جلسهٔ ۳');
  await shot(keeper.page, 'office-task-phone');
  await submit(form);
  await form.waitFor({ state: 'detached' });
  await shot(keeper.page, 'office-work-phone');
  await keeper.page.goto(`${own}?tab=groups`);
  await keeper.page.getByRole('button', { name: 'ثبت کارگاه' }).click();
  await write(form, 'topic', 'پسماند');
  await write(form, 'persons', '۱۴');
  await submit(form);
  await form.waitFor({ state: 'detached' });
  await keeper.page.getByRole('button', { name: 'مرحلهٔ بعد: گروه غیررسمی' }).waitFor();
  expect(await axe(keeper.page)).toEqual([]);
  const seen = await read<View>(page, own);
  expect([seen.state, seen.file.tasks.length, seen.file.groups[0]?.stage]).toEqual(['open', 1, 'workshop']);

  await page.goto('/offices');
  await page.getByText('ارزیابی شش‌ماههٔ ۱ دیر شده').first().waitFor();
  await shot(page, 'offices-desk');
  await page.goto(`${own}/quarter`);
  await page.getByRole('row').filter({ hasText: 'کارهای انجام‌شده' }).getByText('۱ رویداد').click();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('row').filter({ hasText: 'وظیفه‌های دیرکرده در پایان' }).waitFor();
  await shot(page, 'office-quarter-desk');
  // A second office of the same neighborhood: the sum counts it once, and says so.
  const tell = async (path: string, body: object) => {
    const answer = await page.request.post(`/api/v1${path}`, { data: { command_id: crypto.randomUUID(), ...body } });
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { ids: { office_id: string } };
  };
  const neighbor = `دفتر همسایه ${Date.now()}`;
  const { ids } = await tell('/offices', { name: neighbor, place_id: county.id, neighborhood_ids: [home.id], called_on: daysAgo(300) });
  const contract = { operator_name: 'مؤسسهٔ همسایه', number: '۱۳', from: daysAgo(290), until: daysAgo(-60), amount_rials: 1, source: 'استانداری', contracted_on: daysAgo(295) };
  await tell(`/offices/${ids.office_id}/contract`, contract);
  await tell(`/offices/${ids.office_id}/open`, { opened_on: daysAgo(280) });
  await page.goto('/offices');
  await page.getByRole('link', { name: 'گزارش سه‌ماههٔ دفترها' }).click();
  await page.waitForURL(/offices\/quarter/);
  await page.getByRole('link', { name: 'سه‌ماههٔ پیش' }).click();
  const line = page.getByRole('row').filter({ hasText: name });
  await line.getByText(/گزارش/).first().waitFor();
  await page.getByRole('row').filter({ hasText: neighbor }).first().waitFor();
  const shared = page.locator('.notice').filter({ hasText: 'بیش از یک دفتر در آن کار کرده است' });
  await shared.getByRole('link', { name: home.name }).waitFor();
  const late = page.getByRole('row').filter({ hasText: 'وظیفه‌های دیرکرده در پایان' });
  await late.getByText(/دفتر/).first().click();
  await late.getByText(/^دفترها روی هم .* شمرده‌اند؛ هر محله یک بار/).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'offices-sum-desk');
  await line.getByRole('link', { name }).first().click();
  await page.waitForURL(/offices\/[0-9a-f-]{36}\/quarter/);
  await page.goto(own);
  await page.getByRole('tab', { name: 'برنامهٔ کار' }).waitFor();
  await shot(page, 'office-desk');
  expect([...officer.errors, ...keeper.errors]).toEqual([]);
});
