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
              priority: 9,
              test: /node_modules\/(react|react-dom|scheduler|use-sync-external-store|@tanstack)\/(?!.*(useQueries|queriesObserver|useInfiniteQuery|infiniteQueryObserver))/,
            },
            // `main.tsx` starts with these and must be able to say that the app does not arrive, so they are not in a file of the app's. The door is
            // among them: before the PIN nothing of the app is waited for, and a file of its own is one more to ask for.
            { name: 'index', priority: 8, test: /\/src\/(main\.tsx|i18n\/index\.ts|lib\/digits\.ts|phone\/(door|standing|pinForm)\.ts|offline\/vault\.ts)$|vite\/preload-helper/ },
            // Each file below takes what it names and whatever that needs, but for what one above has. Every file costs a cheap phone some 12 ms to ask
            // for, and twenty small ones compress worse than one.
            { name: 'app', priority: 7, test: /\/src\/app\.tsx$/ },
            { name: 'sign-in', priority: 6, test: /\/src\/screens\/common\/Login\.tsx$/ },
            { name: 'store', priority: 6, test: /\/src\/phone\/phone\.ts$/ },
            // A caseworker's day without a network: what the queue draws with, what most other screens draw with, a family's file, and what is written into it.
            { name: 'today', priority: 5, test: /\/src\/(shell\/Shell|screens\/caseworker\/Today)\.tsx$/ },
            { debugName: 'texts', name: (id) => `texts-${/\/i18n\/(..)\//.exec(id)?.[1] ?? ''}`, priority: 4, test: /\/src\/i18n\/(fa|en)\/(casework|center)\.ts$/ },
            {
              name: 'kit',
              priority: 4,
              test: /\/src\/((ui|lib|api)\/(?!TimeSlider|typed|photo|search)\w+|charts\/(Bars|TierStrip)|screens\/(common\/(actor|access\/useAct)|family\/(options|useDraft|neighborhoods|particulars)|erasure\/data))\.tsx?$/,
            },
            { name: 'family', priority: 3, test: /\/src\/screens\/caseworker\/FamilyPage\.tsx$/ },
            { name: 'work', priority: 2, test: /\/src\/screens\/caseworker\/(\w+|calendar\/Calendar)\.tsx$/ },
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
