// A store for real work, as operating.md describes its first start: no demo data, one administrator, the seed data.
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const BINARY = process.env['HAMYAR_BIN'] ?? path.join(ROOT, 'target/debug/hamyar');
const LISTENS = /Hamyar listens on (http:\/\/127\.0\.0\.1:\d+)/;
const PASSWORD = /Password, shown only now: (\S+)/;
const READY_WITHIN_MILLISECONDS = 120_000;

export type RealStore = { base: string; /** Of the first administrator, `rahbar`. */ password: string; stop(): Promise<void> };

/** Starts `hamyar serve` on a new folder and brings in the seed data beside it. */
export async function startRealStore({ port = 0, settings = [] }: { port?: number; settings?: readonly string[] } = {}): Promise<RealStore> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hamyar-store-'));
  const data = path.join(folder, 'data');
  const child = spawn(BINARY, ['serve', '--data', data, '--listen', `127.0.0.1:${port}`, ...settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async () => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await gone;
    fs.rmSync(folder, { recursive: true, force: true });
  };
  const found = await new Promise<{ base: string; password: string }>((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error('the store was not ready in time')), READY_WITHIN_MILLISECONDS);
    const read = (bytes: Buffer) => {
      said += bytes.toString();
      const base = LISTENS.exec(said)?.[1];
      const password = PASSWORD.exec(said)?.[1];
      if (base && password) {
        clearTimeout(timer);
        resolve({ base, password });
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${String(code)}`));
    });
  });
  await promisify(execFile)(BINARY, ['import', 'seeds', '--data', data, '--json']);
  return { ...found, stop };
}
