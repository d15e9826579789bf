// One family through all roles, from the day it became known to the comparison of its year: only what people click and type.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write, writeDate } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';
import { daysAgo } from './lib/days.ts';

type Agenda = { sessions: { id: string; state: string; cases: { family: { file_number: string } }[] }[] };

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
/** Letters only, another name each time. */
const uniqueName = () => `سپیدرود ${[...Date.now().toString()].slice(-6).map((d) => 'ابپتثجچحخد'[Number(d)] ?? 'ا').join('')}`;

async function answerAll(page: Page, step: number): Promise<void> {
  for (let domain = 0; domain < 3; domain += 1) {
    const indicators = page.locator('.indicator');
    await indicators.first().waitFor();
    const count = await indicators.count();
    for (let n = 0; n < count; n += 1) await indicators.nth(n).locator('.choice').nth(step).click();
    await submit(page);
  }
}

async function person(username: string, viewport = DESK) {
  return as(browser, { base: server.base, username, viewport });
}

test('a family is identified, tiered, served, decided on, tiered again, compared and replayed', { timeout: 300_000 }, async () => {
  const name = uniqueName();
  const QUESTION = 'اجارهٔ خانه سه ماه عقب افتاده است؛ چه کسی کمک می‌کند؟';
  const TASK = 'کمک هزینهٔ اجاره';

  // The caseworker's and the agency's own names, as their sessions say them.
  const caseworker = await person('hamyar', PHONE);
  const { display_name: caseworkerName } = await read<{ display_name: string }>(caseworker.page, '/session');
  const agency = await person('dastgah', PHONE);
  const { scope } = await read<{ scope: { agency_id: string } }>(agency.page, '/session');
  const { name: agencyName } = await read<{ name: string }>(agency.page, `/agencies/${scope.agency_id}`);

  // The center manager: a search, the file, consent.
  const manager = await person('modir');
  const { page } = manager;
  await page.goto('/center/intake');
  await page.getByRole('link', { name: 'خانوادهٔ تازه' }).click();
  await write(page, 'family_name', name);
  await submit(page);
  await page.getByRole('button', { name: /پروندهٔ تازه/ }).click();
  await find(page, 'neighborhood_id', 'رده');
  await choose(page, 'entry', 'خودمعرف');
  await select(page, 'source', 'گروه‌های مردمی');
  await writeDate(page, 'identified_on', daysAgo(380));
  await write(page, 'head.given_name', 'مینا');
  await choose(page, 'head.sex', 'زن');
  await submit(page);
  await saved(page, 'باز شد');
  await page.waitForURL(/\/families\/[0-9a-f-]{36}/);
  const own = `/families/${/families\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''}`;
  const { file_number: fileNumber } = await read<{ file_number: string }>(page, own);
  await page.getByRole('link', { name: 'ثبت رضایت خانواده' }).first().click();
  await page.waitForURL(/consent/);
  await writeDate(page, 'given_on', daysAgo(378));
  await submit(page);
  await saved(page, 'رضایت ثبت شد');

  // A child, and a category.
  await page.goto(`${own}/member`);
  await write(page, 'given_name', 'سپیدار');
  await select(page, 'relation', 'فرزند');
  await submit(page);
  await page.waitForURL(/tab=members/);
  await page.getByText('سپیدار').first().waitFor();
  await page.goto(`${own}/record`);
  await page.locator('[data-field="category"]').waitFor();
  await select(page, 'category', /سرپرست/);
  await page.getByRole('button', { name: 'افزودن گروه' }).click();
  await saved(page, 'ثبت شد');

  // The baseline: low answers, harmed, and why.
  await page.goto(`${own}/assess`);
  await choose(page, 'moment', 'آغازین');
  await writeDate(page, 'assessed_on', daysAgo(375));
  await submit(page);
  await answerAll(page, 1);
  await submit(page);
  await page.waitForURL(/tier\?assessment/);
  await writeDate(page, 'assigned_on', daysAgo(375));
  await submit(page);
  await saved(page, 'سطح داده شد');
  await page.waitForURL(/tab=why/);
  await page.locator('.family-strip').getByText('آسیب‌دیده').first().waitFor();
  expect(await page.locator('.tab-panel').innerText()).toContain('اقتصادی');

  // Into a caseworker's hands.
  await page.goto(`/center/assign/${own.split('/')[2] ?? ''}`);
  await page.locator('.caseworkers .choice').first().waitFor();
  await choose(page, 'caseworker_id', caseworkerName);
  await writeDate(page, 'starts_on', daysAgo(370));
  await submit(page);
  await saved(page, 'سپرده شد');

  // The caseworker: a visit, a plan carried out by a service, the referral.
  const field = caseworker.page;
  await field.goto(`${own}/visit`);
  await write(field, 'note', 'مادر خانواده از اجارهٔ عقب‌افتاده گفت.');
  await submit(field);
  await saved(field, 'بازدید ثبت شد');
  await field.goto(`${own}/plan`);
  await choose(field, 'domain', 'اقتصادی');
  await select(field, 'kind', 'بیمه');
  await write(field, 'title', 'پیگیری بیمه');
  await writeDate(field, 'window_to', daysAgo(-20));
  await submit(field);
  await saved(field, 'در تقویم گذاشته شد');
  await field.waitForURL(/tab=calendar/);
  await field.locator('.row-card').filter({ hasText: 'پیگیری بیمه' }).locator('summary').click();
  await field.getByRole('link', { name: /ثبت خدمت/ }).click();
  await field.waitForURL(/service\?entry/);
  await submit(field);
  await saved(field, 'خدمت ثبت شد');
  await field.goto(`${own}/refer`);
  await select(field, 'commission_id', /کمیسیون اقتصادی/);
  await write(field, 'question', QUESTION);
  await submit(field);
  await saved(field, /ارجاع|ثبت شد/);

  // The commission: a session, those present, a decision with a task.
  const commission = await person('komision');
  const { items } = await read<{ items: { id: string; domain: string }[] }>(commission.page, '/commissions');
  const commissionId = items.find((one) => one.domain === 'economic')?.id ?? '';
  const table = commission.page;
  const caseRow = table.locator('.row-card').filter({ hasText: persian(fileNumber) });
  await table.goto(`/commission/agenda?commission=${commissionId}`);
  await caseRow.waitFor();
  expect(await caseRow.innerText()).not.toContain(name);
  await table.getByRole('button', { name: 'فراخواندن جلسه' }).click();
  const dialog = table.getByRole('dialog');
  await writeDate(dialog, 'held_on', daysAgo(0));
  await write(dialog, 'starts_at', '۱۴:۴۵');
  await submit(dialog);
  await saved(table, 'فراخوانده شد');
  await caseRow.getByRole('button', { name: 'به دستور جلسه' }).click();
  await dialog.locator('.choice').filter({ hasText: '۱۴:۴۵' }).first().click();
  await submit(dialog);
  await saved(table, 'افزوده شد');
  const agenda = await read<Agenda>(table, `/commissions/${commissionId}/agenda`);
  const session = agenda.sessions.find((s) => s.cases.some((one) => one.family.file_number === fileNumber));
  await table.goto(`/commission/${commissionId}/sessions/${session?.id ?? ''}`);
  await caseRow.waitFor();
  const members = table.locator('[data-field^="mode-"]');
  await members.first().waitFor();
  for (let n = 0; n < 4; n += 1) await members.nth(n).locator('.choice').filter({ hasText: 'حاضر' }).first().click();
  await choose(table, 'caseworkers', caseworkerName);
  await submit(table);
  await saved(table, 'آغاز شد');
  await caseRow.getByRole('link', { name: 'تصمیم' }).click();
  await choose(table, 'outcome', 'تقسیم کار');
  await write(table, 'reason', 'سه ماه اجاره پرداخت شود.');
  // A reload costs nothing of what was written.
  await table.reload();
  await table.locator('.notice', { hasText: 'سر جایش' }).waitFor();
  expect(await table.locator('[data-field="reason"] textarea').inputValue()).toContain('سه ماه اجاره');
  await write(table, 'tasks[0].title', TASK);
  await find(table, 'tasks[0].responsible.agency_id', agencyName);
  await writeDate(table, 'tasks[0].due_on', daysAgo(-10));
  await submit(table);
  await saved(table, 'تصمیم ثبت شد');
  await caseRow.getByText('تصمیم گرفته شده').waitFor();

  // The agency accepts and finishes its task, by file number only.
  await agency.page.goto('/agency/tasks');
  const task = agency.page.locator('.row-card').filter({ hasText: TASK }).filter({ hasText: persian(fileNumber) });
  await task.waitFor();
  expect(await agency.page.locator('main').innerText()).not.toContain(name);
  await task.click();
  await agency.page.getByRole('button', { name: 'پذیرفتن', exact: true }).click();
  await submit(agency.page.getByRole('dialog'));
  await saved(agency.page, 'پذیرفته شد');
  await agency.page.getByRole('button', { name: 'انجام شد' }).click();
  await write(agency.page.getByRole('dialog'), 'note', 'سه ماه اجاره پرداخت شد.');
  await submit(agency.page.getByRole('dialog'));
  await agency.page.getByText('سه ماه اجاره پرداخت شد.').waitFor();

  // A year on: the final assessment and the final tier.
  await field.goto(`${own}/assess`);
  await choose(field, 'moment', 'پایانی');
  await writeDate(field, 'assessed_on', daysAgo(1));
  await submit(field);
  await answerAll(field, 4);
  await submit(field);
  await field.waitForURL(/tier\?assessment/);
  await writeDate(field, 'assigned_on', daysAgo(1));
  await submit(field);
  await saved(field, 'سطح داده شد');
  await field.locator('.family-strip').getByText('پایدار').first().waitFor();
  await field.goto(`${own}?tab=summary`);
  await field.locator('.family-strip').waitFor();
  await shot(field, 'journey-family-fa-360');

  // Before and after: the manager finds the family in its cell; the officer sees counts and no name.
  const year = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(daysAgo(375))).find((part) => part.type === 'year')?.value ?? '';
  await page.goto(`/reports/before-after?year=${year}&from=harmed&to=stable`);
  await page.locator('.cell-panel .row-card').filter({ hasText: persian(fileNumber) }).waitFor();
  await shot(page, 'journey-report-fa-1440');
  const officer = await person('karshenas');
  await officer.page.goto(`/reports/before-after?year=${year}&from=harmed&to=stable`);
  await officer.page.locator('.cell-panel').waitFor();
  expect(await officer.page.locator('main').innerText()).not.toContain(name);

  // The auditor replays it, from the first event to the last.
  const auditor = await person('momayez');
  await auditor.page.goto('/audit');
  await write(auditor.page, 'q', persian(fileNumber));
  await auditor.page.locator('form button[type="submit"]').first().click();
  await auditor.page.locator('.row-card').filter({ hasText: persian(fileNumber) }).click();
  await auditor.page.waitForURL(/\/audit\/replay\/family\//);
  const slider = auditor.page.getByRole('slider');
  await slider.waitFor();
  await slider.focus();
  await auditor.page.keyboard.press('Home');
  await auditor.page.getByText('با این رویداد پرونده باز شد').waitFor();
  await auditor.page.keyboard.press('End');
  await auditor.page.getByText('سطح پایانی: ایمن یا پایدار').first().waitFor();

  for (const watched of [manager, caseworker, commission, agency, officer, auditor]) {
    expect(watched.errors).toEqual([]);
    await watched.context.close();
  }
});
