// Every screen of a role, looked at: a picture, axe, no sideways scroll, no policy violation.
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { axe } from './axe.ts';
import { open, overflow, shot, signIn, type Watched, loaded } from './browser.ts';

export const PASSWORD = 'hamyari-1405';

type AsOptions = { base: string; username: string; viewport?: { width: number; height: number }; language?: 'fa' | 'en' };

/** A fresh browser in which this person is signed in. */
export async function as(browser: Browser, { base, username, viewport, language }: AsOptions): Promise<Watched> {
  const watched = await open(browser, { base, ...(viewport ? { viewport } : {}), ...(language ? { language } : {}) });
  await signIn(watched.page, username, PASSWORD);
  return watched;
}

/** Opens each address and expects nothing wrong with it; pictures are named after it. */
export async function lookAt({ page, errors }: Watched, screens: Record<string, string>, prefix: string): Promise<void> {
  for (const [name, where] of Object.entries(screens)) {
    await page.goto(where);
    await page.locator('h1').first().waitFor();
    await loaded(page);
    await shot(page, `${prefix}-${name}`);
    expect([name, await axe(page)]).toEqual([name, []]);
    expect([name, await overflow(page)]).toEqual([name, 0]);
    expect([name, errors]).toEqual([name, []]);
  }
}
