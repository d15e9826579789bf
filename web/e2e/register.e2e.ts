// The register's quality on the real server: nobody is registered twice unseen, and two files of one family become one and two again.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, overflow, shot } from './lib/browser.ts';
import { choose, find, read, saved, select, submit, write, writeDate } from './lib/fields.ts';
import { as } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

type Member = { id: string; given_name: string | null; family_name: string | null; father_name: string | null; birth_date: { iso: string } | null; is_head: boolean; left: boolean; left_reason: string | null; erased: boolean };
type File = { id: string; file_number: string; family_name: string | null; members: Member[]; merged_into: { family_id: string } | null };

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

const letters = (): string => Date.now().toString(36).replace(/\d/g, 'ش').replace(/[a-z]/g, 'م');

/** Opens a file at the desk; the head is told with the given name and day of birth. */
async function openFile(page: Page, family: string, given: string, born: string): Promise<string> {
  await page.goto('/center/new');
  await write(page, 'family_name', family);
  await submit(page);
  await page.getByRole('button', { name: /پروندهٔ تازه/ }).click();
  await find(page, 'neighborhood_id', 'رده');
  await choose(page, 'entry', 'خودمعرف');
  await select(page, 'source', 'گروه‌های مردمی');
  await write(page, 'head.given_name', given);
  await choose(page, 'head.sex', 'زن');
  await writeDate(page, 'head.birth_date', born);
  await submit(page);
  const again = page.getByRole('button', { name: 'کس دیگری است؛ ثبت کن' });
  const opened = page.waitForURL(/\/families\/[0-9a-f-]{36}$/).then(() => 'opened' as const);
  if ((await Promise.race([opened, again.waitFor().then(() => 'asked' as const)])) === 'asked') await again.click();
  await page.waitForURL(/\/families\/[0-9a-f-]{36}$/);
  return /families\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
}

describe('before somebody is registered', () => {
  test('a new member who is registered elsewhere is shown, misspelled as well, and a person decides', async () => {
    const { context, page, errors } = await manager();
    const { items } = await read<{ items: { id: string }[] }>(page, '/families?state=open&limit=40');
    const files = [];
    for (const card of items) {
      // One after the other, until two fit.
      // oxlint-disable-next-line no-await-in-loop
      const file = await read<File>(page, `/families/${card.id}`);
      if (file.members.some((one) => one.is_head && !one.left && one.given_name && one.birth_date && one.father_name)) files.push(file);
      if (files.length === 2) break;
    }
    const [known, other] = files;
    const head = known?.members.find((one) => one.is_head && !one.left);
    await page.goto(`/families/${other?.id ?? ''}/member`);
    // With the letters of another keyboard, and one letter twice.
    const name = (head?.given_name ?? '').replaceAll('ی', 'ي').replaceAll('ک', 'ك');
    await write(page, 'given_name', name);
    await write(page, 'family_name', head?.family_name ?? known?.family_name ?? '');
    await write(page, 'father_name', head?.father_name ?? '');
    await select(page, 'relation', 'فرزند');
    await writeDate(page, 'birth_date', head?.birth_date?.iso ?? '');
    await submit(page);
    await page.getByRole('heading', { name: 'شاید پیش‌تر ثبت شده باشد' }).waitFor();
    const first = page.locator('.row-card').first();
    expect(await first.getAttribute('href')).toContain(known?.id ?? 'nobody');
    expect(await first.locator('.foot').innerText()).toContain('همین روز تولد');
    await shot(page, 'register-look-again-fa-360');
    expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'کس دیگری است؛ ثبت کن' }).click();
    await saved(page, 'ثبت شد');
    expect(errors).toEqual([]);
    await context.close();
  });
});

describe('two files of one family', () => {
  test('are found, seen side by side, merged, and taken apart again', async () => {
    const { context, page, errors } = await manager(DESK);
    const family = `دوپرونده ${letters()}`;
    const first = await openFile(page, family, 'صغری', '1978-11-02');
    const second = await openFile(page, family, 'صغرا', '1978-11-02');
    await page.goto(`/families/${second}/member`);
    await write(page, 'given_name', 'ژینوس');
    await select(page, 'relation', 'فرزند');
    await submit(page);
    // The first file bears the same rare name, and is shown.
    await page.getByRole('button', { name: 'کس دیگری است؛ ثبت کن' }).click();
    await saved(page, 'ثبت شد');

    await page.goto(`/families/${first}`);
    await page.getByRole('link', { name: 'ادغام پروندهٔ تکراری' }).click();
    await page.getByRole('button', { name: 'کنار هم ببین' }).first().waitFor();
    await shot(page, 'register-merge-choose-fa');
    expect(await axe(page)).toEqual([]);
    const other = await read<File>(page, `/families/${second}`);
    await write(page, 'file_number', other.file_number);
    await submit(page);
    await page.locator('.compare-files').waitFor();
    const pairs = page.locator('[data-field^="pair-"]');
    expect(await pairs.count()).toBe(2);
    // Nobody is one person by a spelling alone: the manager says who is who.
    const mother = other.members.find((one) => one.is_head)?.id ?? '';
    await select(page, `pair-${mother}`, 'صغری');
    await submit(page);
    await page.locator('.error-summary').waitFor();
    await write(page, 'reason', 'مادر دو بار در دو دفتر ثبت شده است');
    await shot(page, 'register-merge-compare-fa');
    expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await submit(page);
    await saved(page, 'دو پرونده ادغام شد');
    await page.getByText('ژینوس').first().waitFor();

    await page.goto(`/families/${second}`);
    await page.getByText('ادغام شده است').first().waitFor();
    await shot(page, 'register-merged-away-fa');
    expect(await axe(page)).toEqual([]);
    await page.getByRole('link', { name: 'باز کردن آن پرونده' }).click();
    await page.getByRole('button', { name: 'برگرداندن ادغام' }).click();
    await write(page.getByRole('dialog'), 'reason', 'دو خواهرند');
    await shot(page, 'register-merge-undo-fa');
    await submit(page.getByRole('dialog'));
    await saved(page, 'ثبت شد');
    await expect.poll(async () => (await read<File>(page, `/families/${second}`)).merged_into).toBe(null);
    const back = await read<File>(page, `/families/${first}`);
    expect(back.members.filter((one) => !one.left).map((one) => one.given_name)).toEqual(['صغری']);
    expect(errors).toEqual([]);
    await context.close();
  });

  test('the screen in English', async () => {
    const { context, page } = await manager(DESK, 'en');
    const { items } = await read<{ items: { id: string }[] }>(page, '/families?state=open&limit=1');
    await page.goto(`/families/${items[0]?.id ?? ''}/merge`);
    await page.getByRole('heading', { name: 'Merge a duplicate file' }).waitFor();
    await shot(page, 'register-merge-choose-en');
    expect(await axe(page)).toEqual([]);
    await context.close();
  });
});

describe('a household', () => {
  test('splits: a daughter marries, and a file is opened for her', async () => {
    const { context, page, errors } = await manager();
    const family = `دوخانه ${letters()}`;
    const id = await openFile(page, family, 'گوهر', '1970-05-01');
    await page.goto(`/families/${id}/member`);
    await write(page, 'given_name', 'ژینوس');
    await select(page, 'relation', 'فرزند');
    await submit(page);
    await saved(page, 'ثبت شد');
    await page.goto(`/families/${id}?tab=members`);
    await page.getByRole('link', { name: /به خانوادهٔ دیگر: ژینوس/ }).click();
    await page.locator('[data-field="members"]').waitFor();
    await submit(page);
    await page.locator('.error-summary').waitFor();
    await choose(page, 'reason', 'ازدواج');
    await write(page, 'new_file.family_name', `${family} نو`);
    await shot(page, 'register-move-fa-360');
    expect(await axe(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await submit(page);
    await saved(page, 'رفتن ثبت شد');
    const file = await read<File>(page, `/families/${id}`);
    expect(file.members.filter((one) => one.left).map((one) => one.left_reason)).toEqual(['married']);
    expect(errors).toEqual([]);
    await context.close();
  });
});
