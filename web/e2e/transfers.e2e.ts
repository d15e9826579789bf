// Households handed on to a body outside: asked before, marked, answered from a file, supported in phases.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { find, read, savedAnew, select, submit } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string; consent: string };
type Counts = { sent: number; accepted: number; refused: number; agreed: number; not_agreed: number };
const BODY = 'بهزیستی';

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

test('P40: households that agreed are handed on, the body answers by its file, and its support is told in phases', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  const { items: agencies } = await read<{ items: { id: string; name: string }[] }>(page, '/agencies');
  const agency = agencies.find((one) => one.name.includes(BODY))?.id ?? '';
  const counts = () => read<Counts>(page, `/reports/transfers?agency_id=${agency}`);
  const { items } = await read<{ items: Card[] }>(page, '/families?state=open&limit=50');
  const chosen = items.filter((one) => one.consent === 'given').slice(0, 2);
  for (const one of chosen) {
    // oxlint-disable-next-line no-await-in-loop
    await page.goto(`/families/${one.id}`);
    // oxlint-disable-next-line no-await-in-loop
    await page.getByRole('button', { name: 'ثبت رضایت به معرفی' }).click();
    // oxlint-disable-next-line no-await-in-loop
    await find(page, 'agency_id', BODY);
    // oxlint-disable-next-line no-await-in-loop
    await submit(page.getByRole('dialog'));
    // oxlint-disable-next-line no-await-in-loop
    await page.getByText('رضایت داده', { exact: true }).first().waitFor();
  }
  await shot(page, 'handing-on-file-fa-1440');
  expect(await axe(page)).toEqual([]);
  const before = await counts();
  expect(before.agreed).toBeGreaterThanOrEqual(2);

  await page.goto('/reports/transfers');
  await loaded(page);
  await find(page, 'agency_id', BODY);
  await page.getByRole('button', { name: 'بی رضایت ثبت‌شده' }).click();
  await page.getByText('تا رضایتشان به معرفی').waitFor();
  await shot(page, 'transfers-not-agreed-fa-1440');
  await page.getByRole('button', { name: 'آمادهٔ معرفی' }).click();
  await page.getByText('هنوز فرستاده نشده‌اند').waitFor();
  await page.getByRole('button', { name: 'همه', exact: true }).click();
  await submit(page);
  await savedAnew(page, 'خانوار ثبت شد');
  await page.getByRole('button', { name: 'معرفی‌شده‌ها', exact: true }).click();
  await page.getByText('بی‌پاسخ').first().waitFor();

  const [first, second] = chosen;
  const csv = `شماره پرونده,پاسخ,علت\n${first?.file_number ?? ''},پذیرفته,\n${second?.file_number ?? ''},نپذیرفته,یارانه می‌گیرد\nX-1,پذیرفته,\n`;
  await page.locator('[data-field="answers"] input[type="file"]').setInputFiles({ name: 'answers.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await page.getByText('۲ پاسخ خوانده شد').waitFor();
  await page.getByText('این شمارهٔ پرونده در فهرست').waitFor();
  await shot(page, 'transfers-file-fa-1440');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'ثبت ۲ پاسخ' }).click();
  await savedAnew(page, 'خانوار ثبت شد');
  const answered = await counts();
  expect([answered.accepted - before.accepted, answered.refused - before.refused, answered.sent]).toEqual([1, 1, before.sent + before.agreed]);

  // A phase for all: who was refused gets none, and is told with the reason.
  await page.getByRole('button', { name: 'همه', exact: true }).click();
  await select(page, 'what', 'اقلام بهداشتی');
  await select(page, 'state', 'رسیده');
  await submit(page);
  await page.getByText(/خانوار ثبت نشد/).waitFor();
  await page.getByRole('cell', { name: 'رسیده' }).first().waitFor();
  await shot(page, 'transfers-phase-fa-1440');
  expect(await overflow(page)).toBe(0);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test.each([['modir', 'fa', PHONE, 360], ['karshenas', 'en', DESK, 1440]] as const)('the list of a body as %s reads it in %s', async (username, language, viewport, width) => {
  const watched = await as(browser, { base: server.base, username, viewport, language });
  const { items: agencies } = await read<{ items: { id: string; name: string }[] }>(watched.page, '/agencies');
  const agency = agencies.find((one) => one.name.includes(BODY))?.id ?? '';
  await lookAt(watched, { 'transfers-none': '/reports/transfers', transfers: `/reports/transfers?agency_id=${agency}` }, `${username}-${language}-${width}`);
  await watched.context.close();
});
