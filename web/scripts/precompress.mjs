// Writes a .br and a .gz twin beside every text file of dist/, for the server to embed.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const DIST = path.resolve(import.meta.dirname, '../dist');
const TEXT = /\.(js|css|html|svg|json|webmanifest|txt)$/;
/** Below this many bytes a twin saves nothing. */
const WORTH_IT_BYTES = 512;

let twins = 0;
for (const entry of fs.readdirSync(DIST, { recursive: true, withFileTypes: true })) {
  const file = path.join(entry.parentPath, entry.name);
  if (!entry.isFile() || !TEXT.test(file)) continue;
  const bytes = fs.readFileSync(file);
  if (bytes.length < WORTH_IT_BYTES) continue;
  const brotli = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: 11,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, { params: brotli }));
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  twins += 1;
}
console.log(`precompressed ${twins} files`);
