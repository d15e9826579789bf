// An agency's officer on the real server: the agency's tasks by file number, their due states, work on one of them.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { daysAgo } from './lib/days.ts';
import { find, read, saved, submit, write, writeDate } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Task = { task_id: string; family_id: string; file_number: string; title: string | null; state: string; progress: unknown[]; stopped: string | null };

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

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'dastgah', viewport, language });
    const { items } = await read<{ items: Task[] }>(watched.page, '/tasks?state=open');
    await lookAt(watched, { tasks: '/agency/tasks', done: '/agency/tasks?state=done', task: `/agency/tasks/${items[0]?.task_id ?? ''}`, agencies: '/agencies', parts: '/agency/programs' }, `agency-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

test('progress needs a word, what was typed stays, and a finished task moves to the finished ones', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'dastgah' });
  const { items } = await read<{ items: Task[] }>(page, '/tasks?state=open');
  const NOTE = 'پرونده در شورای دستگاه بررسی شد.';
  const dialog = page.getByRole('dialog');
  const done = page.locator('.toast').filter({ hasText: 'نوشته شد' });
  const refused = dialog.locator('.error-summary').filter({ hasText: 'رضایت' });
  let task: Task | undefined;
  for (const one of items.filter(({ state, stopped }) => state !== 'assigned' && !stopped)) {
    await page.goto(`/agency/tasks/${one.task_id}`);
    await page.getByRole('button', { name: 'نوشتن پیشرفت' }).click();
    await submit(dialog);
    await dialog.locator('.error-summary').waitFor();
    await write(dialog, 'note', NOTE);
    await submit(dialog);
    await done.or(refused).first().waitFor();
    if (await done.count()) {
      task = one;
      break;
    }
    // A family that withdrew its consent: the refusal says so, and the word is still there.
    expect(await dialog.locator('textarea').inputValue()).toBe(NOTE);
  }
  await page.getByText(NOTE).waitFor();

  await page.getByRole('button', { name: 'انجام شد' }).click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'ثبت شد');
  await page.getByText('این وظیفه پایان یافته است.').waitFor();
  await page.goto('/agency/tasks?state=done');
  await page.locator(`a[href="/agency/tasks/${task?.task_id ?? ''}"]`).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('the family behind a task stays closed to the agency', async () => {
  const { context, page } = await as(browser, { base: server.base, username: 'dastgah' });
  const { items } = await read<{ items: Task[] }>(page, '/tasks?state=open');
  const task = items[0];
  expect((await page.request.get(`/api/v1/families/${task?.family_id ?? ''}`)).status()).toBe(403);
  await page.goto(`/families/${task?.family_id ?? ''}`);
  await page.getByText('این صفحه برای نقش شما نیست').first().waitFor();
  await context.close();
});

test('a task of a family that withdrew its consent tells nothing more and takes no work', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'dastgah' });
  const { items } = await read<{ items: Task[] }>(page, '/tasks?limit=100');
  const stopped = items.filter((task) => task.stopped);
  expect(stopped.every(({ title, progress }) => title === null && progress.length === 0)).toBe(true);
  const [one] = stopped;
  if (one) {
    await page.goto(`/agency/tasks/${one.task_id}`);
    await page.getByText('کار بر این وظیفه ایستاده است').or(page.getByText('کاری بر این وظیفه نمانده است')).first().waitFor();
    expect(await page.getByRole('button', { name: 'نوشتن پیشرفت' }).count()).toBe(0);
  }
  expect(errors).toEqual([]);
  await context.close();
});

test('an agency reads its parts in national programs and is told of a late one; of the program it sees what concerns it', async () => {
  const own = await as(browser, { base: server.base, username: 'dastgah' });
  const { scope: { agency_id: agency } } = await read<{ scope: { agency_id: string } }>(own.page, '/session');
  const { name } = await read<{ name: string }>(own.page, `/agencies/${agency}`);
  const nation = await as(browser, { base: server.base, username: 'karshenas', viewport: DESK });
  await nation.page.goto('/national/programs');
  await nation.page.getByRole('link', { name: 'طرح سامان', exact: true }).click();
  await nation.page.waitForURL(/national\/programs\/[0-9a-f-]{36}/);
  const program = new URL(nation.page.url()).pathname.split('/').at(-1) ?? '';
  const dialog = nation.page.getByRole('dialog');
  for (const [expected, due] of [['آموزش همکاران در پنج استان', daysAgo(10)], ['گزارش سالانه', null]] as const) {
    /* oxlint-disable no-await-in-loop -- one after the other, as a person gives them */
    await nation.page.getByRole('button', { name: 'سهم تازه' }).click();
    await find(nation.page, 'agency_id', name);
    await write(dialog, 'expected', expected);
    if (due) await writeDate(dialog, 'due_on', due);
    else await dialog.getByText('ناظر', { exact: true }).click();
    await writeDate(dialog, 'given_on', daysAgo(30));
    await submit(dialog);
    await dialog.waitFor({ state: 'detached' });
    /* oxlint-enable no-await-in-loop */
  }
  expect(nation.errors).toEqual([]);
  await nation.context.close();

  const { page, errors } = own;
  await page.goto('/notices');
  await page.locator('a.waiting-row').filter({ hasText: 'سهم تازهٔ دستگاه شما در برنامهٔ ملی' }).waitFor();
  await page.locator('a.waiting-row').filter({ hasText: 'سهمی در برنامهٔ ملی که روزش گذشته' }).click();
  await page.waitForURL(/\/agency\/programs$/);
  const row = page.getByRole('row').filter({ hasText: 'آموزش همکاران در پنج استان' });
  await row.getByText('از موعد گذشته').waitFor();
  await loaded(page);
  await shot(page, 'agency-parts-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await row.getByRole('link', { name: 'طرح سامان' }).click();
  await page.waitForURL(new RegExp(`/agency/programs/${program}$`));
  await page.getByRole('row').filter({ hasText: 'گزارش سالانه' }).getByText('ناظر').waitFor();
  await shot(page, 'agency-program-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.setViewportSize(DESK);
  await shot(page, 'agency-program-fa-1440');
  await page.goto('/agency/programs');
  await loaded(page);
  await shot(page, 'agency-parts-fa-1440');

  // The page of the nation stays shut, and so does whatever is another agency's.
  const { items } = await read<{ items: { id: string }[] }>(page, '/agencies');
  const other = items.find((one) => one.id !== agency)?.id ?? '';
  const status = async (path: string) => (await own.context.request.get(`${server.base}/api/v1${path}`)).status();
  expect(await status(`/agencies/${other}/program-parts`)).toBe(404);
  expect(await status(`/agencies/${other}/programs/${program}`)).toBe(404);
  expect(await status(`/programs/${program}`)).toBe(403);
  expect(errors).toEqual([]);
  await own.context.close();
});
