import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { reactAriaFa } from '../../build/reactAriaFa.ts';

// The gallery is built like the app, so that policy and Persian strings are tested as shipped.
export default defineConfig({
  root: import.meta.dirname,
  publicDir: path.resolve(import.meta.dirname, '../../public'),
  plugins: [react(), reactAriaFa()],
  resolve: { alias: { '@': path.resolve(import.meta.dirname, '../../src') } },
  build: { outDir: path.resolve(import.meta.dirname, 'dist'), emptyOutDir: true, target: 'chrome87', modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
