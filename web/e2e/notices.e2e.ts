// What waits for a person, on the screen and outside the program: through a real mail server, and a gateway for text messages.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, launch, loaded, overflow, shot } from './lib/browser.ts';
import { choose, read, saved, submit, write } from './lib/fields.ts';
import { wordsOf, type Letter } from './lib/postOffice.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Message = { id: string; to: string; text: string };
type Waiting = { kind: string; count: number };

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

const inbox = async (): Promise<{ letters: Letter[]; messages: Message[] }> => (await (await fetch(inject('inbox'))).json()) as { letters: Letter[]; messages: Message[] };

/** Asks until there is one. */
async function until<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  for (let tries = 0; tries < 60; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop
    const found = await look();
    if (found !== undefined) return found;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`${what} did not come`);
}

const letterTo = (address: string, subject: RegExp) => until(async () => (await inbox()).letters.find((one) => one.to.includes(address) && subject.test(wordsOf(one).subject)), `a letter to ${address}`);

test('a caseworker sees what waits, has it written by e-mail after a code, and the letter names nobody', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'hamyar' });
  const { waiting } = await read<{ waiting: Waiting[] }>(page, '/notices');
  const count = waiting.reduce((sum, one) => sum + one.count, 0);
  expect(count).toBeGreaterThan(0);
  await page.locator('.top-bell').click();
  await page.locator('.waiting-row').first().waitFor();
  expect(await page.locator('.waiting-row').count()).toBe(waiting.length);
  await loaded(page);
  await shot(page, 'notices-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.locator('a.waiting-row').first().click();
  await page.waitForURL((url) => url.pathname !== '/notices');

  const address = `caseworker.${Date.now()}@example.ir`;
  await page.goto('/me');
  const forget = page.locator('section[aria-label="ایمیل"]').getByRole('button', { name: 'دیگر ننویسید' });
  const begin = page.getByRole('button', { name: 'خبر با ایمیل' });
  await begin.or(forget).first().waitFor();
  if (await forget.isVisible()) {
    // An attempt before this one went half the way.
    await forget.click();
    await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'دیگر ننویسید' }).click();
  }
  await begin.click();
  const part = page.locator('section[aria-label="ایمیل"]');
  await write(part, 'address', 'hamyar@nowhere');
  await choose(part, 'rhythm', 'همان وقت');
  await part.locator('form button[type="submit"]').click();
  await part.locator('.error-summary').waitFor();
  expect(await part.innerText()).toContain('نشانی ایمیل درست نیست');
  await write(part, 'address', address);
  await part.locator('form button[type="submit"]').click();
  await saved(page, 'ثبت شد');
  const code = /\d{6}/.exec(wordsOf(await letterTo(address, /تأیید نشانی/)).body)?.[0] ?? '';
  const mine = page.locator('section[aria-label="ایمیل"]');
  await write(mine, 'code', code === '000000' ? '000001' : '000000');
  await submit(mine);
  await mine.locator('.error-summary').waitFor();
  await shot(page, 'contacts-code-fa-360');
  // Persian digits do as well.
  await write(mine, 'code', code.replaceAll(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'[Number(digit)] ?? digit));
  await submit(mine);
  await saved(page, 'نشانی تأیید شد');

  const letter = await letterTo(address, /در انتظار شماست/);
  const { body } = wordsOf(letter);
  expect(letter.from).toBe('hamyar@example.ir');
  expect(letter.raw).toContain('Auto-Submitted: auto-generated');
  expect(body).toContain('/notices');
  // No file number, no name of anybody in the caseload.
  expect(body).not.toMatch(/[MQT][۰-۹\d]+-/);
  const { items } = await read<{ items: { family_name: string | null; file_number: string }[] }>(page, '/families?limit=50');
  for (const { family_name: name } of items) if (name) expect(letter.raw + body).not.toContain(name);
  // Told once: what waits already is not told again.
  await page.waitForTimeout(3_000);
  expect((await inbox()).letters.filter((one) => one.to.includes(address)).length).toBe(2);

  await page.reload();
  await mine.waitFor();
  await loaded(page);
  await shot(page, 'contacts-fa-360');
  expect(await axe(page)).toEqual([]);
  await mine.getByRole('button', { name: 'دیگر ننویسید' }).click();
  await page.getByRole('alertdialog').or(page.getByRole('dialog')).getByRole('button', { name: 'دیگر ننویسید' }).click();
  await saved(page, 'فراموش شد');
  expect(await read<{ items: unknown[] }>(page, '/contacts')).toMatchObject({ items: [] });
  expect(errors).toEqual([]);
  await context.close();
});

test('a manager is told by text message that a family asked for something', async () => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport: DESK, language: 'en' });
  const caseworker = await as(browser, { base: server.base, username: 'hamyar' });
  const { items } = await read<{ items: { id: string; state: string; consent: string }[] }>(caseworker.page, '/families?state=open&limit=50');
  // Whoever has asked already waits for an answer; another one asks.
  let made = false;
  for (const { id } of items.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop
    const answer = await caseworker.page.request.post(`/api/v1/families/${id}/requests`, { data: { command_id: crypto.randomUUID(), kind: 'another_caseworker', words: 'با خانمی راحت‌تر حرف می‌زنیم.' } });
    made = answer.ok();
    if (made) break;
  }
  expect(made).toBe(true);
  const { waiting } = await read<{ waiting: Waiting[] }>(page, '/notices');
  const asked = waiting.find((one) => one.kind === 'family_request')?.count ?? 0;
  expect(asked).toBeGreaterThan(0);
  await lookAt({ context, page, errors }, { notices: '/notices' }, 'manager-en-1440');
  await page.goto('/me');
  await page.getByRole('button', { name: 'Notices by text message' }).click();
  const part = page.locator('section[aria-label="Text message"]');
  await write(part, 'address', '0912 345 6789');
  await choose(part, 'rhythm', 'At once');
  await part.locator('form button[type="submit"]').click();
  await saved(page, 'Saved');
  const messageWith = (words: RegExp) => until(async () => (await inbox()).messages.find((one) => one.to === '+989123456789' && words.test(one.text)), 'a text message');
  const code = /\d{6}/.exec((await messageWith(/Your code/)).text)?.[0] ?? '';
  const mine = page.locator('section[aria-label="Text message"]');
  await write(mine, 'code', code);
  await submit(mine);
  await saved(page, 'confirmed');
  const message = await messageWith(/^Hamyar: /);
  expect(message.text).toContain(asked === 1 ? '1 request of a family' : `${asked} requests of families`);
  await shot(page, 'contacts-en-1440');
  expect(errors).toEqual([]);
  await caseworker.context.close();
  await context.close();
});
