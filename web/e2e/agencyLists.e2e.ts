// An agency's list against the register: its columns named, differences decided one by one and by column, new rows registered, sent again without doubling.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, overflow, shot } from './lib/browser.ts';
import { find, read, saved, select } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Member = { id: string; given_name: string | null; family_name: string | null; father_name: string | null; birth_date: { jalali: string } | null; phone: string | null; left: boolean; is_head: boolean };
type File = { id: string; family_name: string | null; neighborhood: { name: string }; members: Member[]; coverages: { agency: { name: string } }[] };
const BODY = 'کمیته امداد';

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

test.each([['desktop', DESK, 1440], ['phone', PHONE, 360]] as const)('the manager reads a list of an agency on a %s, decides, and nothing is doubled', async (name, viewport, width) => {
  const { context, page, errors } = await as(browser, { base: server.base, username: 'modir', viewport });
  const { items } = await read<{ items: { id: string }[] }>(page, '/families?state=open&limit=60');
  const known: { file: File; head: Member }[] = [];
  for (const { id } of name === 'desktop' ? items : items.toReversed()) {
    // One after the other, until two fit.
    // oxlint-disable-next-line no-await-in-loop
    const file = await read<File>(page, `/families/${id}`);
    const head = file.members.find((one) => one.is_head && one.given_name && one.birth_date && one.phone && one.father_name);
    if (head) known.push({ file, head });
    if (known.length === 2) break;
  }
  expect(known.length).toBe(2);
  const line = ({ file, head }: (typeof known)[number], phone: string) => [head.given_name, head.family_name ?? file.family_name, head.father_name, head.birth_date?.jalali.replaceAll('-', '/'), phone, file.neighborhood.name].join(',');
  const [first, second] = known;
  if (!first || !second) throw new Error('two families');
  const fresh = `نوشین${width},تازه‌آمده,بهرام,1367/0${width === 360 ? 4 : 5}/12,,${first.file.neighborhood.name}`;
  const list = `اسم خانم,شهرت خانم,پدر,زادروز,شماره,کوی\n${line(first, '09121110001')}\n${line(second, '09121110002')}\n${fresh}\nبی‌نشان,,,1399/13/01,,${first.file.neighborhood.name}\n`;
  const give = () => page.locator('[data-field="file"] input[type="file"]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  await page.goto('/center/lists');
  await loaded(page);
  await find(page, 'agency_id', BODY);
  await give();
  if (name === 'desktop') {
    await page.getByText('این ستون‌ها لازم است').waitFor();
    for (const [at, column] of ['نام', 'نام خانوادگی', 'نام پدر', 'تاریخ تولد', 'تلفن', 'محله'].entries()) {
      // oxlint-disable-next-line no-await-in-loop
      await select(page, `column-${at}`, new RegExp(`^${column}$`));
    }
    await shot(page, 'lists-columns-fa-1440');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'نگه‌داشتن و خواندن' }).click();
  }
  await page.getByText('تفاوت‌ها: ۲ سطر').waitFor();
  await page.getByText('سطرهای نادرست: ۱').waitFor();
  // Nothing is recorded of a row before all of it is decided.
  expect(await page.getByRole('button', { name: 'ثبت ۰ سطر' }).isDisabled()).toBe(true);
  // Another telephone leaves a doubt: each is looked at and called the same woman.
  const same = page.locator('.choice').filter({ hasText: 'همین زن است' });
  expect(await same.count()).toBe(2);
  await same.nth(0).click();
  await same.nth(1).click();
  await page.getByText('یک تصمیم برای یک ستون').click();
  await page.getByRole('button', { name: 'همه همان دفتر' }).first().click();
  await page.getByRole('button', { name: 'از دستگاه', exact: true }).first().click();
  await shot(page, `lists-decided-fa-${width}`);
  expect(await axe(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await page.getByRole('button', { name: 'ثبت ۲ سطر' }).click();
  await saved(page, '۲ سطر ثبت شد');
  await page.getByText('هیچ سطری با دفتر تفاوت ندارد').waitFor();
  const phones = await Promise.all([first, second].map(async ({ file, head }) => (await read<File>(page, `/families/${file.id}`)).members.find((one) => one.id === head.id)?.phone));
  expect(phones.filter((phone) => phone?.endsWith('1110001') || phone?.endsWith('1110002')).length, 'one was taken, one was kept').toBe(1);
  await page.locator('.choice').filter({ hasText: `نوشین${width}` }).click();
  await page.getByRole('button', { name: 'پذیرش ۱ سطر' }).click();
  await saved(page, '۱ پروندهٔ تازه');
  await page.getByText('سطرهای تازه: ۰').waitFor();
  await shot(page, `lists-after-fa-${width}`);
  expect(await axe(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});
