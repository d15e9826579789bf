// An agency's officer on the real server: the agency's tasks by file number, their due states, work on one of them.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch } from './lib/browser.ts';
import { read, saved, submit, write } from './lib/fields.ts';
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
    await lookAt(watched, { tasks: '/agency/tasks', done: '/agency/tasks?state=done', task: `/agency/tasks/${items[0]?.task_id ?? ''}`, agencies: '/agencies' }, `agency-${language}-${viewport.width}`);
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
