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
  const rows = linesOf((await save(officer.page, 'CSV')).bytes);
  expect(rows).toHaveLength(4);
  for (const cell of rows.slice(1).flatMap((row) => row.split(',').slice(2))) expect(cell === '' || Number(cell) % 5 === 0, cell).toBe(true);
  await officer.page.goto('/reports/services');
  await loaded(officer.page);
  expect(linesOf((await save(officer.page, 'CSV')).bytes)[0]).toContain('Families');
  await officer.context.close();
});
