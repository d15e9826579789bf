// Whoever reads where something is printed reads a name, in either language, never that of a file.
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { places as en } from './en/places.ts';
import { places as fa } from './fa/places.ts';

const IMPORT = path.resolve(import.meta.dirname, '../../../services/import/src');

/** Tables that the seed data is said to come from, as `004/national_figures`. */
function tables(folder: string): string[] {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return tables(file);
    return [...fs.readFileSync(file, 'utf8').matchAll(/"00\d\/(\w+)"/g)].map(([, table = '']) => table);
  });
}

test('every table that a source names has a name in both languages', () => {
  const named = new Set(tables(IMPORT));
  expect(named.size).toBeGreaterThan(10);
  expect([...named].filter((table) => !fa.table[table] || !en.table[table])).toEqual([]);
  expect(Object.keys(fa.table)).toEqual(Object.keys(en.table));
});
