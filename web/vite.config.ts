import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { reactAriaFa } from './build/reactAriaFa.ts';
import { serviceWorker } from './build/serviceWorker.ts';

const server = process.env['HAMYAR_API'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), reactAriaFa(), serviceWorker()],
  resolve: { alias: { '@': path.resolve(import.meta.dirname, 'src') } },
  build: {
    // The oldest browser that knows the logical CSS used here.
    target: 'chrome87',
    modulePreload: { polyfill: false },
    // No data: URLs, so that the content security policy stays short.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Library code in its own file: a release then costs a phone only the app's own code. What only some screens use of it comes with those.
            {
              name: 'vendor',
              priority: 3,
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\/(?!.*(useQueries|queriesObserver|useInfiniteQuery|infiniteQueryObserver))/,
            },
            // `main.tsx` starts with these and must be able to say that the app does not arrive, so they are not in a file of the app's.
            { name: 'index', priority: 2, test: /\/src\/(main\.tsx|i18n\/index\.ts)$|vite\/preload-helper/ },
            // What every screen needs, in one file: twenty small ones compress worse.
            { name: 'app', priority: 1, test: /\/src\/app\.tsx$/ },
          ],
        },
      },
    },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: server, changeOrigin: false } } },
  // Development pre-bundles libraries, and React Aria's Persian strings must go in there too.
  optimizeDeps: { rolldownOptions: { plugins: [reactAriaFa()] } },
  test: { environment: 'node', include: ['src/**/*.test.ts'], setupFiles: ['src/i18n/forTests.ts'] },
});
