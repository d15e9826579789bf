import path from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  test: {
    environment: 'node',
    include: ['e2e/**/*.e2e.ts'],
    setupFiles: ['e2e/lib/onFailure.ts'],
    globalSetup: ['e2e/lib/oneServer.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // On a machine that does much else a browser now and then answers nobody. A test that only passes the second time is told at the end.
    retry: 1,
    fileParallelism: false,
  },
});
