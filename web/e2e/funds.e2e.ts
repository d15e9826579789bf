// A micro-finance fund at a desk and on a phone: formed, joined, paid into, a loan on two members' word, its instalments, its book; and what the family's
// caseworker and an officer see of it. A council with its sessions and obstacles.
import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, open, shot, signIn } from './lib/browser.ts';
import { choose, find, read, saved, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';
type Family = { id: string; family_name: string; caseworker: { id: string } | null };
type File = { members: { id: string; given_name: string | null; left: boolean }[] };
type Fund = { balance_rials: number; outstanding_rials: number; members_list: { member: { id: string; name: string } }[]; loans: { id: string; state: string }[] };

let browser: Browser;
let server: Server;
let fundPath = '';
let borrowerFamily = '';

beforeAll(async () => {
  server = await startServer();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function command(page: Page, path: string, body: object): Promise<void> {
  const answer = await page.request.post(`/api/v1${path}`, { data: { command_id: randomUUID(), ...body } });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
}

test('a fund from its forming to a loan on two members’ word', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'modir', PASSWORD);
  await page.goto('/funds');
  await page.getByRole('button', { name: 'تشکیل صندوق' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  const name = `صندوق بانوان ${Date.now()}`;
  await write(dialog, 'name', name);
  expect(await axe(page)).toEqual([]);
  await submit(dialog);
  await saved(page, 'صندوق تشکیل شد');
  await page.locator('.row-card').filter({ hasText: name }).click();
  await page.waitForURL(/funds\/[0-9a-f-]{36}/);
  fundPath = new URL(page.url()).pathname;

  const { items } = await read<{ items: Family[] }>(page, '/families?limit=100');
  const held = items.filter((one) => one.caseworker).slice(0, 3);
  const people: { family: string; member: string }[] = [];
  for (const one of held) {
    // oxlint-disable-next-line no-await-in-loop
    const file = await read<File>(page, `/families/${one.id}`);
    const head = file.members.find((member) => !member.left);
    if (head) people.push({ family: one.id, member: head.id });
  }
  borrowerFamily = people[0]?.family ?? '';
  await page.getByRole('button', { name: 'عضو تازه' }).click();
  await find(page, 'family_id', held[0]?.family_name ?? '');
  await dialog.locator('[data-field="member_id"]').waitFor();
  await dialog.getByRole('button', { name: 'انصراف' }).click();
  for (const one of people) {
    // oxlint-disable-next-line no-await-in-loop
    await command(page, `${fundPath}/members`, { family_id: one.family, member_id: one.member });
  }
  for (const one of people) {
    // oxlint-disable-next-line no-await-in-loop
    await command(page, `${fundPath}/contributions`, { member_id: one.member, amount_rials: 50_000_000 });
  }
  await page.reload();
  const fund = await read<Fund>(page, fundPath);
  expect(fund.balance_rials).toBe(150_000_000);
  await page.getByRole('button', { name: 'درخواست وام' }).click();
  await find(page, 'member_id', fund.members_list[0]?.member.name ?? '');
  await write(dialog, 'amount_rials', '۶۰۰۰۰۰۰');
  await write(dialog, 'instalments', '۶');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  const choices = dialog.locator('[data-field="guarantors"] .choice');
  await choices.nth(0).click();
  await choices.nth(1).click();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'fund-loan-fa-1280');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /وام‌ها/ }).click();
  await page.getByRole('button', { name: 'پرداخت وام' }).click();
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'ثبت بازپرداخت' }).click();
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  const lent = await read<Fund>(page, fundPath);
  expect([lent.balance_rials, lent.outstanding_rials]).toEqual([100_000_000, 50_000_000]);
  await page.locator('table').first().waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'fund-loans-fa-1280');
  await page.getByRole('tab', { name: /دفتر/ }).click();
  await page.getByText('بازپرداخت', { exact: true }).first().waitFor();
  await shot(page, 'fund-book-fa-1280');

  // Who owes does not leave, and is told so in words.
  await page.getByRole('tab', { name: /عضوها/ }).click();
  await page.getByRole('row').filter({ hasText: /۵٬۰۰۰٬۰۰۰ تومان.*۵٬۰۰۰٬۰۰۰ تومان/ }).getByRole('button', { name: 'رفتن عضو' }).click();
  await submit(dialog);
  await dialog.getByText('وامی باز دارد').waitFor();
  await dialog.getByRole('button', { name: 'انصراف' }).click();
  await shot(page, 'fund-members-fa-1280');
  await page.goto('/reports/funds');
  await page.getByText('نفر وام گرفتند').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'fund-report-fa-1280');
  expect(errors).toEqual([]);
  await context.close();
});

test('on a phone the fund and the loan in the family’s file', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: PHONE, language: 'fa' });
  await signIn(page, 'modir', PASSWORD);
  await page.goto(`${fundPath}?tab=loans`);
  await page.getByRole('heading', { name: 'قسط‌های پیش رو' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'fund-loans-fa-360');
  await page.goto(`/families/${borrowerFamily}?tab=aid`);
  await page.getByRole('heading', { name: 'صندوق‌های خرد' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'fund-family-fa-360');
  expect(errors).toEqual([]);
  await context.close();
});

test('an officer keeps a council and follows an obstacle until it is closed', async () => {
  const { context, page, errors } = await open(browser, { base: server.base, viewport: DESK, language: 'fa' });
  await signIn(page, 'karshenas', PASSWORD);
  await page.goto('/councils');
  await page.getByRole('button', { name: 'تشکیل شورا یا کارگروه' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await choose(dialog, 'kind', 'شورای راهبردی');
  const name = `شورای راهبردی ${Date.now()}`;
  await write(dialog, 'name', name);
  await submit(dialog);
  await saved(page, 'تشکیل شد');
  await page.locator('.row-card').filter({ hasText: name }).click();
  await page.waitForURL(/councils\/[0-9a-f-]{36}/);
  await page.getByRole('button', { name: 'ثبت نشست' }).click();
  await write(dialog, 'attendance[0].persons', '۵');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('۱۰ نفر-ساعت').first().waitFor();
  await page.getByRole('button', { name: 'نوشتن مانع' }).click();
  await write(dialog, 'text', 'نبود مکان ثابت برای اجرای طرح');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /موانع/ }).click();
  await page.getByRole('button', { name: 'پیگیری' }).click();
  await write(dialog, 'note', 'نامه به فرمانداری فرستاده شد');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  expect(await axe(page)).toEqual([]);
  await shot(page, 'council-obstacles-fa-1280');
  await page.getByRole('button', { name: 'برداشته شد' }).click();
  await write(dialog, 'result', 'ساختمانی داده شد');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'باز کردن دوباره' }).waitFor();
  await page.goto('/reports/councils');
  await page.getByText('کارگروه توانمندسازی').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'council-report-fa-1280');
  expect(errors).toEqual([]);
  await context.close();
});
