// Work and schooling of members: written in the member's form, counted for the center.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, launch, overflow, shot } from './lib/browser.ts';
import { read, saved, select, submit } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Member = { id: string; given_name: string | null; schooling: string | null; work: string | null; left: boolean };
type Report = { unemployed: number; out_of_school: number; back_in_school: number; unemployed_by_sex: { part: string; count: number }[] };

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

test('S014: a child out of school is marked when back in school, and the center counts it', async () => {
  const manager = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  const before = await read<Report>(manager.page, '/reports/situations');
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar' });
  const { items } = await read<{ items: { id: string }[] }>(page, '/families?state=open&limit=50');
  let found: { family: string; member: string } | undefined;
  for (const { id } of items) {
    // One after the other, until a child fits.
    // oxlint-disable-next-line no-await-in-loop
    const { members } = await read<{ members: Member[] }>(page, `/families/${id}`);
    const child = members.find((one) => !one.left && one.given_name && one.schooling !== null);
    if (child) found = { family: id, member: child.id };
    if (found) break;
  }
  expect(found).toBeDefined();
  const form = `/families/${found?.family ?? ''}/member?member=${found?.member ?? ''}`;
  for (const words of ['بازمانده از مدرسه', 'به مدرسه می‌رود']) {
    // oxlint-disable-next-line no-await-in-loop
    await page.goto(form);
    // oxlint-disable-next-line no-await-in-loop
    await page.locator('[data-field="schooling"]').waitFor();
    // oxlint-disable-next-line no-await-in-loop
    await select(page, 'schooling', words);
    if (words === 'به مدرسه می‌رود') {
      // oxlint-disable-next-line no-await-in-loop
      await shot(page, 'member-schooling-fa-360');
      // oxlint-disable-next-line no-await-in-loop
      expect(await overflow(page)).toBe(0);
    }
    // oxlint-disable-next-line no-await-in-loop
    await submit(page);
    // oxlint-disable-next-line no-await-in-loop
    await saved(page, 'ثبت شد');
  }
  await page.goto(`/families/${found?.family ?? ''}?tab=members`);
  await page.getByText('به مدرسه می‌رود').first().waitFor();
  expect(await axe(page)).toEqual([]);
  const after = await read<Report>(manager.page, '/reports/situations');
  expect(after.back_in_school).toBe(before.back_in_school + 1);
  expect(errors).toEqual([]);
  await context.close();
  await manager.context.close();
});

test.each([['modir', 'fa'], ['karshenas', 'fa'], ['momayez', 'en']] as const)('S013: the unemployed by age, sex, skill and education, as %s reads them in %s', async (username, language) => {
  const watched = await as(browser, { base: server.base, username, viewport: DESK, language });
  await lookAt(watched, { situations: '/reports/situations' }, `${username}-${language}-1440`);
  expect(await watched.page.locator('table').count()).toBeGreaterThan(1);
  if (username === 'modir') {
    const report = await read<Report>(watched.page, '/reports/situations');
    expect(report.unemployed_by_sex.reduce((sum, one) => sum + one.count, 0)).toBe(report.unemployed);
    expect(report.unemployed).toBeGreaterThan(0);
  }
  await watched.context.close();
});
