// Filling forms the way a person does, by the names that commands give to fields.
import type { Locator, Page } from 'playwright-core';

const field = (page: Page | Locator, name: string): Locator => page.locator(`[data-field="${name}"]`);

export async function write(page: Page | Locator, name: string, text: string): Promise<void> {
  await field(page, name).locator('input, textarea').first().fill(text);
}

/** A radio or a checkbox, by its words. */
export async function choose(page: Page | Locator, name: string, words: string | RegExp): Promise<void> {
  await field(page, name).locator('.choice').filter({ hasText: words }).first().click();
}

/** An option of a list that opens. */
export async function select(page: Page, name: string, words: string | RegExp): Promise<void> {
  await field(page, name).locator('button').first().click();
  await page.getByRole('option').filter({ hasText: words }).first().click();
}

/** Types into a combo box and takes the first option with these words. */
export async function find(page: Page, name: string, words: string): Promise<void> {
  const input = field(page, name).locator('input').first();
  // The search forgives slips, so that the first of the list may be somebody else.
  const option = page.getByRole('option').filter({ hasText: words }).first();
  for (let attempt = 0; ; attempt += 1) {
    await input.click();
    await input.fill('');
    await input.fill(words);
    try {
      await option.click({ timeout: attempt < 3 ? 5_000 : 30_000 });
      return;
    } catch (error) {
      // A page that scrolls shuts the list: whoever types again has it again.
      if (attempt === 3) throw error;
    }
  }
}

/** Sends the form that holds the main button of the page, or of a dialog. */
export async function submit(page: Page | Locator): Promise<void> {
  await page.locator('form button[type="submit"]').last().click();
}

/** Waits until the page says, in a toast, that something was saved. */
export async function saved(page: Page, words: string | RegExp): Promise<void> {
  await page.locator('.toast').filter({ hasText: words }).first().waitFor();
}

/** The same where one saying follows another: the one that was seen is closed, so that the next is not taken for it. */
export async function savedAnew(page: Page, words: string): Promise<void> {
  // Seen and closed in one step: a toast goes by itself as well.
  await page.waitForFunction((said) => {
    const toast = [...document.querySelectorAll('.toast')].find((one) => one.textContent.includes(said));
    toast?.querySelector('button')?.click();
    return toast !== undefined;
  }, words, { polling: 50 });
}

/** Reads an answer of the API with the person's own session. */
export async function read<T>(page: Page, path: string): Promise<T> {
  // As the app itself does: what was just written is waited for.
  const { position } = (await (await page.request.get('/api/v1/sessions')).json()) as { position: number };
  const whole = `/api/v1${path}${path.includes('?') ? '&' : '?'}at_least=${position}`;
  for (let attempt = 0; ; attempt += 1) {
    const answer = await page.request.get(whole);
    if (answer.ok()) return (await answer.json()) as T;
    // Busy is no answer: a person would ask again as well.
    if (answer.status() !== 503 || attempt === 4) throw new Error(`${path} answered ${answer.status()}`);
    await page.waitForTimeout(1_000);
  }
}

/** Types a day part by part, as a person at a keyboard does. */
export async function writeDate(page: Page | Locator, name: string, iso: string): Promise<void> {
  const [gregorianYear = 0, gregorianMonth = 1, gregorianDay = 1] = iso.split('-').map(Number);
  const parts = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { year: 'numeric', month: 'numeric', day: 'numeric', timeZone: 'UTC' }).formatToParts(new Date(Date.UTC(gregorianYear, gregorianMonth - 1, gregorianDay)));
  for (const type of ['year', 'month', 'day'] as const) {
    const segment = field(page, name).locator(`.segment-${type}`);
    const value = parts.find((part) => part.type === type)?.value ?? '';
    // One part after the other: each moves the focus.
    // oxlint-disable-next-line no-await-in-loop
    await segment.click();
    // oxlint-disable-next-line no-await-in-loop
    await segment.pressSequentially(type === 'year' ? value : value.padStart(2, '0'));
  }
}
