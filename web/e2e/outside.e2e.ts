// Signing in through an outside provider: a real one on this machine, in a real browser. Refused while no account is linked; linked; in.
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axe } from './lib/axe.ts';
import { DESK, PHONE, launch, loaded, open, overflow, shot } from './lib/browser.ts';
import { saved, submit, write } from './lib/fields.ts';
import { startRealStore, type RealStore } from './lib/realStore.ts';
import { signInWhole, type Phones } from './lib/signing.ts';

let browser: Browser;
let store: RealStore;
let provider: ChildProcess;
let folder: string;
const phones: Phones = new Map();

/** A port that is free now: the provider must know where people come back to before the server is there. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

beforeAll(async () => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  provider = spawn('node', [path.join(import.meta.dirname, 'lib/outsideProvider.mjs'), JSON.stringify({ port: 0, redirects: [`${base}/api/v1/session/outside/callback`] })], { stdio: ['ignore', 'pipe', 'ignore'] });
  const issuer = await new Promise<string>((resolve) => provider.stdout?.once('data', (line: Buffer) => resolve((JSON.parse(line.toString()) as { issuer: string }).issuer)));
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hamyar-outside-'));
  const secret = path.join(folder, 'secret');
  fs.writeFileSync(secret, 'a secret of tests\n', { mode: 0o600 });
  store = await startRealStore({ port, settings: ['--oidc-issuer', issuer, '--oidc-client-id', 'hamyar', '--oidc-client-secret-file', secret, '--oidc-name', 'سامانهٔ نمونه', '--oidc-name-en', 'Example office', '--public-url', base] });
  browser = await launch();
}, 180_000);

afterAll(async () => {
  await browser.close();
  await store.stop();
  provider.kill();
  fs.rmSync(folder, { recursive: true, force: true });
});

async function look(page: Page, name: string): Promise<void> {
  await page.locator('h1').first().waitFor();
  await loaded(page);
  await shot(page, `outside-${name}`);
  expect([name, await axe(page)]).toEqual([name, []]);
  expect([name, await overflow(page)]).toEqual([name, 0]);
}

/** At the provider's own page. */
async function there(page: Page, name: string): Promise<void> {
  await page.locator('input[name="name"]').fill(name);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('an identity that nobody linked lets nobody in; linked by its person it does, and the second factor is still asked for', { timeout: 180_000 }, async () => {
  const stranger = await open(browser, { base: store.base, viewport: PHONE });
  await stranger.page.goto('/login');
  await stranger.page.getByRole('button', { name: 'ورود با سامانهٔ نمونه' }).click();
  await there(stranger.page, 'rahbar');
  await stranger.page.getByText('این شناسهٔ سازمانی به هیچ حسابی پیوسته نیست').waitFor();
  await look(stranger.page, 'unknown-fa-360');
  expect((await stranger.page.request.get('/api/v1/session')).status()).toBe(401);
  await stranger.context.close();

  const own = await open(browser, { base: store.base, viewport: DESK });
  await signInWhole(own.page, 'rahbar', store.password, phones);
  await own.page.goto('/me');
  await own.page.getByText('حساب شما پیوسته نیست').waitFor();
  await own.page.getByRole('button', { name: 'پیوند دادن' }).click();
  await there(own.page, 'rahbar');
  await own.page.getByText(/^پیوسته از/).waitFor();
  await look(own.page, 'linked-fa-1440');

  const english = await open(browser, { base: store.base, viewport: PHONE, language: 'en' });
  await english.page.goto('/login?next=/admin/system');
  await look(english.page, 'sign-in-en-360');
  await english.page.getByRole('button', { name: 'Sign in with Example office' }).click();
  await there(english.page, 'rahbar');
  await english.page.locator('[data-field="code"] input').waitFor();
  expect((await english.page.request.get('/api/v1/users')).status()).toBe(403);
  await write(english.page, 'code', (await phones.get('rahbar')?.code()) ?? '');
  await submit(english.page);
  await english.page.waitForURL(/\/admin\/system/);
  await english.page.goto('/me');
  await english.page.getByText('Signed in through the organization').first().waitFor();
  await look(english.page, 'me-en-360');
  expect(english.errors).toEqual([]);
  await english.context.close();

  await own.page.getByRole('button', { name: 'برداشتن پیوند' }).click();
  await saved(own.page, 'پیوند برداشته شد');
  await own.page.getByText('حساب شما پیوسته نیست').waitFor();
  expect(own.errors).toEqual([]);
  await own.context.close();
});

test('a code in an address that is none of ours says nothing of its own', async () => {
  const { context, page } = await open(browser, { base: store.base, viewport: PHONE });
  await page.goto('/login?outside=Send your password to evil.example');
  await page.getByText('از نو بکوشید یا با گذرواژه وارد شوید').waitFor();
  expect(await page.getByText('evil.example').count()).toBe(0);
  await context.close();
});
