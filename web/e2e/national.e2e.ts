// The national work at a desk and on a phone: an agreement with its tree of credits, the matrix of interventions, the division of labour, equipment, licences, indicators, and
// the figures of the document, each once.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, shot, signIn } from './lib/browser.ts';
import { choose, find, read, select, submit, write, writeDate } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
const MILLIARD = 10_000_000_000;
type Report = { total_rials: number; drawn_rials: number };
type Agreement = Report & { spent_rials: number; credits: { id: string; depth: number }[] };

let browser: Browser;
let server: Server;
let agreementPath = '';

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const dialogOf = (page: Page) => page.getByRole('dialog');

async function sent(page: Page): Promise<void> {
  await submit(dialogOf(page));
  await dialogOf(page).waitFor({ state: 'detached' });
}

test('S114: an agreement, its credits and what is drawn from them; a total counts each rial once', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/national');
  await page.getByRole('button', { name: 'ثبت تفاهم‌نامه' }).click();
  const dialog = dialogOf(page);
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  const title = `کاهش آسیب‌های اجتماعی ${Date.now()}`;
  await write(dialog, 'number', '۱۳۷/۱۴۰۵');
  await write(dialog, 'title', title);
  expect(await axe(page)).toEqual([]);
  await find(page, 'parties', 'بهزیستی');
  await sent(page);
  await page.locator('.row-card').filter({ hasText: title }).click();
  await page.waitForURL(/national\/agreements\/[0-9a-f-]{36}/);
  agreementPath = new URL(page.url()).pathname;
  await page.getByRole('button', { name: 'تخصیص از ردیف بودجه' }).click();
  await write(dialog, 'budget_line', 'ردیف کاهش آسیب‌های اجتماعی');
  await write(dialog, 'amount_rials', '۷۰۰');
  await page.keyboard.press('Tab');
  await dialog.getByText('۷۰۰ میلیارد تومان · ۷٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰ ریال').waitFor();
  await write(dialog, 'purpose', 'اجرای برنامه‌های کاهش آسیب');
  await shot(page, 'national-allocate-fa-1280');
  await sent(page);
  for (const [amount, purpose] of [['۴۰۰', 'استان‌های مرزی'], ['۳۶', 'شهرستان‌های محروم']] as const) {
    /* oxlint-disable no-await-in-loop -- one after the other, as a person draws them */
    await page.getByRole('button', { name: 'برداشت از این اعتبار' }).first().click();
    await write(dialog, 'amount_rials', amount);
    await write(dialog, 'purpose', purpose);
    await sent(page);
    /* oxlint-enable no-await-in-loop */
  }
  const path = agreementPath.replace('/national', '');
  const held = await read<Agreement>(page, path);
  expect(held.total_rials).toBe(700 * MILLIARD);
  expect(held.credits.map((one) => one.depth)).toEqual([0, 1, 1]);

  // More than is left is not drawn, and what was typed stays.
  await page.getByRole('button', { name: 'برداشت از این اعتبار' }).first().click();
  await write(dialog, 'amount_rials', '۲۶۵');
  await write(dialog, 'purpose', 'بیش از مانده');
  await submit(dialog);
  await dialog.getByText('از اعتباری که برداشت می‌شود کمتر از این مانده است.').waitFor();
  expect(await dialog.locator('[data-field="purpose"] input').inputValue()).toBe('بیش از مانده');
  await dialog.getByRole('button', { name: 'انصراف' }).click();

  await page.getByRole('row').filter({ hasText: 'استان‌های مرزی' }).getByRole('button', { name: 'ثبت هزینه' }).click();
  await write(dialog, 'amount_rials', '۱٫۵');
  await write(dialog, 'note', 'قسط نخست قرارداد');
  await sent(page);
  expect((await read<Agreement>(page, path)).spent_rials).toBe(15_000_000_000);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-agreement-fa-1280');
  await page.getByRole('tab', { name: /هزینه‌ها/ }).click();
  await page.getByRole('button', { name: 'برگرداندن هزینه' }).click();
  await select(page, 'mistake', 'پرداخت نشد');
  await sent(page);
  await page.getByText('برگردانده‌شده').first().waitFor();
  expect((await read<Agreement>(page, path)).spent_rials).toBe(0);

  await page.goto('/national/credits');
  await page.getByText('برداشت؛ در جمع نمی‌آید').first().waitFor();
  const report = await read<Report>(page, '/reports/credits');
  expect([report.total_rials, report.drawn_rials]).toEqual([700 * MILLIARD, 436 * MILLIARD]);
  // The printed amounts of the document stand beside, with what they are drawn from.
  await page.locator('[data-figure="border_budget"]').getByText('برداشت از', { exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-credits-fa-1280');
  expect(errors).toEqual([]);
  await context.close();
});

test('S118: programs in six cells, those of the document in none until somebody says why', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/national/programs');
  await page.locator('.interventions').waitFor();
  expect(await page.locator('.interventions td').count()).toBe(6);
  const before = await read<{ unclassed: number; cells: { programs: number }[] }>(page, '/reports/interventions');
  expect(before.cells.every((cell) => cell.programs === 0)).toBe(true);
  expect(before.unclassed).toBe(34);
  const scheme = page.locator('.card').filter({ has: page.getByRole('heading', { name: 'طرح نماد', exact: true }) });
  await scheme.getByRole('button', { name: 'جای برنامه در ماتریس' }).click();
  const dialog = dialogOf(page);
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await choose(dialog, 'level', 'نهادی');
  await choose(dialog, 'approach', 'پیشگیرانه');
  await write(dialog, 'reason', 'آموزش در مدرسه پیش از آسیب');
  expect(await axe(page)).toEqual([]);
  await sent(page);
  await page.locator('.interventions').getByRole('link', { name: /نهادی، پیشگیرانه/ }).click();
  await page.getByRole('heading', { name: /نهادی، پیشگیرانه/ }).waitFor();
  await page.getByRole('heading', { name: 'طرح نماد', exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-matrix-fa-1280');
  await page.getByRole('button', { name: 'ثبت برنامه' }).click();
  await write(dialog, 'title', 'برنامهٔ تازهٔ استانی');
  await find(page, 'provinces', 'ایلام');
  await sent(page);
  expect(errors).toEqual([]);
  await context.close();
});

test('the division of labour: an agency gets a part, is put otherwise and ends; the table by agency opens its programs', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/national/division');
  // What the document names stands there already.
  await page.getByRole('row').filter({ hasText: 'قوه قضائیه' }).getByText('راه‌اندازی سامانهٔ تصمیم').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-division-fa-1280');
  await page.goto('/national/programs');
  await page.getByRole('link', { name: 'طرح نماد', exact: true }).click();
  await page.waitForURL(/national\/programs\/[0-9a-f-]{36}/);
  // The document says how many agencies, and names none.
  await page.getByText('سهم هیچ دستگاهی گفته نشده است.').waitFor();
  await page.getByRole('button', { name: 'سهم تازه' }).click();
  const dialog = dialogOf(page);
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  expect(await axe(page)).toEqual([]);
  await find(page, 'agency_id', 'بهزیستی');
  await choose(dialog, 'part', 'دستگاه همکار');
  await write(dialog, 'expected', 'ساماندهی کودکان کار در پنج استان');
  await sent(page);
  const row = page.getByRole('row').filter({ hasText: 'ساماندهی کودکان کار در پنج استان' });
  await row.getByText('دستگاه همکار').waitFor();
  // The same part once more is refused, and what was typed stays.
  await page.getByRole('button', { name: 'سهم تازه' }).click();
  await find(page, 'agency_id', 'بهزیستی');
  await write(dialog, 'expected', 'بار دوم');
  await submit(dialog);
  await dialog.getByText('این دستگاه همین سهم را در این برنامه دارد.').waitFor();
  expect(await dialog.locator('[data-field="expected"] textarea').inputValue()).toBe('بار دوم');
  await dialog.getByRole('button', { name: 'انصراف' }).click();
  await row.getByRole('button', { name: 'بازنویسی سهم' }).click();
  await choose(dialog, 'part', 'مجری');
  await sent(page);
  await row.getByText('مجری').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-program-fa-1280');
  await page.goto('/national/division');
  await page.getByRole('link', { name: /برنامهٔ بهزیستی/ }).click();
  await page.getByRole('heading', { name: /که بهزیستی در آن‌ها سهم دارد/ }).waitFor();
  await page.getByRole('link', { name: 'طرح نماد', exact: true }).click();
  await row.getByRole('button', { name: 'پایان سهم' }).click();
  await write(dialog, 'reason', 'به دستگاه دیگری سپرده شد');
  await sent(page);
  await page.getByText('سهم‌های پایان‌یافته').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('S116, S117: a delivery changes the coverage; an organization gets its licence from the board', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/national/equipment');
  await page.getByRole('row').filter({ hasText: 'تجهیز مدارس' }).getByText('در سند: ۱٬۵۰۰').waitFor();
  await page.getByRole('row').filter({ hasText: 'کانون‌های پرورش' }).getByText('در سند: بیش از ۱۰۰').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-equipment-fa-1280');
  await page.getByRole('link', { name: /تجهیز مدارس/ }).click();
  await page.getByRole('button', { name: 'ثبت تحویل' }).click();
  const dialog = dialogOf(page);
  await find(page, 'place_id', 'قزوین');
  await write(dialog, 'units', '۴');
  await sent(page);
  await page.getByRole('row').filter({ hasText: 'قزوین' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-line-fa-1280');

  await page.goto('/national/licences');
  await page.getByRole('button', { name: 'ثبت سازمان' }).click();
  const name = `انجمن یاری ${Date.now()}`;
  await write(dialog, 'name', name);
  await sent(page);
  const ngo = page.locator('.card').filter({ has: page.getByRole('heading', { name }) });
  await ngo.getByRole('button', { name: 'درخواست پروانه' }).click();
  await choose(dialog, 'level', 'ملی');
  await sent(page);
  await ngo.getByText(/در انتظار هیئت نظارت/).waitFor();
  await ngo.getByRole('button', { name: 'صدور پروانه' }).click();
  await write(dialog, 'number', '۴۴۱');
  await writeDate(dialog, 'valid_until', '2030-03-20');
  await sent(page);
  await ngo.getByText('معتبر', { exact: true }).waitFor();
  await page.locator('[data-figure="ngo_licences_national"]').getByText('نسبتش گفته نشده با').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-licences-fa-1280');
  expect(errors).toEqual([]);
  await context.close();
});

test('M52, S119: a change is counted from the stated base; a fact told twice is one card', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/national/series');
  await page.getByText('روشن نیست مقدار است یا کاهش').waitFor();
  const dialog = dialogOf(page);
  const general = page.locator('.card').filter({ has: page.getByRole('heading', { name: 'شاخص میزان عمومی طلاق' }) }).first();
  for (const [year, value] of [['۱۴۰۰', '۲٫۱'], ['۱۴۰۱', '۲']] as const) {
    /* oxlint-disable no-await-in-loop -- year by year, as a person types them */
    await general.getByRole('button', { name: 'ثبت مقدار سال' }).click();
    await select(page, 'year', year);
    await write(dialog, 'value_thousandths', value);
    await write(dialog, 'source', 'سازمان ثبت احوال');
    await sent(page);
    /* oxlint-enable no-await-in-loop */
  }
  await general.getByRole('button', { name: 'سال پایه' }).click();
  await select(page, 'year', '۱۴۰۰');
  await write(dialog, 'reason', 'آغاز برنامه');
  await sent(page);
  await page.getByText(/−۰٫۱ در هر هزار نفر/).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-series-fa-1280');

  await page.goto('/national/figures');
  const joy = page.locator('[data-figure="joy_programmes"]');
  await joy.getByText('یک رکورد، گفته‌شده در ۲ جا').waitFor();
  expect(await page.locator('[data-figure="joy_programmes_repeat"]').count()).toBe(0);
  for (const indicator of ['participation_sessions', 'donations', 'corona_ngos', 'corona_groups']) {
    // oxlint-disable-next-line no-await-in-loop
    expect(await page.locator(`[data-figure="${indicator}"]`).count()).toBe(1);
  }
  await page.getByRole('button', { name: 'جای دیگری که رقم گفته شده' }).click();
  await find(page, 'indicator', 'غریق نجات');
  await write(dialog, 'section', 'گزارش سالانه، بند ۳');
  await sent(page);
  await page.locator('[data-figure="lifeguards"]').getByText('گزارش سالانه، بند ۳').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'national-figures-fa-1280');
  expect(errors).toEqual([]);
  await context.close();
});

test.each([['fa', PHONE], ['en', DESK]] as const)('every screen in %s: no axe violation, no sideways scroll', async (language, viewport) => {
  const watched = await as(browser, { base: server.base, username: 'momayez', viewport, language });
  const lines = await read<{ items: { id: string }[] }>(watched.page, '/equipment');
  const programs = await read<{ items: { id: string; shares: unknown[] }[] }>(watched.page, '/programs');
  await lookAt(watched, {
    agreements: '/national',
    agreement: agreementPath,
    credits: '/national/credits',
    programs: '/national/programs',
    apart: '/national/programs?apart=true',
    program: `/national/programs/${programs.items.find((one) => one.shares.length > 0)?.id ?? ''}`,
    division: '/national/division',
    equipment: '/national/equipment',
    line: `/national/equipment/${lines.items[0]?.id ?? ''}`,
    licences: '/national/licences',
    series: '/national/series',
    figures: '/national/figures',
  }, `national-${language}-${viewport.width}`);
  await watched.context.close();
});
