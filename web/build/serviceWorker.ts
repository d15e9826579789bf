import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { withImports, type Chunk } from './chunks.ts';

const TEMPLATE = path.resolve(import.meta.dirname, 'worker.js');
const POLICY = path.resolve(import.meta.dirname, '../csp.txt');
/** What a caseworker needs without a network; the desks' screens are left to the network. */
const OURS = /\/src\/(main|app|shell|phone|offline|i18n|lib|api|ui|screens\/(caseworker|family|common|phone|trust|erasure))/;
/** Texts that only desks read. */
const DESKS = /\/src\/i18n\/..\/(audits?|auditor|proof|administration|administrator|rights|setup|figures|officer|reports|whatIf|commissions?|agency|places)\.ts$/;
const BESIDE = ['icon.svg', 'icon-192.png', 'icon-512.png', 'manifest.webmanifest'];

/** The page as the phone keeps it: beside what every page names, what asks for the PIN; what the sign-in page draws with is not waited for. */
const PAGE = 'kept.html';
const DOOR = /\/src\/(phone\/door|i18n\/fa\/phone)\.ts$/;

/**
 * Writes `sw.js`: the list of what is kept, each with a mark that changes when its content does, and the hand-written worker under it. The policy of the
 * page is kept with the page, so a changed policy makes a new page.
 */
export function serviceWorker(): Plugin {
  let files = new Set<string>();
  let door: string[] = [];
  return {
    name: 'hamyar-worker',
    apply: 'build',
    generateBundle(_options, bundle) {
      files = new Set();
      const chunks = Object.values(bundle).filter((one) => one.type === 'chunk') as unknown as Chunk[];
      for (const chunk of withImports(chunks, chunks.filter(({ moduleIds }) => moduleIds.some((id) => OURS.test(id) && !DESKS.test(id))))) {
        files.add(chunk.fileName);
        for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
        for (const asset of chunk.viteMetadata?.importedAssets ?? []) files.add(asset);
      }
      door = [...withImports(chunks, chunks.filter(({ moduleIds }) => moduleIds.some((id) => DOOR.test(id))))].map(({ fileName }) => fileName);
      for (const name of Object.keys(bundle)) if (/stretch\.worker/.test(name) || (/\.(woff2|css)$/.test(name) && (name.includes('index') || name.includes('main') || name.endsWith('.woff2')))) files.add(name);
    },
    writeBundle(options) {
      const dist = options.dir ?? 'dist';
      const mark = (name: string, more = '') => createHash('sha256').update(fs.readFileSync(path.join(dist, name))).update(more).digest('hex').slice(0, 16);
      const beside = BESIDE.filter((name) => fs.existsSync(path.join(dist, name)));
      const page = fs.readFileSync(path.join(dist, 'index.html'), 'utf8').replaceAll(/\s*<link rel="modulepreload"[^>]*>/g, '');
      const links = door.filter((name) => !page.includes(name)).map((name) => `    <link rel="modulepreload" crossorigin href="/${name}">\n`);
      fs.writeFileSync(path.join(dist, PAGE), page.replace('  </head>', `${links.join('')}  </head>`));
      const kept: Record<string, string> = { '/': mark(PAGE, fs.readFileSync(POLICY, 'utf8')) };
      for (const name of [...files].filter((one) => fs.existsSync(path.join(dist, one))).sort()) kept[`/${name}`] = '';
      for (const name of beside) kept[`/${name}`] = mark(name);
      fs.writeFileSync(path.join(dist, 'sw.js'), `const KEPT = ${JSON.stringify(kept, null, 1)};\n${fs.readFileSync(TEMPLATE, 'utf8')}`);
    },
  };
}
