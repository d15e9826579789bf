// Runs the browser tests, then tells last what each failed attempt had on its screen: where only the end of the output is kept, that is what is needed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const failures = path.resolve(import.meta.dirname, 'failures.txt');
fs.rmSync(failures, { force: true });
const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'e2e/vitest.config.ts', ...process.argv.slice(2)], { stdio: 'inherit', env: { ...process.env, HAMYAR_E2E_FAILURES: failures } });
if (fs.existsSync(failures)) console.error(`${status === 0 ? 'Passed at the second attempt only' : 'What failed attempts saw'}:\n${fs.readFileSync(failures, 'utf8')}`);
process.exit(status ?? 1);
