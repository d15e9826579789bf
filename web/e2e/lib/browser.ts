// Chromium, the way every browser test starts it.
import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export const SHOTS = path.resolve(import.meta.dirname, '../shots');

export const PHONE = { width: 360, height: 780 };
export const DESK = { width: 1440, height: 900 };

/** A microphone that beeps, and a person who allows it. */
export const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['HAMYAR_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...more],
  });
}

export type Watched = {
  context: BrowserContext;
  page: Page;
  /** Errors of the page and of its console, policy violations among them; a test ends by expecting none. */
  errors: string[];
};

type OpenOptions = { base: string; language?: 'fa' | 'en'; viewport?: { width: number; height: number }; dark?: boolean; /** Holds the clock still, for tests about days. */ now?: string };

const opened: { page: Page; errors: string[]; asked: Set<string> }[] = [];

/** What a failed test had before it, a line each page: the address, the errors, what was still being loaded, the words on the screen. */
export async function whatWasThere(): Promise<string[]> {
  const lines: string[] = [];
  for (const { page, errors, asked } of opened) {
    if (page.isClosed()) continue;
    // oxlint-disable-next-line no-await-in-loop
    const words = await page.locator('body').innerText({ timeout: 2000 }).catch(() => '(no answer)');
    lines.push(JSON.stringify({ at: page.url(), errors, waitingFor: [...asked], words: words.slice(0, 700) }));
  }
  return lines;
}

/** Forgets the pages of the test before. */
export function forgetPages(): void {
  opened.length = 0;
}

/** A fresh person's browser: own cookies, chosen language and size. */
export async function open(browser: Browser, { base, language = 'fa', viewport = PHONE, dark = false, now }: OpenOptions): Promise<Watched> {
  const context = await browser.newContext({
    baseURL: base,
    viewport,
    locale: language === 'fa' ? 'fa-IR' : 'en-GB',
    timezoneId: 'Asia/Tehran',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    hasTouch: viewport.width < 600,
    isMobile: viewport.width < 600,
  });
  await context.addInitScript((chosen) => localStorage.setItem('hamyar-language', chosen), language);
  const page = await context.newPage();
  if (now) await page.clock.setFixedTime(new Date(now));
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // A refused request is the screen's business; the console line about it is the browser's.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  const asked = new Set<string>();
  page.on('request', (request) => asked.add(request.url()));
  page.on('requestfinished', (request) => asked.delete(request.url()));
  page.on('requestfailed', (request) => asked.delete(request.url()));
  opened.push({ page, errors, asked });
  return { context, page, errors };
}

/** Through the form, as a person does. */
export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.locator('input[name="username"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form button[type="submit"]').click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

/** Until every part of the screen has what it asked for; a screen may have several parts that load. */
export async function loaded(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.skeleton'));
}

/** Writes e2e/shots/<name>.png of the whole page. */
export async function shot(page: Page, name: string): Promise<void> {
  fs.mkdirSync(SHOTS, { recursive: true });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  // As tall as its content, so that bars at the edge do not lie across the middle.
  const size = page.viewportSize() ?? PHONE;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.min(8000, Math.max(size.height, height)) });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  await page.setViewportSize(size);
}

/** Nothing may be wider than the screen: a phone then scrolls sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
