// Files of a family's case on the real server: put in, looked at, saved, taken out; by a caseworker on a phone, a manager and an auditor.
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot, signIn } from './lib/browser.ts';
import { read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
const SAMPLES = path.resolve(import.meta.dirname, '../../services/media/tests/samples');
const sample = (name: string): string => path.join(SAMPLES, name);

type Attachment = { id: string; title: string | null; kind: string; media_type: string; size_bytes: number; removed: { reason: string } | null };
type Card = { id: string; consent: string; tier: string | null };
type File = { id: string; attachments: Attachment[] };

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

async function as(name: string, viewport = PHONE, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: server.base, viewport, language });
  await signIn(watched.page, name, PASSWORD);
  return watched;
}

/** A family of the demo's caseworker that agreed and is held. */
async function family(page: Page): Promise<string> {
  const cards = (await read<{ items: Card[] }>(page, '/families?state=open&limit=50')).items;
  return cards.find((one) => one.consent === 'given' && one.tier === 'harmed')?.id ?? '';
}

const attachments = async (page: Page, id: string): Promise<Attachment[]> => (await read<File>(page, `/families/${id}`)).attachments;
const pick = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) => page.locator('[data-field="file"] input[type="file"]').first().setInputFiles(file);
const card = (page: Page, title: string) => page.locator('li.card', { hasText: title });

async function attach(page: Page, id: string, { file, kind, title }: { file: string; kind: string; title: string }): Promise<void> {
  await page.goto(`/families/${id}/attach`);
  await pick(page, sample(file));
  await select(page, 'kind', kind);
  await write(page, 'title', title);
  await submit(page);
  await saved(page, 'پیوست افزوده شد');
  await page.waitForURL(/tab=attachments/);
}

test('a photo is attached, looked at without what the telephone wrote into it, and taken out with its reason', async () => {
  const { context, page, errors } = await as('hamyar');
  const id = await family(page);
  await page.goto(`/families/${id}?tab=attachments`);
  await page.getByRole('link', { name: 'پیوست تازه' }).click();
  await page.waitForURL(/\/attach$/);
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await pick(page, sample('photo.jpg'));
  await select(page, 'kind', 'مدرک شناسایی');
  await write(page, 'title', 'کپی شناسنامهٔ مادر');
  await page.locator('[data-field="member_id"] button').first().click();
  await page.getByRole('option').nth(1).click();
  await shot(page, 'attachments-form-filled-fa-360');
  await submit(page);
  await saved(page, 'پیوست افزوده شد');
  await page.waitForURL(/tab=attachments/);

  const kept = (await attachments(page, id)).find((one) => one.title === 'کپی شناسنامهٔ مادر');
  expect(kept?.media_type).toBe('image/jpeg');
  const answer = await page.request.get(`/api/v1/families/${id}/attachments/${kept?.id ?? ''}`);
  const bytes = await answer.body();
  expect(bytes.includes('CANARY')).toBe(false);
  expect(fs.readFileSync(sample('photo.jpg')).includes('CANARY')).toBe(true);

  await page.getByRole('button', { name: 'دیدن: کپی شناسنامهٔ مادر' }).click();
  const image = page.locator('.dialog img');
  await image.waitFor();
  // Turned as the telephone held it: 24 by 16 with orientation 6.
  expect(await image.evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])).toEqual([16, 24]);
  await shot(page, 'attachments-view-fa-360');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'ذخیره در دستگاه' }).click();
  const download = await saving;
  expect(download.suggestedFilename()).toMatch(/^پیوست-[0-9a-f]{8}\.jpg$/);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'برداشتن پیوست: کپی شناسنامهٔ مادر' }).click();
  await submit(page.locator('.dialog'));
  await page.locator('.dialog .error-summary').waitFor();
  await write(page.locator('.dialog'), 'reason', 'نسخهٔ خواناتری گرفته‌ایم.');
  await submit(page.locator('.dialog'));
  await saved(page, 'ثبت شد');
  await card(page, 'کپی شناسنامهٔ مادر').getByText('برداشته شده', { exact: true }).waitFor();
  await shot(page, 'attachments-removed-fa-360');
  expect((await page.request.get(`/api/v1/families/${id}/attachments/${kept?.id ?? ''}`)).status()).toBe(409);
  await page.goto(`/families/${id}?tab=timeline`);
  await page.getByText('پیوستی از پرونده برداشته شد').first().waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('a refused file is told in words; what was typed stays, and another file mends it', async () => {
  const { context, page, errors } = await as('hamyar');
  const id = await family(page);
  await page.goto(`/families/${id}/attach`);
  await pick(page, { name: 'مدرک.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await select(page, 'kind', 'نامه');
  await write(page, 'title', 'نامهٔ مدرسه');
  await submit(page);
  await page.locator('.error-summary').getByText(/JPEG، PNG، WebP/).waitFor();
  await page.locator('[data-field="file"] .error-line').getByText(/JPEG/).waitFor();
  expect(await page.locator('input[name="title"]').inputValue()).toBe('نامهٔ مدرسه');
  await shot(page, 'attachments-refused-fa-360');
  expect(await axe(page)).toEqual([]);
  // Too large is known before anything is sent.
  await pick(page, { name: 'big.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(5 * 1024 * 1024 + 1) });
  await page.locator('[data-field="file"] .error-line').getByText('بزرگ‌تر از ۵ مگابایت').waitFor();
  await pick(page, sample('letter.pdf'));
  await submit(page);
  await saved(page, 'پیوست افزوده شد');
  const kept = (await attachments(page, id)).filter((one) => one.title === 'نامهٔ مدرسه');
  expect(kept.map((one) => one.media_type)).toEqual(['application/pdf']);
  expect(errors).toEqual([]);
  await context.close();
});

test('a lost connection and a stopped sending lose nothing, and the file comes in once', async () => {
  const { context, page } = await as('hamyar');
  const id = await family(page);
  await page.goto(`/families/${id}/attach`);
  await pick(page, sample('voice.ogg'));
  await select(page, 'kind', 'پیام صوتی');
  await write(page, 'title', 'پیام مادر خانواده');
  // The server acts and the answer is lost.
  let lost = 0;
  await page.route('**/attachments', async (route) => {
    await route.fetch();
    lost += 1;
    await route.abort('connectionreset');
  }, { times: 1 });
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(lost).toBe(1);
  // Stopped while it is under way.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/attachments', async (route) => {
    await held;
    await route.abort().catch(() => undefined);
  }, { times: 1 });
  await submit(page);
  await page.locator('progress').waitFor();
  await shot(page, 'attachments-sending-fa-360');
  await page.getByRole('button', { name: 'بازداشتن' }).click();
  await page.getByText('فرستادن بازداشته شد').waitFor();
  release();
  expect(await page.locator('input[name="title"]').inputValue()).toBe('پیام مادر خانواده');
  await page.getByText('voice.ogg').first().waitFor();
  await submit(page);
  await saved(page, 'پیوست افزوده شد');
  expect((await attachments(page, id)).filter((one) => one.title === 'پیام مادر خانواده')).toHaveLength(1);
  await page.getByRole('button', { name: 'شنیدن: پیام مادر خانواده' }).click();
  const sound = page.locator('.dialog audio');
  await sound.waitFor();
  await sound.evaluate((one: HTMLAudioElement) => new Promise((done, failed) => {
    if (one.readyState >= 1) done(null);
    one.addEventListener('loadedmetadata', () => done(null));
    one.addEventListener('error', () => failed(new Error('the sound does not play')));
  }));
  await context.close();
});

test('a manager adds and takes out; an auditor reads and may do neither', async () => {
  const worker = await as('hamyar');
  const id = await family(worker.page);
  await attach(worker.page, id, { file: 'photo.png', kind: 'عکس', title: 'عکس آشپزخانه' });
  await worker.context.close();

  const auditor = await as('momayez', DESK);
  await auditor.page.goto(`/families/${id}?tab=attachments`);
  await card(auditor.page, 'عکس آشپزخانه').waitFor();
  expect(await auditor.page.getByRole('link', { name: 'پیوست تازه' }).count()).toBe(0);
  expect(await auditor.page.getByRole('button', { name: /برداشتن/ }).count()).toBe(0);
  await auditor.page.getByRole('button', { name: 'دیدن: عکس آشپزخانه' }).click();
  await auditor.page.locator('.dialog img, .dialog .error-summary').first().waitFor();
  await shot(auditor.page, 'attachments-auditor-fa-1440');
  expect(auditor.errors).toEqual([]);
  await auditor.context.close();
});

describe.each([['fa', PHONE], ['fa', DESK], ['en', PHONE], ['en', DESK]] as const)('the screens of attachments in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const { context, page, errors } = await as('hamyar', viewport, language);
    const id = await family(page);
    for (const [name, where] of Object.entries({ list: `/families/${id}?tab=attachments`, form: `/families/${id}/attach` })) {
      await page.goto(where);
      await page.locator('h1').first().waitFor();
      await loaded(page);
      await shot(page, `attachments-${name}-${language}-${viewport.width}`);
      expect([name, await axe(page)]).toEqual([name, []]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
    await context.close();
  });
});
