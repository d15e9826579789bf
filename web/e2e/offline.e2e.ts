// A caseworker with a phone and no network, on the real server: preparing the phone, a cold start without a network, work written and lost on the way,
// a voice that is recorded in the app, two tabs, a full phone, ten wrong PINs, two values of the same thing, a phone that is wiped, and the manager's review.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, MICROPHONE, PHONE, launch, loaded, open, overflow, shot, signIn, type Watched } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
const PIN = '927461';

type File = { id: string; consent: string; tier: string | null; visits: { note: string | null }[]; notes: { text: string }[]; safe_contact: string | null };

let browser: Browser;
let server: Server;

beforeAll(async () => {
  server = await startServer();
  browser = await launch(MICROPHONE);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const unique = (words: string): string => `${words} ${Date.now()}`;
const chip = (page: Page) => page.locator('.sync-chip');

async function typePin(page: Page, pin: string): Promise<void> {
  await page.locator('input[name="pin"]').fill(pin);
}

async function unlock(page: Page, pin = PIN): Promise<void> {
  await typePin(page, pin);
  await submit(page);
  await page.locator('.shell').waitFor();
}

/** To another screen of the app, without asking the network for a page. */
const go = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState({}, '', to);
    dispatchEvent(new PopStateEvent('popstate'));
  }, path);

/** A phone on which the caseworker is signed in and has set a PIN. */
async function prepared(): Promise<Watched> {
  const watched = await open(browser, { base: server.base, viewport: PHONE });
  const { page } = watched;
  await signIn(page, 'hamyar', PASSWORD);
  await page.goto('/phone');
  await typePin(page, '۱۲۳۴۵۶');
  await page.locator('input[name="again"]').fill('۱۲۳۴۵۶');
  await submit(page);
  await page.locator('.error-summary', { hasText: 'آسان' }).waitFor();
  await typePin(page, '۹۲۷۴۶۱');
  await page.locator('input[name="again"]').fill(PIN);
  await submit(page);
  await saved(page, 'این گوشی آماده است');
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  return watched;
}

async function ownFamily(page: Page): Promise<File> {
  const cards = await read<{ items: { id: string; consent: string; tier: string | null }[] }>(page, '/families?state=open&limit=50');
  const card = cards.items.find((one) => one.consent === 'given' && one.tier === 'harmed');
  return read<File>(page, `/families/${card?.id ?? ''}`);
}

/** The browser is closed and opened again: nothing of the page is left. */
async function restart(context: BrowserContext, path: string): Promise<Page> {
  for (const page of context.pages()) await page.close();
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const count = (file: File, text: string): number => file.visits.filter((visit) => visit.note?.includes(text)).length + file.notes.filter((note) => note.text.includes(text)).length;

/** Waits until the server has it. */
async function arrives(page: Page, family: string, text: string): Promise<File> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const file = await read<File>(page, `/families/${family}`);
    if (count(file, text) > 0) return file;
    await page.waitForTimeout(500);
  }
  throw new Error(`«${text}» did not arrive`);
}

test('a cold start with no network: the PIN, the queue, a family; nothing of them can be read in the browser’s store', async () => {
  const { context, page, errors } = await prepared();
  const family = await ownFamily(page);
  await shot(page, 'offline-phone-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await context.setOffline(true);
  const cold = await restart(context, '/today');
  await cold.locator('input[name="pin"]').waitFor();
  await shot(cold, 'offline-lock-fa-360');
  expect(await axe(cold)).toEqual([]);
  await unlock(cold);
  await cold.waitForURL(/\/today/);
  await cold.locator('.row-card').first().waitFor();
  await chip(cold).filter({ hasText: 'بی‌شبکه' }).waitFor();
  await shot(cold, 'offline-today-fa-360');
  for (const path of ['/calendar', '/calendar?view=week', '/calendar?view=month', '/families', `/families/${family.id}`, `/families/${family.id}/visit`, `/families/${family.id}/service`, `/families/${family.id}/assess`, `/families/${family.id}/plan`, `/families/${family.id}?tab=why`, '/my-tasks']) {
    await go(cold, path);
    await cold.locator('h1').first().waitFor();
    await loaded(cold);
    expect(await cold.locator('.problem').count(), path).toBe(0);
  }
  // The indicators have their titles there, not their codes.
  await go(cold, `/families/${family.id}?tab=why`);
  await cold.locator('.domain-scores summary').first().click();
  await cold.locator('.readings > li').first().waitFor();
  expect(await cold.locator('.readings').first().innerText()).not.toMatch(/[a-z]{4}/);
  await shot(cold, 'offline-plan-fa-360');
  // What only the server can do says so, and is not filled in to be turned away.
  await go(cold, `/families/${family.id}?tab=calendar`);
  expect(await cold.getByRole('button', { name: 'هدف تازه (با شبکه)' }).isDisabled()).toBe(true);
  expect(await axe(cold)).toEqual([]);
  const kept = await cold.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('hamyar-phone');
      request.addEventListener('success', () => resolve(request.result));
    });
    const rows = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('documents').objectStore('documents').getAll();
      request.addEventListener('success', () => resolve(request.result as unknown[]));
    });
    return rows.map((row) => new TextDecoder().decode((row as { data: ArrayBuffer }).data)).join('');
  });
  expect(kept.length).toBeGreaterThan(10_000);
  expect(kept).not.toContain('خانواده');
  expect(errors).toEqual([]);
  await context.close();
});

test('the network is lost in the middle of a form; reload and restart lose nothing; what was changed before sending arrives once', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('بی شبکه نوشته شد');
  await page.goto(`/families/${family.id}/visit`);
  await unlock(page);
  await write(page, 'note', text);
  await context.setOffline(true);
  await page.waitForTimeout(700);
  // The tab dies with the form half filled.
  const again = await restart(context, `/families/${family.id}/visit`);
  await unlock(again);
  await again.locator('.notice', { hasText: 'سر جایش' }).waitFor();
  expect(await again.locator('textarea[name="note"]').inputValue()).toBe(text);
  await submit(again);
  await saved(again, 'در گوشی ماند');
  await chip(again).filter({ hasText: '۱ در صف' }).waitFor();
  await again.locator('.notice', { hasText: 'در صف ارسال' }).waitFor();
  await shot(again, 'offline-family-pending-fa-360');
  const third = await restart(context, '/phone');
  await unlock(third);
  await third.getByText(text).waitFor();
  // The real form opens again, with everything that was chosen in it.
  await third.getByRole('link', { name: 'ویرایش' }).click();
  await third.waitForURL(/\/visit\?row=/);
  await choose(third, 'place', 'در مرکز');
  await write(third, 'note', `${text} و ویرایش شد`);
  expect(await axe(third)).toEqual([]);
  await submit(third);
  await saved(third, 'نوشته در صف عوض شد');
  await third.waitForURL(/\/phone$/);
  await third.getByText('در مرکز').waitFor();
  await third.getByText('و ویرایش شد').waitFor();
  await shot(third, 'offline-outbox-fa-360');
  await context.setOffline(false);
  await chip(third).filter({ hasText: 'هم‌گام' }).waitFor();
  const file = await arrives(third, family.id, text);
  expect(count(file, text)).toBe(1);
  expect(count(file, 'و ویرایش شد')).toBe(1);
  await context.close();
});

test('an answer that is lost on the way is no second visit; two tabs send once, the second without asking for the PIN', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('پاسخ گم شد');
  // The server acts, and its answer never comes.
  let lost = 0;
  await context.route('**/api/v1/sync/commands', async (route) => {
    if (lost >= 2) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.goto(`/families/${family.id}/visit`);
  await unlock(page);
  await write(page, 'note', text);
  await submit(page);
  await saved(page, 'در گوشی ماند');
  const other = await context.newPage();
  await other.goto('/phone');
  await other.locator('.shell').waitFor();
  await Promise.all([page, other].map((one) => one.evaluate(() => { dispatchEvent(new Event('online')); })));
  await chip(other).filter({ hasText: 'هم‌گام' }).waitFor({ timeout: 60_000 });
  const file = await arrives(page, family.id, text);
  await page.waitForTimeout(1_500);
  expect(count(await read<File>(page, `/families/${family.id}`), text)).toBe(1);
  expect(count(file, text)).toBe(1);
  await context.close();
});

test('a full phone says so, and the form keeps what was typed', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('گوشی پر بود');
  await page.goto(`/families/${family.id}/visit`);
  await unlock(page);
  await write(page, 'note', text);
  await context.setOffline(true);
  await page.evaluate(() => {
    const whole = IDBObjectStore.prototype.add;
    (window as unknown as { room: () => void }).room = () => { IDBObjectStore.prototype.add = whole; };
    IDBObjectStore.prototype.add = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await submit(page);
  await page.locator('.error-summary', { hasText: 'گوشی جا ندارد' }).waitFor();
  expect(await page.locator('textarea[name="note"]').inputValue()).toBe(text);
  await chip(page).filter({ hasText: 'جا ندارد' }).waitFor();
  await shot(page, 'offline-full-fa-360');
  await page.evaluate(() => (window as unknown as { room: () => void }).room());
  await submit(page);
  await saved(page, 'در گوشی ماند');
  await context.setOffline(false);
  expect(count(await arrives(page, family.id, text), text)).toBe(1);
  await context.close();
});

test('ten wrong PINs lock the phone; signing in sets another, and what waited is still there', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('پیش از قفل شدن');
  await context.setOffline(true);
  await go(page, `/families/${family.id}/visit`);
  await write(page, 'note', text);
  await submit(page);
  await saved(page, 'در گوشی ماند');
  const locked = await restart(context, '/today');
  for (let left = 9; left >= 1; left -= 1) {
    await typePin(locked, '000019');
    await submit(locked);
    await locked.locator('.field, [data-field="pin"]').filter({ hasText: `${'۰۱۲۳۴۵۶۷۸۹'.at(left) ?? ''} بار` }).first().waitFor();
  }
  await typePin(locked, '000019');
  await submit(locked);
  await locked.getByRole('heading', { name: 'این گوشی قفل شد' }).waitFor();
  await shot(locked, 'offline-locked-fa-360');
  await context.setOffline(false);
  const back = await restart(context, '/today');
  await back.locator('input[name="again"]').waitFor();
  await typePin(back, '581204');
  await back.locator('input[name="again"]').fill('581204');
  await submit(back);
  await back.locator('.shell').waitFor();
  expect(count(await arrives(back, family.id, text), text)).toBe(1);
  await context.close();
});

test('two values of the same thing are put to the person; theirs or mine, both stay in the history', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const mine = unique('تنها عصرها زنگ بزنید');
  const theirs = unique('به خاله زنگ بزنید');
  await context.setOffline(true);
  await go(page, `/families/${family.id}/record`);
  await write(page, 'instruction', mine);
  await page.locator('form').filter({ has: page.locator('[data-field="instruction"]') }).locator('button[type="submit"]').click();
  await saved(page, 'در گوشی ماند');
  const office = await open(browser, { base: server.base, viewport: DESK });
  await signIn(office.page, 'modir', PASSWORD);
  const answer = await office.page.request.post(`/api/v1/families/${family.id}/safe-contact`, { data: { command_id: crypto.randomUUID(), instruction: theirs }, headers: { origin: server.base } });
  expect(answer.ok()).toBe(true);
  await context.setOffline(false);
  await chip(page).filter({ hasText: '۱ نیاز به شما' }).waitFor();
  await chip(page).click();
  await page.getByText(theirs).waitFor();
  await page.getByText(mine).first().waitFor();
  await shot(page, 'offline-clash-fa-360');
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'نوشتهٔ من بماند' }).click();
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor();
  expect((await read<File>(page, `/families/${family.id}`)).safe_contact).toContain(mine);
  const past = JSON.stringify(await read(page, `/families/${family.id}/timeline?limit=30`));
  expect([past.includes(mine), past.includes(theirs)]).toEqual([true, true]);
  await office.context.close();
  await context.close();
});

test('a revoked phone leaves its work for review and is wiped; the manager adds it in the caseworker’s name', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const text = unique('از گوشی گم‌شده');
  await context.setOffline(true);
  await go(page, `/families/${family.id}/visit`);
  await write(page, 'note', text);
  await submit(page);
  await saved(page, 'در گوشی ماند');
  const desk = await open(browser, { base: server.base, viewport: DESK });
  await signIn(desk.page, 'hamyar', PASSWORD);
  const devices = await read<{ items: { id: string; synced_at: { iso: string } | null; wipe_asked_at: unknown }[] }>(desk.page, '/devices');
  const lost = devices.items.filter((one) => one.synced_at && !one.wipe_asked_at).sort((a, b) => (b.synced_at?.iso ?? '').localeCompare(a.synced_at?.iso ?? ''))[0];
  const wiped = await desk.page.request.post(`/api/v1/devices/${lost?.id ?? ''}/wipe`, { data: {}, headers: { origin: server.base } });
  expect(wiped.ok()).toBe(true);
  await context.setOffline(false);
  await page.waitForURL(/\/wiped/, { timeout: 60_000 });
  await shot(page, 'offline-wiped-fa-360');
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(await page.evaluate(() => localStorage.getItem('hamyar-phone'))).toBeNull();
  expect(count(await read<File>(desk.page, `/families/${family.id}`), text)).toBe(0);

  const manager = await open(browser, { base: server.base, viewport: DESK });
  await signIn(manager.page, 'modir', PASSWORD);
  await manager.page.goto('/center/late-work');
  await manager.page.locator('.card', { hasText: 'گوشی پس گرفته شده است' }).last().waitFor();
  await shot(manager.page, 'offline-late-work-fa-1440');
  expect(await axe(manager.page)).toEqual([]);
  await manager.page.locator('.card', { hasText: 'گوشی پس گرفته شده است' }).last().getByRole('button', { name: 'دیدن نوشته' }).click();
  await manager.page.getByRole('dialog').getByText(text).waitFor();
  await shot(manager.page, 'offline-late-review-fa-1440');
  await manager.page.getByRole('dialog').getByRole('button', { name: 'ثبت در پرونده' }).click();
  await saved(manager.page, 'در پرونده ثبت شد');
  expect(count(await read<File>(desk.page, `/families/${family.id}`), text)).toBe(1);
  for (const one of [desk, manager]) await one.context.close();
  await context.close();
});

type Attached = { title: string | null; media_type: string; size_bytes: number };
const attached = async (page: Page, family: string): Promise<Attached[]> => (await read<{ attachments: Attached[] }>(page, `/families/${family}`)).attachments;
const titled = async (page: Page, family: string, title: string): Promise<Attached[]> => (await attached(page, family)).filter((one) => one.title === title);

/** Waits until the server has an attachment. */
async function comesIn(page: Page, family: string, title: string): Promise<Attached> {
  for (let attempt = 0; attempt < 60; attempt += 1) {
    const [found] = await titled(page, family, title);
    if (found) return found;
    await page.waitForTimeout(500);
  }
  throw new Error(`«${title}» did not arrive`);
}

/** A photo as a telephone makes it: some megabytes. */
async function largePhoto(page: Page): Promise<Buffer> {
  const encoded = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3200, 2000];
    const pen = canvas.getContext('2d');
    if (!pen) throw new Error('no canvas');
    for (let n = 0; n < 30_000; n += 1) {
      pen.fillStyle = `hsl(${Math.random() * 360} 70% 50%)`;
      pen.fillRect(Math.random() * 3200, Math.random() * 2000, 40, 40);
    }
    const blob = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', 0.95);
    });
    const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  });
  return Buffer.from(encoded, 'base64');
}

async function pickPhoto(page: Page, family: string, title: string, buffer: Buffer): Promise<void> {
  await go(page, `/families/${family}/attach`);
  await page.locator('[data-field="file"] input[type="file"]').first().setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByText('photo.jpg').first().waitFor();
  await select(page, 'kind', 'عکس');
  await write(page, 'title', title);
}

test('a photo taken without a network is made small, survives a restart, is changed before it goes, and comes in once', async () => {
  const { context, page, errors } = await prepared();
  const family = await ownFamily(page);
  const buffer = await largePhoto(page);
  const [known, title] = [unique('عکس با شبکه'), unique('عکس دیوار نم‌زده')];
  // With the network there it goes directly, reduced all the same.
  await pickPhoto(page, family.id, known, buffer);
  await submit(page);
  await saved(page, 'پیوست افزوده شد');
  expect((await comesIn(page, family.id, known)).size_bytes).toBeLessThan(buffer.length);
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor();
  await page.waitForTimeout(1_500);

  await context.setOffline(true);
  await pickPhoto(page, family.id, title, buffer);
  await shot(page, 'offline-attach-fa-360');
  await submit(page);
  await saved(page, 'در گوشی ماند');
  await page.waitForURL(/tab=attachments/);
  const waiting = page.locator('li.card', { hasText: title });
  await waiting.getByText('در صف').waitFor();
  await loaded(page);
  // What says that it was kept lies over the foot of the screen for a while.
  await page.locator('.toast').first().waitFor({ state: 'detached' });
  await shot(page, 'offline-attachments-waiting-fa-360');
  // Where the picture left the screen, a bar may lie over half a button.
  await page.locator('a.button[href="/phone"]').first().evaluate((one) => one.scrollIntoView({ block: 'center' }));
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  // Of what the server has, the phone has the words.
  await page.getByRole('button', { name: `دیدن: ${known}` }).click();
  await page.locator('.dialog', { hasText: 'شبکه می‌خواهد' }).waitFor();
  await shot(page, 'offline-attachment-needs-network-fa-360');
  await page.keyboard.press('Escape');
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('hamyar-phone');
      request.addEventListener('success', () => resolve(request.result));
    });
    const rows = await new Promise<{ data: ArrayBuffer }[]>((resolve) => {
      const request = database.transaction('files').objectStore('files').getAll();
      request.addEventListener('success', () => resolve(request.result as { data: ArrayBuffer }[]));
    });
    return rows.map(({ data }) => ({ bytes: data.byteLength, picture: new Uint8Array(data)[0] === 0xff && new Uint8Array(data)[1] === 0xd8 }));
  });
  expect(kept).toHaveLength(1);
  expect(kept[0]?.bytes).toBeLessThan(buffer.length);
  expect(kept[0]?.picture).toBe(false);

  const cold = await restart(context, '/phone');
  await unlock(cold);
  await cold.getByText(title).waitFor();
  await cold.getByText(/پیوست‌های در صف/).waitFor();
  await cold.getByRole('button', { name: 'دیدن', exact: true }).click();
  expect(await cold.locator('.dialog img').evaluate((one: HTMLImageElement) => one.decode().then(() => Math.max(one.naturalWidth, one.naturalHeight)))).toBe(2400);
  await cold.keyboard.press('Escape');
  await cold.getByRole('button', { name: 'ویرایش' }).click();
  const mended = `${title}، اتاق کودک`;
  await write(cold.getByRole('dialog'), 'title', mended);
  await submit(cold.getByRole('dialog'));
  await cold.getByText(mended).waitFor();
  await shot(cold, 'offline-outbox-file-fa-360');
  expect(await axe(cold)).toEqual([]);
  expect(await overflow(cold)).toBeLessThanOrEqual(0);
  // A visit written after it goes before it; and the server acts on the file while its answer is lost.
  const visit = unique('پس از عکس');
  await go(cold, `/families/${family.id}/visit`);
  await write(cold, 'note', visit);
  await submit(cold);
  await saved(cold, 'در گوشی ماند');
  const order: string[] = [];
  let lost = 0;
  await context.route('**/api/v1/sync/{commands,files}', async (route) => {
    const file = route.request().url().endsWith('/files');
    order.push(file ? 'file' : 'words');
    if (!file || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await context.setOffline(false);
  await comesIn(cold, family.id, mended);
  expect(count(await read<File>(cold, `/families/${family.id}`), visit)).toBe(1);
  await cold.waitForTimeout(500);
  await cold.evaluate(() => dispatchEvent(new Event('online')));
  await chip(cold).filter({ hasText: 'هم‌گام' }).waitFor({ timeout: 60_000 });
  expect(order.slice(0, 2)).toEqual(['words', 'file']);
  expect(order.filter((one) => one === 'file').length).toBeGreaterThanOrEqual(2);
  expect(await titled(cold, family.id, mended)).toHaveLength(1);
  // Online it opens from the server.
  await cold.goto(`/families/${family.id}?tab=attachments`);
  await unlock(cold);
  await cold.getByRole('button', { name: `دیدن: ${mended}` }).click();
  await cold.locator('.dialog img').waitFor();
  await shot(cold, 'offline-attachment-arrived-fa-360');
  expect(errors).toEqual([]);
  await context.close();
});

/** How long a sound is, once the page knows; it fails where the sound does not play. */
const secondsOf = (page: Page, where: string): Promise<number> =>
  page.locator(where).evaluate((sound: HTMLAudioElement) => new Promise<number>((done, failed) => {
    const look = (): void => {
      if (sound.error) failed(new Error('the sound does not play'));
      else if (Number.isFinite(sound.duration)) done(sound.duration);
      else setTimeout(look, 50);
    };
    look();
  }));

test('a voice is recorded in the app without a network, listened to, survives a restart, and comes in once, as Ogg', async () => {
  const { context, page, errors } = await prepared();
  const family = await ownFamily(page);
  const title = unique('پیام مادر با صدای خودش');
  await context.setOffline(true);
  await go(page, `/families/${family.id}/attach`);
  const voice = page.locator('[data-field="voice"]');
  await voice.getByRole('button', { name: 'ضبط همین‌جا' }).click();
  await voice.getByText('در حال ضبط').waitFor();
  await page.waitForTimeout(1_500);
  await shot(page, 'recording-under-way-fa-360');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await voice.getByRole('button', { name: 'ایست' }).click();
  await voice.getByText('ضبط ایستاده است').waitFor();
  const at = await voice.getByRole('timer').innerText();
  expect(at).toMatch(/[۰-۹]+:[۰-۹]{2} \/ ۱۵:۰۰/);
  await page.waitForTimeout(1_500);
  expect(await voice.getByRole('timer').innerText()).toBe(at);
  expect(await axe(page)).toEqual([]);
  // What is still being recorded is not put into the outbox.
  await write(page, 'title', title);
  await submit(page);
  await page.locator('[data-field="file"] .error-line').getByText('نخست ضبط را پایان دهید').waitFor();
  await voice.getByRole('button', { name: 'ادامهٔ ضبط' }).click();
  await page.waitForTimeout(1_200);
  await voice.getByRole('button', { name: 'پایان ضبط' }).click();
  await voice.getByText('بشنوید').waitFor();
  expect(await secondsOf(page, '[data-field="voice"] audio')).toBeGreaterThan(0.5);
  await shot(page, 'recording-done-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  // Thrown away, and another one taken.
  await voice.getByRole('button', { name: 'دور انداختن' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'دور انداختن' }).click();
  await voice.getByRole('button', { name: 'ضبط همین‌جا' }).click();
  await voice.getByText('در حال ضبط').waitFor();
  await page.waitForTimeout(2_500);
  await voice.getByRole('button', { name: 'پایان ضبط' }).click();
  await voice.getByText('بشنوید').waitFor();
  // Whoever leaves is asked first.
  await page.locator('a[href="/today"]:visible').first().click();
  await page.getByRole('dialog').getByText('این صدا از میان می‌رود').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'انصراف' }).click();
  expect(await page.locator('[data-field="kind"]').innerText()).toContain('پیام صوتی');
  expect(await page.locator('input[name="title"]').inputValue()).toBe(title);
  await submit(page);
  await saved(page, 'در گوشی ماند');
  await page.waitForURL(/tab=attachments/);
  await page.locator('li.card', { hasText: title }).getByText('صدای ضبط‌شده در همین گوشی').waitFor();
  const kept = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('hamyar-phone');
      request.addEventListener('success', () => resolve(request.result));
    });
    const rows = await new Promise<{ data: ArrayBuffer }[]>((resolve) => {
      const request = database.transaction('files').objectStore('files').getAll();
      request.addEventListener('success', () => resolve(request.result as { data: ArrayBuffer }[]));
    });
    return rows.map(({ data }) => new TextDecoder('latin1').decode(data));
  });
  expect(kept).toHaveLength(1);
  expect(/webm|Opus|Chrome/.test(kept[0] ?? '')).toBe(false);
  // Some 24 kbit/s, however long a slow machine took.
  expect(kept[0]?.length).toBeLessThan(200_000);

  const cold = await restart(context, '/phone');
  await unlock(cold);
  await cold.getByText(title).waitFor();
  await cold.getByRole('button', { name: 'دیدن', exact: true }).click();
  expect(await secondsOf(cold, '.dialog audio')).toBeGreaterThan(0.5);
  await cold.keyboard.press('Escape');
  // The server acts, and its answer is lost.
  let lost = 0;
  await context.route('**/api/v1/sync/files', async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await context.setOffline(false);
  const arrived = await comesIn(cold, family.id, title);
  expect(arrived.media_type).toBe('audio/ogg');
  await cold.waitForTimeout(500);
  await cold.evaluate(() => dispatchEvent(new Event('online')));
  await chip(cold).filter({ hasText: 'هم‌گام' }).waitFor({ timeout: 60_000 });
  expect(await titled(cold, family.id, title)).toHaveLength(1);
  await cold.goto(`/families/${family.id}?tab=attachments`);
  await unlock(cold);
  await cold.getByRole('button', { name: `شنیدن: ${title}` }).click();
  await cold.locator('.dialog audio').waitFor();
  expect(await secondsOf(cold, '.dialog audio')).toBeGreaterThan(0.5);
  await shot(cold, 'recording-arrived-fa-360');
  expect(errors).toEqual([]);
  await context.close();
});

test.each([
  ['is refused', ['--use-fake-device-for-media-stream'], 'میکروفون در اختیار برنامه نیست', 'may not use the microphone'],
  ['is not there', MICROPHONE, 'این دستگاه میکروفون ندارد', 'has no microphone'],
] as const)('a microphone that %s is told in words, and the telephone’s own recorder is offered', async (what, flags, fa, en) => {
  const other = await launch(flags);
  for (const [language, words, record, own] of [['fa', fa, 'ضبط همین‌جا', 'ضبط صدا'], ['en', en, 'Record here', 'Record a sound']] as const) {
    const { context, page, errors } = await open(other, { base: server.base, viewport: PHONE, language });
    // The machine that runs this may have a microphone, or none.
    if (what === 'is not there') await page.addInitScript(() => { if ('MediaDevices' in window) MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('none', 'NotFoundError')); });
    await signIn(page, 'hamyar', PASSWORD);
    const family = await ownFamily(page);
    await page.goto(`/families/${family.id}/attach`);
    expect(await page.getByRole('button', { name: own }).count()).toBe(0);
    await page.getByRole('button', { name: record }).click();
    await page.locator('[data-field="voice"] .error-line').getByText(words).waitFor();
    await page.getByRole('button', { name: own }).waitFor();
    await shot(page, `recording-trouble-${what === 'is refused' ? 1 : 0}-${language}-360`);
    expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    expect(errors).toEqual([]);
    await context.close();
  }
  await other.close();
});

test('a file that finds no room on the phone stays in its form; one whose sending breaks off is kept', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const buffer = await largePhoto(page);
  const title = unique('گوشی پر و عکس');
  await context.setOffline(true);
  await pickPhoto(page, family.id, title, buffer);
  await page.evaluate(() => {
    const whole = IDBObjectStore.prototype.put;
    (window as unknown as { room: () => void }).room = () => { IDBObjectStore.prototype.put = whole; };
    IDBObjectStore.prototype.put = function put(this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (this.name === 'files') throw new DOMException('full', 'QuotaExceededError');
      return whole.apply(this, given);
    };
  });
  await submit(page);
  await page.locator('.error-summary', { hasText: 'گوشی جا ندارد' }).waitFor();
  expect(await page.locator('input[name="title"]').inputValue()).toBe(title);
  await page.getByText('photo.jpg').first().waitFor();
  await shot(page, 'offline-attach-full-fa-360');
  await page.evaluate(() => (window as unknown as { room: () => void }).room());
  // The network is back and breaks off while the photo is under way: the phone keeps it and sends it by itself.
  await context.setOffline(false);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor();
  await context.route('**/attachments', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  }, { times: 1 });
  await submit(page);
  await saved(page, 'در گوشی ماند');
  await comesIn(page, family.id, title);
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await chip(page).filter({ hasText: 'هم‌گام' }).waitFor({ timeout: 60_000 });
  expect(await titled(page, family.id, title)).toHaveLength(1);
  await context.close();
});

test('a revoked phone leaves its photo for review; the manager looks at it and adds it', async () => {
  const { context, page } = await prepared();
  const family = await ownFamily(page);
  const title = unique('عکس از گوشی گم‌شده');
  const buffer = await largePhoto(page);
  await context.setOffline(true);
  await pickPhoto(page, family.id, title, buffer);
  await submit(page);
  await saved(page, 'در گوشی ماند');
  const desk = await open(browser, { base: server.base, viewport: DESK });
  await signIn(desk.page, 'hamyar', PASSWORD);
  const devices = await read<{ items: { id: string; synced_at: { iso: string } | null; wipe_asked_at: unknown }[] }>(desk.page, '/devices');
  const lost = devices.items.filter((one) => one.synced_at && !one.wipe_asked_at).sort((a, b) => (b.synced_at?.iso ?? '').localeCompare(a.synced_at?.iso ?? ''))[0];
  expect((await desk.page.request.post(`/api/v1/devices/${lost?.id ?? ''}/wipe`, { data: {}, headers: { origin: server.base } })).ok()).toBe(true);
  await context.setOffline(false);
  await page.waitForURL(/\/wiped/, { timeout: 60_000 });
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  expect(await titled(desk.page, family.id, title)).toEqual([]);

  const manager = await open(browser, { base: server.base, viewport: DESK });
  await signIn(manager.page, 'modir', PASSWORD);
  await manager.page.goto('/center/late-work');
  await manager.page.locator('.card', { hasText: 'پیوست' }).last().getByRole('button', { name: 'دیدن نوشته' }).click();
  const dialog = manager.page.getByRole('dialog');
  await dialog.getByText(title).waitFor();
  await dialog.getByRole('button', { name: 'دیدن فایل' }).click();
  await dialog.locator('img').waitFor();
  await loaded(manager.page);
  await shot(manager.page, 'offline-late-file-fa-1440');
  expect(await axe(manager.page)).toEqual([]);
  await dialog.getByRole('button', { name: 'ثبت در پرونده' }).click();
  await saved(manager.page, 'در پرونده ثبت شد');
  expect(await titled(desk.page, family.id, title)).toHaveLength(1);
  for (const one of [desk, manager]) await one.context.close();
  await context.close();
});

test('in English too', async () => {
  const watched = await open(browser, { base: server.base, viewport: PHONE, language: 'en' });
  await signIn(watched.page, 'hamyar', PASSWORD);
  await watched.page.goto('/phone');
  await watched.page.getByText('Work without a network').first().waitFor();
  await shot(watched.page, 'offline-set-up-en-360');
  expect(await axe(watched.page)).toEqual([]);
  await watched.context.close();
});
