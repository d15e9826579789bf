// One server for all files, on a store of its own, because making its demo takes longer than most files do. This file alone knows how it
// is started.
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openPostOffice } from './postOffice.ts';
import type { Server } from './server.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const BINARY = process.env['HAMYAR_BIN'] ?? path.join(ROOT, 'target/debug/hamyar');
const READY = /Hamyar is ready at (http:\/\/127\.0\.0\.1:\d+)/;
/** A new store makes its demo first. */
const READY_WITHIN_MILLISECONDS = 300_000;

/** Starts `hamyar run` on a free port with a new demo store; or takes HAMYAR_URL, a server that runs already. */
async function launch(settings: NodeJS.ProcessEnv): Promise<Server> {
  const running = process.env['HAMYAR_URL'];
  if (running) return { base: running, stop: () => Promise.resolve() };
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hamyar-e2e-'));
  const data = path.join(folder, 'data');
  const child = spawn(BINARY, ['run', '--data', data, '--port', '0'], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...settings } });
  const base = await ready(child).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw error;
  });
  return {
    base,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGINT');
      await gone;
      // Under root the database lies elsewhere, owned by the account that runs it.
      const location = path.join(data, 'postgres.location');
      if (fs.existsSync(location)) fs.rmSync(fs.readFileSync(location, 'utf8').trim(), { recursive: true, force: true });
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const post = await openPostOffice();
  const server = await launch({ HAMYAR_SMTP_URL: post.smtp, HAMYAR_MAIL_FROM: 'hamyar@example.ir', HAMYAR_SMS_URL: post.sms, HAMYAR_QUIET_HOURS: 'none', HAMYAR_NOTICE_SECONDS: '1' });
  project.provide('base', server.base);
  project.provide('inbox', post.inbox);
  return async () => {
    await server.stop();
    await post.stop();
  };
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`the server was not ready in time; it said:\n${said.slice(-4000)}`)), READY_WITHIN_MILLISECONDS);
    const read = (bytes: Buffer) => {
      said += bytes.toString();
      const base = READY.exec(said)?.[1];
      if (base) {
        clearTimeout(timer);
        resolve(base);
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`the server ended with ${String(code)}; it said:\n${said.slice(-4000)}`));
    });
  });
}
