// Forgetting on the real server: a manager asks, an administrator agrees without seeing the file, and what is left looks like nobody in particular.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, overflow, shot } from './lib/browser.ts';
import { choose, read, saved, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Member = { id: string; given_name: string | null; family_name: string | null; is_head: boolean; left: boolean; erased: boolean };
type File = { id: string; file_number: string; family_name: string | null; members: Member[]; state: 'open' | 'closed'; erasures: { id: string; state: string }[] };

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

const manager = (viewport = PHONE, language: 'fa' | 'en' = 'fa') => as(browser, { base: server.base, username: 'modir', viewport, language });
const administrator = (viewport = PHONE, language: 'fa' | 'en' = 'fa') => as(browser, { base: server.base, username: 'rahbar', viewport, language });

/** An open family of the manager with a member who is not its head, and nothing asked in it yet. */
async function somebody(page: Page, skip: number): Promise<{ file: File; member: Member }> {
  const { items } = await read<{ items: { id: string; state: string }[] }>(page, '/families?state=open&limit=60');
  let found = 0;
  for (const card of items.toReversed()) {
    // One after the other, until one fits.
    // oxlint-disable-next-line no-await-in-loop
    const file = await read<File>(page, `/families/${card.id}`);
    const member = file.members.find((one) => !one.is_head && !one.left && !one.erased && one.given_name);
    if (member && file.erasures.length === 0) {
      if (found === skip) return { file, member };
      found += 1;
    }
  }
  throw new Error('the demo has no such family');
}

async function ask(page: Page, file: File, member: Member, ground: RegExp | string, note: string): Promise<void> {
  await page.goto(`/families/${file.id}/erase?member=${member.id}`);
  await choose(page, 'ground', ground);
  await write(page, 'note', note);
  await submit(page);
  await saved(page, 'در انتظار');
}

test('a member is forgotten: asked, waiting, agreed to by a second person who sees no name, certified', async () => {
  const { context, page, errors } = await manager();
  const { file, member } = await somebody(page, 0);
  const name = member.given_name ?? '';
  await page.goto(`/families/${file.id}/erase?member=${member.id}`);
  await page.locator('h1').first().waitFor();
  // A ground has to be chosen; nothing typed is lost.
  await write(page, 'note', 'خودش نامه نوشته است');
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('textarea').inputValue()).toBe('خودش نامه نوشته است');
  await choose(page, 'ground', 'خواست خود شخص');
  await shot(page, 'erasure-ask-fa-360');
  expect(await axe(page)).toEqual([]);
  await submit(page);
  await saved(page, 'در انتظار');
  const waiting = page.locator('.notice.warn').filter({ hasText: 'در انتظار' });
  await waiting.waitFor();
  expect(await waiting.innerText()).toContain('خودش نامه نوشته است');
  await shot(page, 'erasure-waiting-fa-360');
  expect(await axe(page)).toEqual([]);
  await page.goto('/center/erasures');
  await page.locator('.row-card').first().waitFor();

  const second = await administrator(DESK);
  await second.page.goto('/admin/erasures');
  const card = second.page.locator('li.card').filter({ hasText: 'در انتظار' }).first();
  await card.waitFor();
  const shown = await second.page.locator('main').innerText();
  expect(shown).not.toContain('خودش نامه');
  expect(shown.includes(file.family_name ?? '…')).toBe(false);
  await shot(second.page, 'erasure-requests-fa-1440');
  await card.getByRole('button', { name: /پاک‌سازی پروندهٔ/ }).click();
  const dialog = second.page.getByRole('dialog');
  await dialog.waitFor();
  await shot(second.page, 'erasure-approve-fa-1440');
  expect(await axe(second.page)).toEqual([]);
  await dialog.locator('button').filter({ hasText: /^پاک شود$/ }).click();
  await saved(second.page, 'پاک شد');
  // The file itself is not the administrator's to see.
  expect((await second.page.request.get(`/api/v1/families/${file.id}`)).status()).toBe(403);

  await page.goto(`/families/${file.id}?tab=members`);
  const erased = page.locator('li.card').filter({ hasText: 'عضو پاک‌شده' });
  await erased.waitFor();
  expect(await page.locator('main').innerText()).not.toContain('خودش نامه');
  await shot(page, 'erasure-member-fa-360');
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.goto(`/families/${file.id}?tab=timeline`);
  await page.locator('.timeline').waitFor();
  expect(await page.locator('.timeline').innerText()).toContain('داده‌های شخصی پاک شد');
  await shot(page, 'erasure-timeline-fa-360');
  const after = await read<File>(page, `/families/${file.id}`);
  expect(JSON.stringify(after.members.find((one) => one.id === member.id))).not.toContain(name);

  await page.goto(`/erasures/${after.erasures[0]?.id ?? ''}`);
  await page.getByText('گواهی می‌شود').waitFor();
  await shot(page, 'erasure-certificate-fa-360');
  expect(await axe(page)).toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'erasure-certificate-print-fa');
  expect(await page.getByRole('button', { name: /چاپ/ }).isVisible()).toBe(false);
  expect(errors).toEqual([]);
  await second.context.close();
  await context.close();
});

test('a request is taken back, and another is refused with a reason that the center reads', async () => {
  const { context, page } = await manager(DESK);
  const { file, member } = await somebody(page, 1);
  await ask(page, file, member, 'حکم قانونی', 'نخستین');
  await page.getByRole('button', { name: 'پس گرفتن درخواست' }).click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'ثبت شد');
  await page.locator('.notice.warn').filter({ hasText: 'در انتظار' }).waitFor({ state: 'detached' });

  await ask(page, file, member, 'حکم قانونی', 'دومین');
  const second = await administrator();
  await second.page.goto('/admin/erasures');
  const card = second.page.locator('li.card').filter({ hasText: 'در انتظار' }).first();
  await card.getByRole('button', { name: /پذیرفته نشود/ }).click();
  await submit(second.page.getByRole('dialog'));
  await second.page.locator('.error-summary').waitFor();
  await write(second.page.getByRole('dialog'), 'reason', 'پرونده هنوز در کمیسیون است');
  await shot(second.page, 'erasure-refuse-fa-360');
  await submit(second.page.getByRole('dialog'));
  await saved(second.page, 'پذیرفته نشد');
  await page.reload();
  await page.getByText('درخواست‌های پیشین').click();
  await page.getByText('پرونده هنوز در کمیسیون است').waitFor();
  await second.context.close();
  await context.close();
});

test('a whole family is forgotten under a legal order: the page says so, holds no name and offers no work', async () => {
  const { context, page, errors } = await manager(DESK);
  const { file } = await somebody(page, 2);
  await page.goto(`/families/${file.id}/erase`);
  // Without a court the case has to be closed first.
  await choose(page, 'ground', 'خواست خود شخص');
  await submit(page);
  await page.locator('.error-summary').filter({ hasText: 'پرونده باز است' }).waitFor();
  await choose(page, 'ground', 'حکم قانونی');
  await submit(page);
  await saved(page, 'در انتظار');
  const second = await administrator();
  await second.page.goto('/admin/erasures');
  await second.page.locator('li.card').filter({ hasText: 'در انتظار' }).first().getByRole('button', { name: /پاک‌سازی پروندهٔ/ }).click();
  await second.page.getByRole('dialog').locator('button').filter({ hasText: /^پاک شود$/ }).click();
  await saved(second.page, 'پاک شد');

  await page.goto(`/families/${file.id}`);
  await page.locator('.notice').filter({ hasText: 'پاک شد' }).waitFor();
  const text = await page.locator('main').innerText();
  expect(text).toContain('پاک‌شده');
  for (const secret of [file.family_name, ...file.members.map((one) => one.given_name)]) if (secret) expect(text).not.toContain(secret);
  expect(await page.getByRole('link', { name: 'درخواست پاک‌سازی' }).count()).toBe(0);
  for (const tab of ['summary', 'why', 'members', 'calendar', 'aid', 'referrals', 'timeline']) {
    // One tab after the other, on one page.
    // oxlint-disable-next-line no-await-in-loop
    await page.goto(`/families/${file.id}?tab=${tab}`);
    // oxlint-disable-next-line no-await-in-loop
    await page.locator('[role="tabpanel"]').waitFor();
    // oxlint-disable-next-line no-await-in-loop
    expect([tab, await axe(page)]).toEqual([tab, []]);
  }
  await page.goto(`/families/${file.id}`);
  await shot(page, 'erasure-family-fa-1440');
  // The auditor replays it all the same.
  const auditor = await as(browser, { base: server.base, username: 'momayez', viewport: DESK, language: 'en' });
  await auditor.page.goto(`/audit/replay/family/${file.id}`);
  await auditor.page.locator('main').getByText('Erased').first().waitFor();
  await shot(auditor.page, 'erasure-family-en-1440');
  expect(auditor.errors).toEqual([]);
  expect(errors).toEqual([]);
  await auditor.context.close();
  await second.context.close();
  await context.close();
});

describe.each([['fa', PHONE], ['fa', DESK], ['en', PHONE], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await manager(viewport, language);
    const { items } = await read<{ items: { id: string; state: string }[] }>(watched.page, '/erasures');
    const certificate = items.find((one) => one.state === 'erased')?.id ?? '';
    const { items: families } = await read<{ items: { id: string }[] }>(watched.page, '/families?state=open&limit=1');
    await lookAt(watched, { center: '/center/erasures', ask: `/families/${families[0]?.id ?? ''}/erase`, certificate: `/erasures/${certificate}` }, `erasure-${language}-${viewport.width}`);
    await watched.context.close();
    const second = await administrator(viewport, language);
    await lookAt(second, { requests: '/admin/erasures' }, `erasure-${language}-${viewport.width}`);
    await second.context.close();
  });
});
