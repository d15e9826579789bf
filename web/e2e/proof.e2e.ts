// The auditor's checkpoints on the real server: what was signed, signing now, a sheet for paper, a case carried away and checked offline.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DESK, PHONE, launch, shot } from './lib/browser.ts';
import { read } from './lib/fields.ts';
import { as, lookAt } from './lib/screens.ts';
import { startServer, type Server } from './lib/server.ts';

const BINARY = process.env['HAMYAR_BIN'] ?? path.resolve(import.meta.dirname, '../../target/debug/hamyar');

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

describe.each([['fa', PHONE], ['fa', DESK], ['en', PHONE], ['en', DESK]] as const)('every screen in %s', (language, viewport) => {
  test(`at ${viewport.width} px: no axe violation, no sideways scroll, no policy violation`, async () => {
    const watched = await as(browser, { base: server.base, username: 'momayez', viewport, language });
    await watched.page.goto('/audit/checkpoints');
    await watched.page.locator('.table tbody tr').first().waitFor();
    await lookAt(watched, { list: '/audit/checkpoints', one: '/audit/checkpoints/1' }, `proof-${language}-${viewport.width}`);
    await watched.context.close();
  });
});

describe('checkpoints', () => {
  test('the auditor signs now, and what was signed covers everything; the sheet holds the code and the whole text', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    await page.goto('/audit/checkpoints');
    await page.getByRole('button', { name: 'مهر کردن اکنون' }).click();
    await page.getByText('همهٔ رویدادها زیر مهر است.').waitFor();
    const list = await read<{ items: { number: number; position: number; holds: boolean }[]; position: number }>(page, '/audit/checkpoints');
    expect(list.items[0]?.position).toBe(list.position);
    expect(list.items.every((item) => item.holds)).toBe(true);
    await page.locator('.table tbody th a').first().click();
    await page.waitForURL(/\/audit\/checkpoints\/\d+$/);
    await page.getByRole('img', { name: 'رمز تصویری نوشتهٔ مهر' }).waitFor();
    expect(await page.locator('.note-text').innerText()).toMatch(/^hamyar\/[0-9a-f-]{36}\n/);
    await page.emulateMedia({ media: 'print' });
    await shot(page, 'proof-sheet-print');
    expect(errors).toEqual([]);
    await context.close();
  });

  test('a case is carried away and checked with nothing but the file', async () => {
    const { context, page, errors } = await as(browser, { base: server.base, username: 'momayez', viewport: DESK });
    const { items } = await read<{ items: { id: string }[] }>(page, '/audit/families?tier=harmed&limit=1');
    const id = items[0]?.id ?? '';
    await page.goto(`/audit/replay/family/${id}`);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'برون‌بری پرونده با اثبات' }).click()]);
    expect(download.suggestedFilename()).toBe(`case-${id}.jsonl`);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hamyar-case-'));
    const file = path.join(folder, 'case.jsonl');
    await download.saveAs(file);
    const { stdout } = await promisify(execFile)(BINARY, ['verify', '--export', file, '--json'], { cwd: folder, env: { PATH: process.env['PATH'] } });
    expect(JSON.parse(stdout)).toMatchObject({ intact: true, stream_id: id, newer: 0 });
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"sequence":2', '"sequence":3'));
    await expect(promisify(execFile)(BINARY, ['verify', '--export', file], { cwd: folder })).rejects.toMatchObject({ code: 1 });
    fs.rmSync(folder, { recursive: true });
    await page.goto('/audit/access');
    await page.locator('.table tbody tr').first().waitFor();
    expect(await page.locator('.table').innerText()).toContain('برون‌بری پرونده با اثبات');
    expect(errors).toEqual([]);
    await context.close();
  });
});
