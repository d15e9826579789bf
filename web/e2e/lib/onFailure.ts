// A failed browser test says what its pages showed; where it ran, nobody can look.
import { afterEach, beforeEach } from 'vitest';
import { forgetPages, tellWhatWasThere } from './browser.ts';

beforeEach(forgetPages);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await tellWhatWasThere();
});
