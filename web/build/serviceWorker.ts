import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const TEMPLATE = path.resolve(import.meta.dirname, 'worker.js');
const POLICY = path.resolve(import.meta.dirname, '../csp.txt');
/** What a caseworker needs without a network; the desks' screens are left to the network. */
const OURS = /\/src\/(main|app|shell|phone|offline|i18n|lib|api|ui|screens\/(caseworker|family|common|phone|trust|erasure))/;
/** Texts that only desks read. */
const DESKS = /\/src\/i18n\/..\/(audits?|auditor|proof|administration|administrator|rights|setup|figures|officer|reports|whatIf|commissions?|agency|places)\.ts$/;
const BESIDE = ['icon.svg', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest'];

type Chunk = { type: 'chunk'; fileName: string; facadeModuleId: string | null; moduleIds: string[]; imports: string[]; viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> } };

/**
 * Writes `sw.js`: the list of what is kept, each with a mark that changes when its content does, and the hand-written worker under it. The policy of the
 * page is kept with the page, so a changed policy makes a new page.
 */
export function serviceWorker(): Plugin {
  let files = new Set<string>();
  return {
    name: 'hamyar-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      files = new Set();
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk') as unknown as Chunk[];
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
      const take = (chunk: Chunk | undefined): void => {
        if (!chunk || files.has(chunk.fileName)) return;
        files.add(chunk.fileName);
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset);
        for (const name of chunk.imports) take(byName.get(name));
      };
      for (const chunk of chunks) if (chunk.moduleIds.some((id) => OURS.test(id) && !DESKS.test(id))) take(chunk);
      for (const name of Object.keys(bundle)) if (/\.(woff2|css)$/.test(name) && (name.includes('index') || name.includes('main') || name.endsWith('.woff2'))) files.add(name);
    },
    writeBundle(options) {
      const dist = options.dir ?? 'dist';
      const mark = (name: string, more = '') => createHash('sha256').update(fs.readFileSync(path.join(dist, name))).update(more).digest('hex').slice(0, 16);
      const beside = BESIDE.filter((name) => fs.existsSync(path.join(dist, name)));
      const kept: Record<string, string> = { '/': mark('index.html', fs.readFileSync(POLICY, 'utf8')) };
      for (const name of [...files].filter((one) => fs.existsSync(path.join(dist, one))).sort()) kept[`/${name}`] = '';
      for (const name of beside) kept[`/${name}`] = mark(name);
      fs.writeFileSync(path.join(dist, 'sw.js'), `const KEPT = ${JSON.stringify(kept, null, 1)};\n${fs.readFileSync(TEMPLATE, 'utf8')}`);
    },
  };
}
