// The catalog of reports, reports that are one table, and the report builder with saved reports, on the real server.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Cell = { number: number | null; few: boolean };
type Table = { rows: Cell[][]; total: Cell[] | null; rounded: boolean; position: number };

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

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('the reports in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'karshenas', viewport, language });
    await lookAt(watched, {
      list: '/reports',
      settlements: '/reports/tables/settlements',
      categories: '/reports/tables/vulnerable-categories',
      participants: '/reports/tables/participants-by-sex',
      builder: '/reports/build',
      line: '/reports/build?measure=services&rows=month&columns=domain&chart=line',
      bars: '/reports/build?measure=priorities&rows=priority&chart=bars&filters=city:',
    }, `reports-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

test('everybody finds the reports that are theirs, by name, and comes to the screen of each', async () => {
  const officer = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
  await officer.page.goto('/reports');
  await officer.page.getByRole('link', { name: 'سکونتگاه‌ها به تفکیک شهر' }).waitFor();
  expect(await officer.page.getByText('صف کار همیار').count()).toBe(0);
  await officer.page.getByRole('searchbox').fill('پهنه');
  await expect.poll(() => officer.page.locator('.report-list li').count()).toBe(1);
  await officer.page.getByRole('link', { name: 'پهنه‌ها' }).click();
  await officer.page.waitForURL(/reports\/tables\/zones/);
  await officer.page.locator('.as-of').waitFor();
  // The sum of the zones as the document's table adds up, beside the printed total of the note.
  await officer.page.getByText('۸۸۳٬۴۸۵').first().waitFor();
  await officer.context.close();
  const caseworker = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  await caseworker.page.goto('/reports');
  await caseworker.page.getByRole('link', { name: 'صف کار همیار' }).waitFor();
  expect(await caseworker.page.getByText('گزارش‌های نگه‌داشته').count()).toBe(0);
  await caseworker.context.close();
});

test('S064: an officer builds a report: no count below five, in no table, no file and no chart; and no center', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
  await page.goto('/reports/build');
  await select(page, 'measure', 'خدمت‌های داده‌شده');
  await select(page, 'rows', /^ماه/);
  await select(page, 'columns', 'بخش');
  await select(page, 'chart', 'خطی');
  await page.waitForURL(/measure=services.*rows=month.*columns=domain.*chart=line/);
  await page.locator('.lines').waitFor();
  await page.locator('.as-of').waitFor();
  const table = await read<Table>(page, '/report-builder/result?measure=services&rows=month&columns=domain');
  const cells = [...table.rows, table.total ?? []].flat().filter((cell) => cell.number !== null);
  expect(table.rounded && cells.length > 0 && cells.every((cell) => (cell.number ?? 0) >= 5 && (cell.number ?? 0) % 5 === 0)).toBe(true);
  await page.getByText('شمارها گرد شده است').first().waitFor();
  await page.getByText('صافی‌ها').first().click();
  await page.getByText('گذشته گفته نمی‌شود').waitFor();
  expect((await page.request.get('/api/v1/report-builder/result?measure=services&rows=center')).status()).toBe(422);
  const file = await (await page.request.get('/api/v1/exports/built-report/csv/fa?measure=services&rows=month&columns=domain')).text();
  expect(file).toContain('تا رویداد');
  expect(file).toContain('کمتر از ۵');
  await shot(page, 'reports-builder-line');
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('a report is narrowed, saved under a name, opened by its link, renamed, changed, printed and deleted', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  await page.goto('/reports/build?measure=services&rows=kind');
  await page.getByText('صافی‌ها').first().click();
  await select(page, 'add_filter', 'بخش');
  await choose(page, 'filter-domain', 'اجتماعی');
  await page.waitForURL(/filters=domain(%3A|:)social/);
  await page.locator('[data-result] tbody tr').first().waitFor();
  await page.getByRole('button', { name: 'نگه داشتن' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await write(dialog, 'name', 'خدمت‌های اجتماعی مرکز');
  await dialog.getByText('هر که نقش', { exact: false }).first().click();
  expect(await axe(page)).toEqual([]);
  await submit(dialog);
  await saved(page, 'گزارش نگه داشته شد');
  await page.waitForURL(/reports\/saved\/[0-9a-f-]{36}/);
  const link = page.url();
  await page.getByText('مشترک با هر که نقش').waitFor();
  await shot(page, 'reports-saved');
  await page.getByRole('button', { name: 'نام تازه' }).click();
  await write(dialog, 'name', 'خدمت‌های اجتماعی');
  await submit(dialog);
  await saved(page, 'نام گزارش عوض شد');
  await page.getByRole('link', { name: 'تغییر گزارش' }).click();
  await page.waitForURL(/saved=/);
  await select(page, 'chart', 'ستونی');
  await page.waitForURL(/chart=bars/);
  await page.getByRole('button', { name: 'نگه داشتن تغییر' }).click();
  await saved(page, 'گزارش عوض شد');
  await page.goto(link);
  await page.locator('.bars').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.locator('.paper-head').waitFor();
  expect(await page.getByRole('button', { name: 'نام تازه' }).isVisible()).toBe(false);
  expect(await page.locator('.as-of').isVisible()).toBe(true);
  await shot(page, 'reports-saved-print');
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/reports');
  await page.locator('.row-card').filter({ hasText: 'خدمت‌های اجتماعی' }).click();
  await page.getByRole('button', { name: 'پاک کردن' }).click();
  await submit(dialog);
  await saved(page, 'گزارش پاک شد');
  await page.goto('/reports');
  await page.getByText('هنوز گزارشی نگه نداشته‌اید').waitFor();
  expect(errors).toEqual([]);
  await context.close();
  // An officer has another role, and the link opens nothing.
  const officer = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
  expect((await officer.page.request.get(`/api/v1/saved-reports/${link.split('/').at(-1) ?? ''}`)).status()).toBe(404);
  await officer.context.close();
});

test('what was known on a past day is chosen where the log can say it', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
  await page.goto('/reports/build?measure=year_families&rows=baseline_tier&columns=final_tier&as_known_on=2020-01-01');
  await page.getByText('چنان که در پایان').first().waitFor();
  const then = await read<Table>(page, '/report-builder/result?measure=year_families&rows=baseline_tier&as_known_on=2020-01-01');
  const now = await read<Table>(page, '/report-builder/result?measure=year_families&rows=baseline_tier');
  expect(then.total?.at(-1)?.number ?? 0).toBeLessThan(now.total?.at(-1)?.number ?? 0);
  await context.close();
});
