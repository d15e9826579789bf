import path from 'node:path';
import { defineConfig } from 'vitest/config';

// Phones against a server: the files of src/offline as they are shipped, a real binary, a real PostgreSQL.
export default defineConfig({
  root: path.resolve(import.meta.dirname, '..'),
  resolve: { alias: { '@': path.resolve(import.meta.dirname, '../src') } },
  test: {
    environment: 'node',
    include: ['sim/**/*.sim.ts'],
    globalSetup: ['e2e/lib/oneServer.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 300_000,
    fileParallelism: false,
  },
});
