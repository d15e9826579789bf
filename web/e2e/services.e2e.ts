// Services of a year: a loan with its instalments, counselling that asks for its outcome; and the manager's report, in which persons and
// contacts are two counts.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, overflow, shot, signIn } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
type Report = { total: { persons: number; contacts: number } };
type File = { services: { kind: string; amount_rials: number | null; particulars: unknown }[] };

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

test('each kind asks what it needs, and amounts are kept in rials', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(page, 'hamyar', PASSWORD);
  const cards = await read<{ items: { id: string; consent: string; tier: string | null }[] }>(page, '/families?state=open&limit=50');
  const own = `/families/${cards.items.find((one) => one.consent === 'given' && one.tier === 'harmed')?.id ?? ''}`;
  await page.goto(`${own}/service`);
  await choose(page, 'domain', 'اجتماعی');
  await select(page, 'kind', /^مشاوره$/);
  await page.locator('[data-field="particulars.sessions"]').waitFor();
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await select(page, 'outcome', 'به نتیجه رسید');
  await write(page, 'particulars.sessions', '۳');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await shot(page, 'service-counselling-fa-360');
  await submit(page);
  await saved(page, 'خدمت ثبت شد');
  await page.goto(`${own}/service`);
  await choose(page, 'domain', 'اقتصادی');
  await select(page, 'kind', /^وام$/);
  await write(page, 'particulars.instalments', '۲۴');
  await write(page, 'amount_rials', '۲۰۰۰۰۰۰۰');
  await submit(page);
  await saved(page, 'خدمت ثبت شد');
  const { services } = await read<File>(page, own);
  expect(services.slice(-2)).toMatchObject([
    { kind: 'counselling', particulars: { of: 'counselling', sessions: 3 } },
    { kind: 'loan', amount_rials: 200_000_000, particulars: { of: 'loan', instalments: 24 } },
  ]);
  await page.getByText('۲۴ قسط').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.each(['fa', 'en'] as const)('the report counts persons and contacts apart, in %s', async (language) => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language });
  await signIn(page, 'modir', PASSWORD);
  await page.goto('/reports/services');
  await page.locator('table').first().waitFor();
  const report = await read<Report>(page, '/reports/services');
  expect(report.total.contacts).toBeGreaterThan(report.total.persons);
  expect(await axe(page)).toEqual([]);
  await shot(page, `services-report-${language}-1280`);
  expect(errors).toEqual([]);
  await context.close();
});

test('a manager sees who suits and why, and hands a caseload over with its checklist', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'modir', PASSWORD);
  await page.goto('/center/caseloads');
  await page.getByRole('button', { name: 'تختهٔ ظرفیت' }).click();
  await page.locator('table').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'capacity-board-fa-1280');
  type Load = { caseworker: { id: string }; families: number; free: number; accredited: boolean; on_leave: boolean };
  const loads = (await read<{ items: Load[] }>(page, '/center/caseloads')).items;
  const from = loads.filter((one) => one.families > 0).sort((a, b) => a.families - b.families)[0];
  await page.goto(`/center/caseworkers/${from?.caseworker.id ?? ''}/handover`);
  await page.locator('[data-field^="to-"]').first().waitFor();
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await page.locator('[data-field^="to-"] button').first().click();
  await page.getByRole('option').nth(1).click();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'handover-fa-1280');
  await submit(page);
  await saved(page, /سپرده شد/);
  const after = (await read<{ items: Load[] }>(page, '/center/caseloads')).items.find((one) => one.caseworker.id === from?.caseworker.id);
  expect(after?.families ?? 0).toBe((from?.families ?? 0) - 1);
  expect(errors).toEqual([]);
  await context.close();
});
