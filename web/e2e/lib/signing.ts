// Signing in on a real store: with a second factor, made the first time and shown afterwards.
import type { Page } from 'playwright-core';
import { Authenticator } from './authenticator.ts';
import { submit, write } from './fields.ts';

/** The phones of a test's people, by user name. */
export type Phones = Map<string, Authenticator>;

/** From the picture to the recovery codes; returns them. */
export async function makeFactor(page: Page, username: string, phones: Phones): Promise<string[]> {
  await page.locator('.qr').waitFor();
  await page.locator('.disclosure summary').click();
  const secret = (await page.locator('.secret-by-hand').innerText()).replaceAll(' ', '');
  const phone = new Authenticator(secret);
  phones.set(username, phone);
  await write(page, 'code', await phone.code());
  await submit(page);
  await page.locator('.recovery-codes li').first().waitFor();
  const codes = await page.locator('.recovery-codes code').allInnerTexts();
  await page.getByRole('button', { name: /نگه داشتم|kept/ }).click();
  return codes;
}

/** Through the forms, as a person does. */
export async function signInWhole(page: Page, username: string, password: string, phones: Phones): Promise<void> {
  await page.goto('/login');
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
  const phone = phones.get(username);
  if (phone) {
    await page.locator('[data-field="code"] input').waitFor();
    await write(page, 'code', await phone.code());
    await submit(page);
  } else {
    await Promise.race([page.locator('.qr').waitFor(), page.waitForURL((url) => url.pathname !== '/login')]);
    if (await page.locator('.qr').isVisible()) await makeFactor(page, username, phones);
  }
  await page.waitForURL((url) => url.pathname !== '/login');
}

/** Opens the link that the administrator's screen shows, in a browser of the person's own, and sets the password. */
export async function acceptLink(page: Page, link: string, username: string, password: string, phones: Phones): Promise<void> {
  await page.goto(link);
  await write(page, 'password', password);
  await write(page, 'again', password);
  await submit(page);
  await Promise.race([page.locator('.qr').waitFor(), page.waitForURL((url) => url.pathname !== '/invitation')]);
  if (await page.locator('.qr').isVisible()) await makeFactor(page, username, phones);
  await page.waitForURL((url) => url.pathname !== '/invitation');
}
