// A referral before its session on the real server: taken up, returned with what is missing and completed on the caseworker's phone, declined and
// referred again; and a task that came back, given to another party.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, overflow, shot } from './lib/browser.ts';
import { read, saved, select, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Card = { id: string; file_number: string; family_name: string };
type Made = { card: Card; commission: string; referral: string };
type Task = { task_id: string; family_id: string; file_number: string; title: string | null; state: string; stopped: string | null; commission: { id: string } };

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

/** The caseworker of the demo refers one of the own families to a commission of the demo's member. */
async function refer(): Promise<Made> {
  const member = await as(browser, { base: server.base, username: 'komision' });
  const { scope } = await read<{ scope: { commission_ids: string[] } }>(member.page, '/session');
  await member.context.close();
  const { context, page } = await as(browser, { base: server.base, username: 'hamyar' });
  const families = (await read<{ items: Card[] }>(page, '/families?tier=harmed&limit=50')).items;
  for (const card of families) {
    for (const commission of scope.commission_ids) {
      // One after the other: the first that takes the family is enough.
      // oxlint-disable-next-line no-await-in-loop
      const answer = await page.request.post(`/api/v1/families/${card.id}/referrals`, { data: { command_id: crypto.randomUUID(), commission_id: commission, question: 'چه کسی اجاره را تا بهار می‌دهد؟', urgency: 'normal' } });
      if (!answer.ok()) continue;
      // oxlint-disable-next-line no-await-in-loop
      const { ids } = (await answer.json()) as { ids: { referral_id: string } };
      // oxlint-disable-next-line no-await-in-loop
      await context.close();
      return { card, commission, referral: ids.referral_id };
    }
  }
  throw new Error('no family of the caseworker could be referred');
}

const caseRow = (page: Page, card: Card) => page.locator('.row-card').filter({ hasText: persian(card.file_number) });

test('a referral is taken up, returned with what is missing, and completed on the phone', async () => {
  const { card, commission } = await refer();
  const desk = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
  await desk.page.goto(`/commission/agenda?commission=${commission}`);
  const waiting = caseRow(desk.page, card);
  await waiting.getByText('مهلت پاسخ').waitFor();
  await waiting.getByRole('button', { name: /^پذیرفتن ارجاع/ }).click();
  await submit(desk.page.getByRole('dialog'));
  await saved(desk.page, 'پذیرفته شد');
  await waiting.getByRole('button', { name: /^برگرداندن/ }).click();
  await submit(desk.page.getByRole('dialog'));
  await desk.page.getByRole('dialog').locator('.error-summary').waitFor();
  await select(desk.page, 'why', 'مدرکی کم است');
  await write(desk.page.getByRole('dialog'), 'missing', 'قرارداد اجاره در پرونده نیست.');
  await submit(desk.page.getByRole('dialog'));
  await saved(desk.page, 'برگشت');
  await waiting.getByText('برگشته برای تکمیل').waitFor();
  expect(await waiting.getByRole('button', { name: /^به دستور جلسه/ }).count()).toBe(0);
  await shot(desk.page, 'referral-returned');

  const phone = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  await phone.page.goto('/today');
  await phone.page.locator('.row-card').getByText('تکمیل ارجاعی که برگشته است').first().waitFor();
  await phone.page.goto(`/families/${card.id}?tab=referrals`);
  await phone.page.getByText('قرارداد اجاره در پرونده نیست.').waitFor();
  await phone.page.getByRole('button', { name: 'کامل شد؛ فرستادن دوباره' }).click();
  await write(phone.page.getByRole('dialog'), 'added', 'قرارداد را دیدم و شماره‌اش را نوشتم.');
  await submit(phone.page.getByRole('dialog'));
  await phone.page.getByText('قرارداد را دیدم').waitFor();
  expect(await axe(phone.page)).toEqual([]);
  expect(await overflow(phone.page)).toBe(0);
  await shot(phone.page, 'referral-completed-phone');
  expect(phone.errors).toEqual([]);
  await phone.context.close();

  await waiting.getByText('کمیسیون پذیرفته').waitFor({ timeout: 10_000 });
  expect(desk.errors).toEqual([]);
  await desk.context.close();
});

test('what a commission declines is its sender\'s again, and the manager sees it', async () => {
  const { card, commission } = await refer();
  const desk = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
  await desk.page.goto(`/commission/agenda?commission=${commission}`);
  await caseRow(desk.page, card).getByRole('button', { name: /^نپذیرفتن ارجاع/ }).click();
  await select(desk.page, 'why', 'در صلاحیت یا وظیفهٔ ما نیست');
  await write(desk.page.getByRole('dialog'), 'reason', 'کار کمیسیون دیگری است.');
  await submit(desk.page.getByRole('dialog'));
  await saved(desk.page, 'ثبت شد');
  await caseRow(desk.page, card).waitFor({ state: 'detached' });
  await desk.context.close();

  const manager = await as(browser, { base: server.base, username: 'modir', viewport: DESK });
  await lookAt(manager, { referrals: '/center/referrals' }, 'manager-fa');
  await caseRow(manager.page, card).getByText('پذیرفته نشده').waitFor();
  await manager.context.close();

  const phone = await as(browser, { base: server.base, username: 'hamyar', viewport: PHONE });
  await phone.page.goto(`/families/${card.id}?tab=referrals`);
  await phone.page.getByText('کار کمیسیون دیگری است.').waitFor();
  await phone.page.getByRole('link', { name: 'ارجاع دوباره' }).first().click();
  await phone.page.getByText('دنبالهٔ ارجاع پیشین').waitFor();
  await write(phone.page, 'question', 'با مدرک تازه: چه کسی اجاره را می‌دهد؟');
  await submit(phone.page);
  await saved(phone.page, 'ارجاع شد');
  await phone.page.getByText('دنبالهٔ ارجاع پیشین').first().waitFor();
  expect(phone.errors).toEqual([]);
  await phone.context.close();
});

test('a declined task comes back to the commission and is given to another party; the agency sees its week', async () => {
  const officer = await as(browser, { base: server.base, username: 'dastgah', viewport: DESK });
  const { items } = await read<{ items: Task[] }>(officer.page, '/tasks?state=open&limit=100');
  const member = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
  const { scope } = await read<{ scope: { commission_ids: string[] } }>(member.page, '/session');
  const task = items.find((one) => !one.stopped && scope.commission_ids.includes(one.commission.id));
  if (!task) throw new Error('the demo has an open task of this commission');

  await officer.page.goto(`/agency/tasks/${task.task_id}`);
  await officer.page.getByRole('button', { name: 'سپردن به همکار' }).click();
  await officer.page.locator('[data-field="user_id"] button').first().click();
  await officer.page.getByRole('option').filter({ hasText: 'خودم' }).click();
  await submit(officer.page.getByRole('dialog'));
  await saved(officer.page, 'به همکار سپرده شد');
  await officer.page.goto('/agency/tasks?state=mine');
  await officer.page.locator(`a[href="/agency/tasks/${task.task_id}"]`).waitFor();
  await lookAt(officer, { week: '/agency/week' }, 'agency-fa-week');
  await officer.page.goto(`/agency/tasks/${task.task_id}`);
  await officer.page.getByRole('button', { name: 'نپذیرفتن' }).click();
  await select(officer.page, 'why', 'بودجه یا ظرفیت نیست');
  await write(officer.page.getByRole('dialog'), 'reason', 'بودجهٔ این کار نزد ما نیست.');
  await submit(officer.page.getByRole('dialog'));
  await saved(officer.page, 'ثبت شد');
  await officer.context.close();

  await lookAt(member, { open: `/commission/follow-up?commission=${task.commission.id}`, back: `/commission/follow-up?commission=${task.commission.id}&state=declined` }, 'commission-follow-up');
  const row = member.page.locator('.row-card').filter({ hasText: 'بودجهٔ این کار نزد ما نیست.' });
  await row.waitFor();
  await row.getByRole('button', { name: /^سپردن به دیگری/ }).click();
  const dialog = member.page.getByRole('dialog');
  await dialog.locator('[data-field="responsible.agency_id"] input[role="combobox"]').click();
  await dialog.locator('[data-field="responsible.agency_id"] input[role="combobox"]').press('ArrowDown');
  await dialog.locator('[data-field="responsible.agency_id"] input[role="combobox"]').press('Enter');
  await dialog.locator('[data-field="due_on"] button').click();
  await member.page.locator('.calendar-foot button').click();
  await submit(dialog);
  await saved(member.page, 'وظیفه سپرده شد');
  await row.waitFor({ state: 'detached' });
  expect(member.errors).toEqual([]);
  await member.context.close();
});
