// A caseworker's day on the real server, on a phone: the queue, a visit with what was
// carried out, a service, the calendar, a correction, notes, a referral.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot, signIn } from './lib/browser.ts';
import { choose, read, saved, select, submit, write } from './lib/fields.ts';
import { startServer, type Server } from './lib/server.ts';

const PASSWORD = 'hamyari-1405';

type Card = { id: string; family_name: string; tier: string | null; consent: string; open_referrals: number };
type File = {
  id: string; calendar: { id: string; status: string }[]; visits: { id: string; note: string | null; corrected: boolean; voided: boolean }[]; services: { id: string; kind: string }[];
  notes: { text: string }[]; referrals: { state: string }[]; members: { id: string; given_name: string; left: boolean }[]; tiers: unknown[]; assessments: { id: string }[];
};

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

async function caseworker(viewport = PHONE, language: 'fa' | 'en' = 'fa') {
  const watched = await open(browser, { base: server.base, viewport, language });
  await signIn(watched.page, 'hamyar', PASSWORD);
  return watched;
}

type OwnPage = Awaited<ReturnType<typeof caseworker>>['page'];

/** Own families that agreed, those with the fullest files first. */
async function ownFiles(page: OwnPage): Promise<File[]> {
  const cards = (await read<{ items: Card[] }>(page, '/families?state=open&limit=50')).items.filter((one) => one.consent === 'given' && one.tier === 'harmed');
  const files = await Promise.all(cards.map((card) => read<File>(page, `/families/${card.id}`)));
  return files.sort((a, b) => b.calendar.length + b.tiers.length - a.calendar.length - a.tiers.length);
}

describe.each([['fa', PHONE], ['fa', DESK], ['en', PHONE]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const { context, page, errors } = await caseworker(viewport, language);
    const file = (await ownFiles(page))[0];
    const own = `/families/${file?.id ?? ''}`;
    const screens: Record<string, string> = { today: '/today', 'today-area': '/today?by=area', 'today-family': '/today?by=family', 'expert-questions': '/expert-questions', calendar: '/calendar', 'calendar-week': '/calendar?view=week', 'calendar-month': '/calendar?view=month', families: '/families', 'my-tasks': '/my-tasks', visit: `${own}/visit`, service: `${own}/service`, plan: `${own}/plan`, assess: `${own}/assess`, tier: `${own}/tier`, consent: `${own}/consent`, record: `${own}/record`, member: `${own}/member`, refer: `${own}/refer`, expert: `${own}/refer?to=expert` };
    for (const tab of ['summary', 'why', 'members', 'calendar', 'aid', 'referrals', 'timeline']) screens[`family-${tab}`] = `${own}?tab=${tab}`;
    screens['family-past'] = `${own}/past`;
    if (file?.visits[0]) screens['correct-visit'] = `${own}/visits/${file.visits[0].id}`;
    if (file?.assessments[0]) screens.assessment = `${own}/assessments/${file.assessments[0].id}`;
    if (file?.services[0]) screens['correct-service'] = `${own}/services/${file.services[0].id}`;
    for (const [name, where] of Object.entries(screens)) {
      await page.goto(where);
      await page.locator('h1').first().waitFor();
      await loaded(page);
      await shot(page, `caseworker-${name}-${language}-${viewport.width}`);
      expect([name, await axe(page)]).toEqual([name, []]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
    }
    expect(errors).toEqual([]);
    await context.close();
  });
});

test('an assessment is opened by itself from the why tab and from the course of the family', async () => {
  const { context, page, errors } = await caseworker();
  const file = (await ownFiles(page)).find((one) => one.assessments.length > 0);
  const own = `/families/${file?.id ?? ''}`;
  await page.goto(`${own}?tab=why`);
  await page.locator('.card').filter({ has: page.getByRole('heading', { name: 'پایش‌ها', exact: true }) }).locator('.row-card').first().click();
  await page.waitForURL(/\/assessments\/[0-9a-f-]{36}$/);
  await page.locator('.readings > li').first().waitFor();
  expect(await page.locator('.readings').first().innerText()).toMatch(/گفتهٔ خانواده|دیدهٔ همیار|سند/);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await axe(page)).toEqual([]);
  await shot(page, 'assessment-fa-360');
  await page.goto(`${own}?tab=timeline`);
  await page.locator('.timeline').waitFor();
  const more = page.getByRole('button', { name: 'بیشتر' });
  while ((await page.getByRole('link', { name: 'دیدن این پایش' }).count()) === 0 && (await more.count()) > 0) {
    // Page after page, until one is there.
    // oxlint-disable-next-line no-await-in-loop
    await more.click();
    // oxlint-disable-next-line no-await-in-loop
    await page.waitForTimeout(500);
  }
  await page.getByRole('link', { name: 'دیدن این پایش' }).first().click();
  await page.waitForURL(/\/assessments\//);
  expect(errors).toEqual([]);
  await context.close();
});

test('the queue opens the family; by date or by neighborhood', async () => {
  const { context, page } = await caseworker();
  await page.locator('.group-head').first().waitFor();
  expect(page.url()).toContain('/today');
  await choose(page, 'by', 'محله');
  await page.waitForURL(/by=area/);
  await page.locator('.row-card').first().click();
  await page.waitForURL(/\/families\/[0-9a-f-]{36}/);
  await page.locator('.family-strip').waitFor();
  expect(await page.title()).not.toContain('خانوادهٔ ');
  await context.close();
});

test('a visit is recorded with what it carried out and the next visit; the entry leaves the calendar', async () => {
  const { context, page, errors } = await caseworker();
  const file = (await ownFiles(page)).find((one) => one.calendar.some((entry) => entry.status === 'planned'));
  await page.goto(`/families/${file?.id ?? ''}/visit`);
  await write(page, 'note', 'مادر خانواده حال بهتری داشت و از دیدار خرسند بود.');
  // Typed text is still there after a reload: drafts live in the tab.
  await page.reload();
  await page.locator('.notice', { hasText: 'سر جایش' }).waitFor();
  expect(await page.locator('textarea[name="note"]').inputValue()).toContain('خرسند');
  await page.locator('[data-field="present"] .choice').first().click();
  await page.locator('[data-field="entries_done"] .choice').first().click();
  // The most urgent comes first; what is late says why.
  if (await page.locator('[data-field="late_reason"]').count()) await write(page, 'late_reason', 'خانواده در سفر بود.');
  await submit(page);
  await saved(page, 'بازدید ثبت شد');
  await page.waitForURL(/tab=aid/);
  await page.getByText('خرسند بود').first().waitFor();
  const after = await read<File>(page, `/families/${file?.id ?? ''}`);
  const planned = (one: File | undefined) => one?.calendar.filter((entry) => entry.status === 'planned' || entry.status === 'missed').length ?? 0;
  expect(planned(after)).toBe(planned(file) - 1);
  expect(errors).toEqual([]);

  // Recorded wrongly: the correction stands beside it.
  const visit = after.visits.find((one) => one.note?.includes('خرسند'));
  await page.goto(`/families/${after.id}/visits/${visit?.id ?? ''}`);
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await write(page, 'replacement.note', 'دیدار کوتاه بود.');
  await write(page, 'reason', 'شرح خانوادهٔ دیگری بود.');
  await submit(page);
  await saved(page, 'ثبت شد');
  const corrected = await read<File>(page, `/families/${after.id}`);
  expect(corrected.visits.find((one) => one.id === visit?.id)).toMatchObject({ note: 'دیدار کوتاه بود.', corrected: true });
  await context.close();
});

test('a calendar entry is planned, moved and carried out by a service', async () => {
  const { context, page, errors } = await caseworker();
  const file = (await ownFiles(page))[0];
  const own = `/families/${file?.id ?? ''}`;
  await page.goto(`${own}/plan`);
  await submit(page);
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary li').count()).toBe(3);
  await choose(page, 'domain', 'اقتصادی');
  await select(page, 'kind', 'بیمه');
  const title = `پیگیری بیمه ${Date.now()}`;
  await write(page, 'title', title);
  const until = page.locator('[data-field="window_to"]');
  await until.locator('button').click();
  await page.locator('.calendar').waitFor();
  await page.locator('.calendar-head button').last().click();
  await page.locator('.calendar .day:not([data-outside-month])').filter({ hasText: '۱۵' }).first().click();
  await submit(page);
  await saved(page, 'در تقویم گذاشته شد');
  await page.waitForURL(/tab=calendar/);
  const row = page.locator('.row-card').filter({ hasText: title });
  await row.waitFor();
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'جابه‌جا' }).click();
  const dialog = page.getByRole('dialog');
  await write(dialog, 'reason', 'خانواده در سفر است.');
  expect(await axe(page)).toEqual([]);
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await row.getByRole('link', { name: /ثبت خدمت/ }).click();
  await page.waitForURL(/service\?entry/);
  await choose(page, 'capacity', 'ظرفیت استان');
  await write(page, 'particulars.months', '۶');
  await write(page, 'amount_rials', '۷۵۰۰۰۰۰');
  await submit(page);
  await saved(page, 'خدمت ثبت شد');
  const after = await read<File>(page, own);
  expect(after.services.length).toBe((file?.services.length ?? 0) + 1);
  expect(errors).toEqual([]);
  await context.close();
});

test('a note, a member, a safe way of contact', async () => {
  const { context, page } = await caseworker();
  const file = (await ownFiles(page))[0];
  const own = `/families/${file?.id ?? ''}`;
  await page.goto(own);
  await page.getByRole('button', { name: 'یادداشت تازه' }).click();
  const dialog = page.getByRole('dialog');
  await submit(dialog);
  await dialog.locator('.error-summary').waitFor();
  await write(dialog, 'text', 'پسر خانواده به کلاس تقویتی می‌رود.');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('کلاس تقویتی می‌رود').waitFor();
  await page.goto(`${own}/member`);
  await write(page, 'given_name', 'سپیدار');
  await select(page, 'relation', 'فرزند');
  await write(page, 'national_id', '1234567890');
  await submit(page);
  await page.locator('.error-summary').waitFor();
  await write(page, 'national_id', '');
  await submit(page);
  await page.waitForURL(/tab=members/);
  const added = (await read<File>(page, own)).members.find((one) => one.given_name === 'سپیدار');
  await page.goto(`${own}/member?member=${added?.id ?? ''}`);
  await write(page, 'given_name', 'سپیده');
  await submit(page);
  await page.waitForURL(/tab=members/);
  await page.getByText('سپیده').first().waitFor();
  await page.getByRole('button', { name: /رفت از خانواده: سپیده/ }).click();
  await choose(dialog, 'reason', 'اشتباه در ثبت');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  expect((await read<File>(page, own)).members.find((one) => one.id === added?.id)?.left).toBe(true);
  await page.goto(`${own}/record`);
  await write(page, 'instruction', 'فقط عصرها و از راه خواهر خانواده');
  await page.getByRole('button', { name: 'ثبت راه تماس' }).click();
  await saved(page, 'ثبت شد');
  await page.goto(`${own}/visit`);
  await page.getByText('از راه خواهر').waitFor();
  await context.close();
});

test('a referral names commission, question and urgency; a second one to the same commission is refused; it may be withdrawn', async () => {
  const { context, page } = await caseworker();
  const file = (await ownFiles(page)).find((one) => !one.referrals.some((r) => r.state === 'open' || r.state === 'on_agenda'));
  const own = `/families/${file?.id ?? ''}`;
  const refer = async () => {
    await page.goto(`${own}/refer`);
    await select(page, 'commission_id', /کمیسیون/);
    await write(page, 'question', 'برای بازگشت فرزند به مدرسه چه دستگاهی یاری می‌کند؟');
    await choose(page, 'urgency', 'فوری');
    await submit(page);
  };
  await refer();
  await saved(page, 'ارجاع شد');
  await page.waitForURL(/tab=referrals/);
  await page.locator('.family-strip').getByText(/روز در انتظار/).waitFor();
  await refer();
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary').innerText()).toContain('کمیسیون');
  expect(await page.locator('textarea[name="question"]').inputValue()).toContain('مدرسه');
  await page.goto(`${own}?tab=referrals`);
  await page.getByRole('button', { name: 'پس گرفتن ارجاع' }).first().click();
  const dialog = page.getByRole('dialog');
  await write(dialog, 'reason', 'خانواده خود پیگیری کرد.');
  await submit(dialog);
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('پس گرفته شده').first().waitFor();
  await context.close();
});

test('who edits what another has just changed is told, keeps the text, and may save on the fresh file', async () => {
  const { context, page } = await caseworker();
  const file = (await ownFiles(page))[0];
  await page.goto(`/families/${file?.id ?? ''}/record`);
  await page.locator('textarea[name="instruction"]').waitFor();
  const other = await page.request.post(`/api/v1/families/${file?.id ?? ''}/safe-contact`, { data: { command_id: crypto.randomUUID(), instruction: 'نوشتهٔ دیگری' } });
  expect(other.status()).toBe(200);
  await write(page, 'instruction', 'نوشتهٔ من');
  await page.getByRole('button', { name: 'ثبت راه تماس' }).click();
  await page.locator('.error-summary').waitFor();
  expect(await page.locator('.error-summary').innerText()).toContain('تغییر کرده');
  expect(await page.locator('textarea[name="instruction"]').inputValue()).toBe('نوشتهٔ من');
  await page.getByRole('button', { name: 'ثبت راه تماس' }).click();
  await saved(page, 'ثبت شد');
  await context.close();
});
