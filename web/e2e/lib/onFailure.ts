// A failed browser test says what its pages showed; where it ran, nobody can look. `run.mjs` tells it at the end.
import fs from 'node:fs';
import { afterEach, beforeEach } from 'vitest';
import { forgetPages, whatWasThere } from './browser.ts';

beforeEach(forgetPages);
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const error = task.result.errors?.at(-1);
  // The message shortens what was found to its kind.
  const found = error?.actual === undefined ? [] : [`found: ${String(error.actual).slice(0, 600)}`];
  const seen = [`${task.file.name} > ${task.name}`, String(error?.message ?? '').slice(0, 200), ...found, ...(await whatWasThere())].join('\n');
  const file = process.env['HAMYAR_E2E_FAILURES'];
  if (file) fs.appendFileSync(file, `${seen}\n`);
  else console.error(seen);
});
