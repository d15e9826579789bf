// A center manager's day on the real server: intake, search before create, consent,
// assessment, tier, assignment with its refusals, caseloads, release.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot, signIn } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';

type Named = { id: string; name: string | null };
type Card = { id: string; file_number: string; family_name: string; tier: string | null; caseworker: Named | null };
type Load = { caseworker: Named; families: number; reserved: number; max: number; flag: string; accredited: boolean; on_leave: boolean };

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

async function manager(viewport = PHONE, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: server.base, viewport, language });
  await signIn(watched.page, 'modir', PASSWORD);
  return watched;
}

/** Answers every indicator of every domain with the same step. */
async function answerAll(page: Page, step: number): Promise<void> {
  for (let domain = 0; domain < 3; domain += 1) {
    const indicators = page.locator('.indicator');
    await indicators.first().waitFor();
    const count = await indicators.count();
    for (let n = 0; n < count; n += 1) await indicators.nth(n).locator('.choice').nth(step).click();
    await submit(page);
  }
}

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const { context, page, errors } = await manager(viewport, language);
    const loads = await read<{ items: Load[] }>(page, '/center/caseloads');
    const held = await read<{ items: Card[] }>(page, '/families?has_caseworker=true&limit=1');
    const free = await read<{ items: Card[] }>(page, '/families?tier=harmed&has_caseworker=false&limit=1');
    const screens: Record<string, string> = {
      intake: '/center/intake', 'intake-consent': '/center/intake?list=consent', new: '/center/new', caseloads: '/center/caseloads', referrals: '/center/referrals', families: '/families?held=no',
      caseworker: `/center/caseworkers/${loads.items[0]?.caseworker.id ?? ''}`, 'new-caseworker': '/center/caseworkers/new', assign: `/center/assign/${free.items[0]?.id ?? ''}`,
      family: `/families/${held.items[0]?.id ?? ''}`, transfer: `/families/${held.items[0]?.id ?? ''}/holding`, close: `/families/${held.items[0]?.id ?? ''}/close`,
    };
    for (const [name, where] of Object.entries(screens)) {
      await page.goto(where);
      await page.locator('h1').first().waitFor();
      await loaded(page);
      await shot(page, `manager-${name}-${language}-${viewport.width}`);
      expect([name, await axe(page)]).toEqual([name, []]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('intake', () => {
  test('no file without a search, and likely matches are shown with their reasons', async () => {
    const { context, page } = await manager();
    // A family that was forgotten has no name.
    const known = (await read<{ items: Card[] }>(page, '/families?limit=20')).items.find((one) => one.family_name);
    await page.goto('/center/new');
    expect(await page.locator('[data-field="neighborhood_id"]').count()).toBe(0);
    await submit(page);
    await page.locator('.error-summary').waitFor();
    await write(page, 'family_name', known?.family_name ?? '');
    await submit(page);
    const match = page.locator('.row-card').first();
    await match.waitFor();
    expect(await match.innerText()).toContain('همانندی');
    expect(await match.locator('.foot').innerText()).toContain('نام');
    await shot(page, 'manager-matches-fa-360');
    expect(await axe(page)).toEqual([]);
    await context.close();
  });

  test('a national id that another family holds leads to that family, and what was typed stays', async () => {
    const { context, page } = await manager();
    const cards = await read<{ items: Card[] }>(page, '/families?limit=20');
    let taken = '';
    let holder = '';
    for (const card of cards.items) {
      const file = await read<{ members: { national_id: string | null }[] }>(page, `/families/${card.id}`);
      taken = file.members.find((m) => m.national_id)?.national_id ?? '';
      holder = card.id;
      if (taken) break;
    }
    await page.goto('/center/new');
    await write(page, 'family_name', 'آزمونی‌نیا');
    await submit(page);
    await page.getByRole('button', { name: /پروندهٔ تازه/ }).click();
    await find(page, 'neighborhood_id', 'رده');
    await choose(page, 'entry', 'خودمعرف');
    await select(page, 'source', 'گروه‌های مردمی');
    await write(page, 'head.given_name', 'نمونه');
    await write(page, 'head.national_id', taken);
    await submit(page);
    // The last look finds the holder before anything is sent.
    await page.getByRole('heading', { name: 'شاید پیش‌تر ثبت شده باشد' }).waitFor();
    expect(await page.locator('.row-card .foot').first().innerText()).toContain('همین کد ملی');
    await page.getByRole('button', { name: 'کس دیگری است؛ ثبت کن' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary').innerText()).toContain('کد ملی');
    expect(await page.getByRole('link', { name: 'دیدن آن پرونده' }).getAttribute('href')).toContain(holder);
    expect(await page.locator('input[name="family_name"]').inputValue()).toBe('آزمونی‌نیا');
    await shot(page, 'manager-national-id-taken-fa-360');
    await context.close();
  });

  test('a family is identified, consents, is assessed, tiered and given to a caseworker who may take it; others are refused in words', async () => {
    const { context, page, errors } = await manager();
    const name = `نمونه‌زاده ${Date.now().toString(36)}`.replace(/\d/g, 'ش').replace(/[a-z]/g, 'م');
    await page.goto('/center/intake');
    await page.getByRole('link', { name: 'خانوادهٔ تازه' }).click();
    await write(page, 'family_name', name);
    await submit(page);
    await page.getByRole('button', { name: /پروندهٔ تازه/ }).click();
    await submit(page);
    await page.locator('.error-summary').waitFor();
    expect(await page.locator('.error-summary li').count()).toBe(3);
    await find(page, 'neighborhood_id', 'رده');
    await choose(page, 'entry', 'خودمعرف');
    await select(page, 'source', 'گروه‌های مردمی');
    await write(page, 'head.given_name', 'مینا');
    await choose(page, 'head.sex', 'زن');
    await write(page, 'declared.dependents', '۳');
    await submit(page);
    await saved(page, 'باز شد');
    await page.waitForURL(/\/families\/[0-9a-f-]{36}/);
    const id = /families\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';

    // Before consent nothing but intake: the next step says so.
    await page.getByRole('link', { name: 'ثبت رضایت خانواده' }).first().click();
    await page.waitForURL(/consent/);
    await submit(page);
    await saved(page, 'رضایت ثبت شد');

    await page.getByRole('link', { name: 'پایش آغازین' }).first().click();
    await submit(page);
    await page.locator('.indicator').first().waitFor();
    await shot(page, 'manager-assess-fa-360');
    expect(await axe(page)).toEqual([]);
    await answerAll(page, 1);
    await page.getByText('با این پاسخ‌ها').waitFor();
    expect(await page.locator('[data-field="readings"]').innerText()).toContain('آسیب‌دیده');
    await shot(page, 'manager-review-fa-360');
    expect(await axe(page)).toEqual([]);
    await submit(page);
    await page.waitForURL(/tier\?assessment/);
    await page.getByRole('button', { name: /دادن سطح/ }).waitFor();
    await shot(page, 'manager-tier-fa-360');
    expect(await axe(page)).toEqual([]);
    await submit(page);
    await saved(page, 'سطح داده شد');
    await page.locator('.family-strip').getByText('آسیب‌دیده').waitFor();

    await page.goto(`/center/assign/${id}`);
    await page.locator('.caseworkers .choice').first().waitFor();
    const loads = (await read<{ items: Load[] }>(page, '/center/caseloads')).items;
    const unready = loads.find((one) => !one.accredited);
    if (unready?.caseworker.name) {
      await choose(page, 'caseworker_id', unready.caseworker.name);
      await submit(page);
      await page.locator('.error-summary').waitFor();
      expect(await page.locator('.error-summary').innerText()).toMatch(/صلاحیت|ساعت/);
      await shot(page, 'manager-refused-fa-360');
    }
    await page.locator('.caseworkers .choice').first().click();
    await submit(page);
    await saved(page, 'سپرده شد');
    const file = await read<{ assignment: { caseworker: Named } | null }>(page, `/families/${id}`);
    expect(file.assignment).not.toBeNull();

    // Released before a final tier for another reason than the year's end, then closed.
    await page.goto(`/families/${id}/holding?act=release`);
    await select(page, 'reason', 'خواست خانواده');
    await submit(page);
    await saved(page, 'همیاری پایان یافت');
    await page.goto(`/families/${id}/close`);
    await select(page, 'reason', 'رفتن از محله');
    await submit(page);
    await saved(page, 'پرونده بسته شد');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('another tier than the computed one needs a reason, and both stay in the file', async () => {
    const { context, page } = await manager(DESK);
    const free = (await read<{ items: (Card & { consent: string })[] }>(page, '/families?has_caseworker=false&limit=100')).items.filter((one) => one.consent === 'given' && !one.tier);
    const family = free[0];
    if (!family) return;
    await page.goto(`/families/${family.id}/assess`);
    await submit(page);
    await answerAll(page, 4);
    await submit(page);
    await page.waitForURL(/tier\?assessment/);
    await choose(page, 'way', 'سطح دیگری');
    await submit(page);
    expect(await page.locator('.error-summary li').count()).toBe(2);
    await choose(page, 'override.tier', 'آسیب‌دیده');
    await write(page, 'override.reason', 'دیده‌های همیار با گفته‌ها نمی‌خواند.');
    await submit(page);
    await saved(page, 'سطح داده شد');
    await page.locator('.tab-panel').getByText('دیده‌های همیار').waitFor();
    await shot(page, 'manager-overridden-fa-1440');
    await context.close();
  });
});

test('a caseworker is admitted, trained and accredited; accreditation before 40 hours is refused in numbers', async () => {
  const { context, page } = await manager();
  await page.goto('/center/caseworkers/new');
  await write(page, 'name', 'ریحانه نمونه');
  await choose(page, 'background', 'فعال فرهنگی');
  await submit(page);
  await page.waitForURL(/caseworkers\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'تأیید صلاحیت' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  expect(await dialog.locator('.error-summary').innerText()).toMatch(/۰ ساعت از ۴۰|۴۰/);
  expect(await axe(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'انصراف' }).click();
  await page.getByRole('button', { name: 'ثبت آموزش' }).click();
  await write(dialog, 'title', 'آشنایی با همیاری');
  await write(dialog, 'hours', '۴۰');
  await choose(dialog, 'phase', 'پیش از');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('۴۰ ساعت از ۴۰').first().waitFor();
  await page.getByRole('button', { name: 'تأیید صلاحیت' }).click();
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(/تأیید صلاحیت در/).waitFor();
  await shot(page, 'manager-accredited-fa-360');
  await context.close();
});
