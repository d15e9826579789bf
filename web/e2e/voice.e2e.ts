// The family's side on the real server, on a caseworker's phone: what the family asks, its file in plain words, the safe hour; answered by the manager.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, overflow, shot } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string };

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

const persian = (text: string) => text.replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));

test('a family asks for another caseworker, and the manager answers', async () => {
  const phone = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  const { page, errors } = phone;
  const [card] = (await read<{ items: Card[] }>(page, '/families?state=open&limit=10')).items;
  if (!card) throw new Error('the caseworker holds a family');
  await page.goto(`/families/${card.id}/request`);
  await page.locator('[data-field="kind"]').waitFor();
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await choose(page, 'kind', 'همیار دیگری می‌خواهد');
  await write(page, 'words', 'با خانمی راحت‌تر حرف می‌زنیم.');
  await shot(page, 'voice-request-phone');
  await submit(page);
  await saved(page, 'خواستهٔ خانواده ثبت شد');
  await page.getByText('با خانمی راحت‌تر حرف می‌زنیم.').waitFor();
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);

  // The file in plain words, for paper and for reading aloud.
  await lookAt(phone, { plain: `/families/${card.id}/plain` }, 'voice-fa');
  await page.getByRole('button', { name: 'برایش خواندیم' }).click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'ثبت شد');
  await page.goto(`/families/${card.id}`);
  await page.getByText('خانواده آخرین بار در').waitFor();
  await page.emulateMedia({ media: 'print' });
  await page.goto(`/families/${card.id}/plain`);
  await page.locator('.plain').waitFor();
  await shot(page, 'voice-plain-print');
  await page.emulateMedia({ media: null });

  // The safe hour.
  await page.goto(`/families/${card.id}/record`);
  await write(page, 'instruction', 'تنها با خودش');
  await select(page, 'window.way', 'تلفن');
  await write(page, 'window.from', '۹:۰۰');
  await write(page, 'window.until', '۱۱:۰۰');
  const form = page.locator('form').filter({ has: page.locator('[data-field="instruction"]') });
  await form.locator('button[type="submit"]').click();
  await form.locator('.error-summary').waitFor();
  await write(page, 'window.from', '۰۹:۰۰');
  await form.locator('button[type="submit"]').click();
  await saved(page, 'ثبت شد');
  await page.goto(`/families/${card.id}/visit`);
  await page.getByText('۰۹:۰۰ تا ۱۱:۰۰').waitFor();
  await shot(page, 'voice-safe-hour-phone');
  expect(errors).toEqual([]);
  await phone.context.close();

  const desk = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  await lookAt(desk, { requests: '/center/requests' }, 'voice-fa-desk');
  await desk.page.getByRole('button', { name: `پاسخ: ${persian(card.file_number)}` }).click();
  await choose(desk.page.getByRole('dialog'), 'outcome', 'پذیرفته شد');
  await write(desk.page.getByRole('dialog'), 'answer', 'از ماه آینده همیار دیگری می‌آید.');
  await submit(desk.page.getByRole('dialog'));
  await saved(desk.page, 'پاسخ ثبت شد');
  expect(desk.errors).toEqual([]);
  await desk.context.close();

  const english = await as(browser, { base: server.base, username: 'modir', viewport: DESK, language: 'en' });
  await lookAt(english, { plain: `/families/${card.id}/plain`, requests: '/center/requests' }, 'voice-en');
  await english.context.close();
});
