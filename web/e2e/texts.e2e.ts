// Texts that the program's bodies approved (S066): an administrator publishes them, everybody reads and prints them.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, overflow, shot } from './lib/browser.ts';
import { saved, select, submit, write } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

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

test('S066: a by-law is published with the day of its approval, and a caseworker finds it from the help', async () => {
  const name = `آیین‌نامهٔ شورا ${Date.now() % 100_000}`;
  const desk = await as(browser, { base: server.base, username: 'rahbar', viewport: DESK });
  await desk.page.goto('/texts/new');
  await submit(desk.page);
  await desk.page.locator('.error-summary').waitFor();
  await select(desk.page, 'kind', 'آیین‌نامه');
  await write(desk.page, 'title.fa', name);
  await write(desk.page, 'title.en', 'By-law of the council');
  await write(desk.page, 'body', 'مادهٔ یک. هدف: همراهی با خانواده.\n\nمادهٔ دو. شورا هر ماه نشست دارد.');
  await write(desk.page, 'approved_by', 'شورای راهبردی');
  await shot(desk.page, 'text-form-fa-1440');
  expect(await axe(desk.page)).toEqual([]);
  await submit(desk.page);
  await saved(desk.page, 'متن منتشر شد');
  await desk.page.getByRole('heading', { name }).waitFor();

  const phone = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  await phone.page.getByRole('button', { name: 'راهنما' }).first().click();
  await phone.page.getByRole('dialog').getByRole('link', { name: /متن‌های مصوب/ }).click();
  await phone.page.getByRole('link', { name: new RegExp(name) }).click();
  await phone.page.getByText('شورا هر ماه نشست دارد').waitFor();
  await phone.page.getByText('شورای راهبردی').first().waitFor();
  expect(await phone.page.getByRole('link', { name: 'نسخهٔ تازه' }).count()).toBe(0);
  await shot(phone.page, 'text-read-fa-360');
  expect(await axe(phone.page)).toEqual([]);
  expect(await overflow(phone.page)).toBe(0);

  // The next version; the one before stays readable.
  await desk.page.getByRole('link', { name: 'نسخهٔ تازه' }).click();
  await write(desk.page, 'body', 'مادهٔ یک. هدف: همراهی با خانواده، یک سال.');
  await submit(desk.page);
  await saved(desk.page, 'متن منتشر شد');
  await desk.page.getByText('همراهی با خانواده، یک سال').waitFor();
  await desk.page.getByRole('link', { name: 'نسخهٔ ۱' }).click();
  await desk.page.getByText('شورا هر ماه نشست دارد').waitFor();
  await desk.page.getByRole('link', { name: 'نسخهٔ ۲' }).click();
  await desk.page.getByRole('button', { name: 'از اعتبار انداختن' }).click();
  const dialog = desk.page.getByRole('dialog');
  await write(dialog, 'reason', 'متن تازه‌ای جای آن آمد');
  await submit(dialog);
  await saved(desk.page, 'دیگر برقرار نیست');
  await phone.page.goto('/texts');
  await phone.page.getByText('برقرار نیست').first().waitFor();
  expect([...desk.errors, ...phone.errors]).toEqual([]);
  await desk.context.close();
  await phone.context.close();
});
