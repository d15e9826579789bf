// A commission's session on the real server: a case is referred, waits, is put on an agenda, and is
// decided with its division of labour; the agency then finds its task, by file number only.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { choose, find, read, saved, submit, write } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Named = { id: string; name: string | null };
type Card = { id: string; file_number: string; family_name: string; caseworker: Named | null };
type Case = { referral_id: string; family: { file_number: string }; caseworker: Named | null };
type Agenda = { commission: { id: string; name: string; domain: string }; sessions: { id: string; state: string; cases: Case[] }[]; waiting: Case[] };

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
const QUESTION = 'خانواده سرپناه امن ندارد؛ چه کسی تا پایان زمستان جایی فراهم می‌کند؟';

/** The caseworker of the demo refers one of the own families to a commission that can take it, or to the one named. */
async function refer(to?: string): Promise<{ card: Card; commission: string }> {
  const { context, page } = await as(browser, { base: server.base, username: 'hamyar' });
  const commissions = (await read<{ items: { id: string }[] }>(page, '/commissions')).items;
  const families = (await read<{ items: Card[] }>(page, '/families?tier=harmed&limit=50')).items;
  for (const card of families) {
    for (const { id } of commissions.filter((c) => to === undefined || c.id === to)) {
      const answer = await page.request.post(`/api/v1/families/${card.id}/referrals`, { data: { command_id: crypto.randomUUID(), commission_id: id, question: QUESTION, urgency: 'urgent' } });
      if (!answer.ok()) continue;
      await context.close();
      return { card, commission: id };
    }
  }
  throw new Error('no family of the caseworker could be referred');
}

const caseRow = (page: Page, card: Card) => page.locator('.row-card').filter({ hasText: persian(card.file_number) });

describe.each([['fa', PHONE], ['fa', DESK], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const { card, commission } = await refer();
    const watched = await as(browser, { base: server.base, username: 'komision', viewport, language });
    const agenda = await read<Agenda>(watched.page, `/commissions/${commission}/agenda`);
    const referral = agenda.waiting.find((one) => one.family.file_number === card.file_number);
    const session = agenda.sessions.find((s) => s.cases.length > 0);
    await lookAt(watched, {
      agenda: `/commission/agenda?commission=${commission}`,
      packet: `/commission/${commission}/referrals/${referral?.referral_id ?? ''}`,
      ...(session ? { session: `/commission/${commission}/sessions/${session.id}` } : {}),
    }, `commission-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

test('a case referred by somebody else comes into an open agenda by itself', async () => {
  const first = await refer();
  const { context, page } = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
  await page.goto(`/commission/agenda?commission=${first.commission}`);
  await caseRow(page, first.card).waitFor();
  const second = await refer(first.commission);
  await caseRow(page, second.card).waitFor({ timeout: 10_000 });
  await context.close();
});

test('a session from its call to its close: quorum, the caseworker present, a decision with its division of labour', async () => {
  const { card, commission } = await refer();
  const { context, page, errors } = await as(browser, { base: server.base, username: 'komision', viewport: DESK });
  await page.goto(`/commission/agenda?commission=${commission}`);

  // The case waits with its clock, named by file number.
  const waiting = caseRow(page, card);
  await waiting.waitFor();
  expect(await waiting.innerText()).toContain(QUESTION.slice(0, 20));
  // The caseworker is named, and may bear the family's name.
  const told = (await waiting.innerText()).split('\n').filter((line) => !line.startsWith('همیار:'));
  expect(told.join('\n')).not.toContain(card.family_name);

  // A session is called; a time that is none is told beside its field, and the day stays.
  await page.getByRole('button', { name: 'فراخواندن جلسه' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('[data-field="held_on"] button').click();
  await page.locator('.calendar-foot button').click();
  await write(dialog, 'starts_at', '۲۵:۰۰');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await write(dialog, 'starts_at', '۹:۳۰');
  await submit(dialog);
  await saved(page, 'فراخوانده شد');

  // The case is put on its agenda.
  await waiting.getByRole('button', { name: 'به دستور جلسه' }).click();
  await page.getByRole('dialog').locator('.choice').filter({ hasText: '۰۹:۳۰' }).first().click();
  await submit(page.getByRole('dialog'));
  await saved(page, 'افزوده شد');

  const agenda = await read<Agenda>(page, `/commissions/${commission}/agenda`);
  const session = agenda.sessions.find((s) => s.cases.some((one) => one.family.file_number === card.file_number));
  const caseworker = session?.cases.find((one) => one.family.file_number === card.file_number)?.caseworker?.name ?? '';
  await page.goto(`/commission/${commission}/sessions/${session?.id ?? ''}`);
  await caseRow(page, card).waitFor();

  // Without the caseworker no decision is offered, though there is a quorum (S054 of the rulebook is the server's; this is its face).
  const members = page.locator('[data-field^="mode-"]');
  await members.first().waitFor();
  // The first takes part from elsewhere, and counts.
  for (let n = 0; n < 4; n += 1) await members.nth(n).locator('.choice').filter({ hasText: n === 0 ? 'از راه دور' : 'حاضر' }).first().click();
  expect(await page.getByRole('meter').getAttribute('aria-valuenow')).toBe('4');
  await submit(page);
  await saved(page, 'آغاز شد');
  await caseRow(page, card).getByText('همیار حاضر نیست').waitFor();
  expect(await caseRow(page, card).getByRole('link', { name: 'تصمیم' }).count()).toBe(0);

  // The caseworker comes later.
  await page.getByRole('button', { name: 'تغییر حاضران' }).click();
  await choose(page.getByRole('dialog'), 'caseworkers', caseworker);
  await submit(page.getByRole('dialog'));
  await saved(page, 'حاضران ثبت شد');
  await caseRow(page, card).getByText('همیار حاضر است').waitFor();
  await caseRow(page, card).getByRole('button', { name: 'یادداشت گفت‌وگو' }).click();
  await write(page.getByRole('dialog'), 'note', 'صاحب‌خانه تا اسفند مهلت داده است.');
  await submit(page.getByRole('dialog'));
  await saved(page, 'گفت‌وگو نوشته شد');
  await shot(page, 'commission-open-session');

  // A decision: what is missing is told by field, what was typed stays.
  await caseRow(page, card).getByRole('link', { name: 'تصمیم' }).click();
  await page.locator('[data-field="outcome"]').waitFor();
  await write(page, 'reason', 'خانواده باید تا یک ماه جای امن داشته باشد.');
  await choose(page, 'outcome', 'تقسیم کار');
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBe(3);
  expect(await page.locator('[data-field="reason"] textarea').inputValue()).toContain('جای امن');
  const agency = await agencyOfDemo();
  await write(page, 'tasks[0].title', 'فراهم کردن ودیعهٔ مسکن');
  await find(page, 'tasks[0].responsible.agency_id', agency.name ?? '');
  await page.locator('[data-field="tasks[0].due_on"] button').click();
  await page.locator('.calendar-foot button').click();
  await page.getByRole('button', { name: 'وظیفهٔ دیگر' }).click();
  await write(page, 'tasks[1].title', 'پیگیری ثبت‌نام فرزندان');
  await page.locator('[data-field="tasks[1].responsible"] .choice').nth(1).click();
  await page.locator('[data-field="tasks[1].due_on"] button').click();
  await page.locator('.calendar-foot button').click();
  await write(page, 'tasks[0].expected', 'نامهٔ پرداخت ودیعه');
  // The vote: three for it, one against, who says why.
  await page.locator('summary').filter({ hasText: 'رأی‌ها' }).click();
  const votes = page.locator('[data-field^="vote-"]');
  for (let n = 0; n < 4; n += 1) await votes.nth(n).locator('.choice').filter({ hasText: n === 3 ? 'مخالف' : 'موافق' }).first().click();
  await page.locator('[data-field^="dissent-"] textarea').fill('شهرداری باید پاسخ دهد.');
  await shot(page, 'commission-decide');
  await submit(page);
  await saved(page, 'تصمیم ثبت شد');
  await caseRow(page, card).getByText('تصمیم گرفته شده').waitFor();

  // The session closes.
  await page.getByRole('button', { name: 'پایان جلسه' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'پایان جلسه' }).click();
  await saved(page, 'جلسه پایان یافت');
  await page.getByText('پایان‌یافته').first().waitFor();

  // The minutes tell it, name nobody of the family, and are signed: on paper for one, by the own account for the seat that was claimed.
  await page.getByRole('link', { name: 'صورت‌جلسه' }).click();
  await page.getByText('شهرداری باید پاسخ دهد.').waitFor();
  const minutes = await page.locator('.minutes').innerText();
  expect(minutes).toContain('صاحب‌خانه تا اسفند مهلت داده است.');
  expect(minutes).toContain('نامهٔ پرداخت ودیعه');
  expect(minutes.replaceAll(caseworker, '')).not.toContain(card.family_name);
  await page.locator('.signature').first().getByRole('button').click();
  await saved(page, 'امضا ثبت شد');
  await page.goto(`/commission/agenda?commission=${commission}`);
  await page.getByRole('button', { name: /^این منم/ }).nth(1).click();
  await saved(page, 'شناسانده شد');
  await page.goto(`/commission/${commission}/sessions/${session?.id ?? ''}/minutes`);
  await page.getByRole('button', { name: 'امضا می‌کنم' }).click();
  await page.getByText('با حساب خود').waitFor();
  expect(await axe(page)).toEqual([]);
  await shot(page, 'commission-minutes');
  await page.emulateMedia({ media: 'print' });
  await shot(page, 'commission-minutes-print');
  await page.emulateMedia({ media: null });
  expect(errors).toEqual([]);
  await context.close();

  // The agency's officer finds the task by file number, never by name, accepts and finishes it.
  const officer = await as(browser, { base: server.base, username: 'dastgah', viewport: PHONE });
  const task = officer.page.locator('.row-card').filter({ hasText: 'فراهم کردن ودیعهٔ مسکن' }).filter({ hasText: persian(card.file_number) });
  await task.waitFor();
  expect(await officer.page.locator('main').innerText()).not.toContain(card.family_name);
  await task.click();
  await officer.page.getByRole('button', { name: 'پذیرفتن', exact: true }).click();
  await submit(officer.page.getByRole('dialog'));
  await saved(officer.page, 'پذیرفته شد');
  await officer.page.getByRole('button', { name: 'انجام شد' }).click();
  await write(officer.page.getByRole('dialog'), 'note', 'ودیعه پرداخت شد.');
  await submit(officer.page.getByRole('dialog'));
  await saved(officer.page, 'ثبت شد');
  await officer.page.getByText('ودیعه پرداخت شد.').waitFor();
  expect(officer.errors).toEqual([]);
  await officer.context.close();
});

async function agencyOfDemo(): Promise<Named> {
  const { context, page } = await as(browser, { base: server.base, username: 'dastgah' });
  const { scope } = await read<{ scope: { agency_id: string } }>(page, '/session');
  const agency = await read<Named>(page, `/agencies/${scope.agency_id}`);
  await context.close();
  return agency;
}
