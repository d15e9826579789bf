// The page of residents: an office publishes what was decided, anybody reads and prints it without an account, an officer takes it back.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, shot, signIn } from './lib/browser.ts';
import { read, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
const OWN = 'kuhpaye-ye-sabz-2719';
type Listed = { items: { neighborhood: { id: string; name: string } }[] };
type Roadmap = { actions: { text: string; since_version: number | null }[] };

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

test('published by the office, read by anybody, taken back by an officer', async () => {
  const officer = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(officer.page, 'karshenas', PASSWORD);
  // One whose roadmap was adopted, so that there is something to say.
  const found = await read<Listed>(officer.page, '/rollup/items?number=roadmaps&limit=1');
  const first = found.items[0]?.neighborhood;
  if (!first) throw new Error('no neighborhood with a roadmap');
  const roadmap = await read<Roadmap>(officer.page, `/neighborhoods/${first.id}/roadmap`);
  const action = roadmap.actions.find((one) => one.since_version !== null);
  if (!action) throw new Error('no adopted action');

  const admin = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(admin.page, 'rahbar', PASSWORD);
  const username = `saken${Date.now()}`;
  const where = await read<{ county: { id: string } | null; province: { id: string } | null }>(officer.page, `/neighborhoods/${first.id}`);
  const bound = await admin.page.request.post('/api/v1/users', { data: { username, display_name: 'تسهیلگر آزمون', roles: ['facilitator'], place_id: (where.county ?? where.province)?.id } });
  expect(bound.status(), await bound.text()).toBe(201);
  const { link } = (await bound.json()) as { link: { token: string } };
  const door = await open(browser, { base: server.base });
  const set = await door.page.request.post('/api/v1/invitation/accept', { data: { token: link.token, password: OWN } });
  expect(set.status(), await set.text()).toBeLessThan(300);
  await door.context.close();

  // Nobody has published it: there is nothing to read.
  const anybody = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await anybody.page.goto(`/residents/${first.id}`);
  await anybody.page.getByText('این محله هنوز صفحه‌ای ندارد.').waitFor();

  const keeper = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(keeper.page, username, OWN);
  await keeper.page.goto(`/neighborhoods/${first.id}?tab=residents`);
  await keeper.page.getByRole('button', { name: 'انتشار صفحه' }).click();
  const dialog = keeper.page.getByRole('dialog');
  await write(dialog, 'address', 'خیابان یکم، کنار مسجد');
  await write(dialog, 'hours', 'شنبه تا چهارشنبه، ۸ تا ۱۴');
  expect(await axe(keeper.page)).toEqual([]);
  await shot(keeper.page, 'residents-publish-phone');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await keeper.page.getByRole('link', { name: 'دیدن صفحه' }).waitFor();
  await shot(keeper.page, 'residents-tab-phone');

  const reader = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await reader.page.goto(`/residents/${first.id}`);
  await reader.page.getByText('خیابان یکم، کنار مسجد').waitFor();
  expect(await axe(reader.page)).toEqual([]);
  await shot(reader.page, 'residents-phone');
  expect((await reader.context.cookies()).filter((one) => one.name.includes('session'))).toEqual([]);
  const paper = await reader.page.pdf({ format: 'A4' });
  // As many sheets as the file has page objects.
  expect((paper.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? []).length).toBeLessThanOrEqual(4);
  const desk = await open(browser, { base: server.base, viewport: DESK, language: 'en' });
  await desk.page.goto(`/residents/${first.id}`);
  await desk.page.getByText('This is what was decided for our neighborhood.').waitFor();
  await shot(desk.page, 'residents-desk-en');

  await officer.page.goto(`/neighborhoods/${first.id}?tab=residents`);
  await officer.page.getByRole('button', { name: 'پس گرفتن صفحه' }).click();
  const taking = officer.page.getByRole('dialog');
  await submit(taking);
  await taking.locator('.error-summary').waitFor();
  await write(taking, 'reason', 'تازه می‌شود');
  await submit(taking);
  await taking.waitFor({ state: 'detached' });
  await shot(officer.page, 'residents-taken-back-desk');
  const gone = await reader.page.request.get(`/api/v1/residents/${first.id}`);
  expect(gone.status()).toBe(404);
  expect([...officer.errors, ...keeper.errors, ...desk.errors]).toEqual([]);
});
