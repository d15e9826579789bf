import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** All files share one server. By their names they come in the same order on every machine; by default it follows from their sizes and from what earlier runs took. */
class ByName extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return Promise.resolve(files.toSorted((one, other) => (one.moduleId < other.moduleId ? -1 : 1)));
  }
}

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
    sequence: { sequencer: ByName },
  },
});
