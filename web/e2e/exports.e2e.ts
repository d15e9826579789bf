// Lists and reports taken away as files, by those who see them on the screen.
import type { Browser, Page } from 'playwright-core';
import fs from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK, PHONE, launch, loaded, open, overflow, shot, signIn } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
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

async function save(page: Page, name: string): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name, exact: true }).click()]);
  return { name: download.suggestedFilename(), bytes: fs.readFileSync(await download.path()) };
}

const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').replace('\uFEFF', '').trim().split('\r\n');

test('a manager takes the families away as they are narrowed, as a workbook or as CSV; addresses are not in it', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK });
  await signIn(page, 'modir', PASSWORD);
  await page.goto('/families?tier=harmed&state=open');
  await loaded(page);
  const csv = await save(page, 'CSV');
  expect(csv.name).toMatch(/^hamyar-families-\d+\.csv$/);
  const [head, ...rows] = linesOf(csv.bytes);
  expect(head).toContain('شماره پرونده');
  expect(rows.length).toBeGreaterThan(30);
  expect(rows.every((row) => row.includes('آسیب‌دیده'))).toBe(true);
  const { items } = await read<{ items: { id: string }[] }>(page, '/families?tier=harmed&state=open&limit=20');
  for (const { id } of items) {
    const { address } = await read<{ address: string | null }>(page, `/families/${id}`);
    if (address) expect(csv.bytes.toString('utf8')).not.toContain(address);
  }
  const workbook = await save(page, 'اکسل');
  expect(workbook.name).toMatch(/\.xlsx$/);
  expect(workbook.bytes.subarray(0, 2).toString()).toBe('PK');
  await shot(page, 'exports-families-fa-1440');
  await page.goto('/center/caseloads');
  await loaded(page);
  expect(linesOf((await save(page, 'CSV')).bytes)[0]).toContain('همیار');
  expect(errors).toEqual([]);
  await context.close();
});

test('an agency takes its tasks away by file number; an officer the comparison, rounded', async () => {
  const agency = await open(browser, { base: server.base, viewport: PHONE });
  await signIn(agency.page, 'dastgah', PASSWORD);
  await agency.page.goto('/agency/tasks');
  await loaded(agency.page);
  const tasks = linesOf((await save(agency.page, 'CSV')).bytes);
  expect(tasks.length).toBeGreaterThan(1);
  expect(tasks[0]).not.toContain('نام خانواده');
  await shot(agency.page, 'exports-tasks-fa-360');
  expect(await overflow(agency.page)).toBeLessThanOrEqual(0);
  await agency.context.close();
  const officer = await open(browser, { base: server.base, viewport: DESK, language: 'en' });
  await signIn(officer.page, 'karshenas', PASSWORD);
  await officer.page.goto('/reports/before-after');
  await loaded(officer.page);
  const told = linesOf((await save(officer.page, 'CSV')).bytes);
  const rows = told.slice(0, 4);
  expect(told.at(-1)).toContain('up to event');
  for (const cell of rows.slice(1).flatMap((row) => row.split(',').slice(2))) expect(cell === '' || Number(cell) % 5 === 0, cell).toBe(true);
  await officer.page.goto('/reports/services');
  await loaded(officer.page);
  expect(linesOf((await save(officer.page, 'CSV')).bytes)[0]).toContain('Families');
  await officer.context.close();
});

/** Screens with a report, the file's name, and the first heading of it in Persian. */
const SCREENS = [
  ['/national/credits', 'credits', 'ردیف بودجه'],
  ['/national/equipment', 'equipment-coverage', 'ردیف تجهیز'],
  ['/national/series', 'indicator-series', 'شاخص'],
  ['/national/division', 'division-of-labor', 'دستگاه'],
  ['/national/figures', 'national-figures', 'رقم، به عبارت سند'],
  ['/priorities', 'priorities', 'محله'],
  ['/reports/funds', 'funds', 'شمارش'],
  ['/reports/councils', 'councils', 'نوع'],
  ['/offices/quarter', 'quarterly-report', 'دفتر'],
] as const;

test('every report is taken away from its screen, with its title, its day and its place in the log', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  for (const [path, name, head] of SCREENS) {
    await page.goto(path);
    await loaded(page);
    const file = await save(page, 'CSV');
    expect(file.name, path).toMatch(new RegExp(`^hamyar-${name}-\\d+\\.csv$`));
    const lines = linesOf(file.bytes);
    expect(lines[0], path).toContain(head);
    expect(lines.at(-1), path).toMatch(/تا رویداد [۰-۹]+ دفتر، خوانده‌شده در [۰-۹]{4}\/[۰-۹]{2}\/[۰-۹]{2}/);
    expect((await save(page, 'اکسل')).bytes.subarray(0, 2).toString(), path).toBe('PK');
    expect(await overflow(page), path).toBeLessThanOrEqual(0);
  }
  // Two reports on one screen are told apart by what they are called.
  await page.goto('/duties');
  await loaded(page);
  const duties = page.getByRole('group', { name: /وظیفه‌های دستگاه‌ها/ });
  const [download] = await Promise.all([page.waitForEvent('download'), duties.getByRole('button', { name: 'CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/^hamyar-duties-/);
  await shot(page, 'exports-duties-fa-360');
  expect(errors).toEqual([]);
  await context.close();
});
