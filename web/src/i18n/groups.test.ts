// A screen speaks only of what everybody who may open it has: read from the sources, following imports as the browser does.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import type { Role } from '@/api/types.ts';
import { groups, groupsOf, type Group } from './groups.ts';

const SRC = path.resolve(import.meta.dirname, '..');
const ROLES: readonly Role[] = ['caseworker', 'center_manager', 'commission_member', 'agency_officer', 'facilitator', 'officer', 'auditor', 'administrator'];

const areasOf = async (group: Group): Promise<string[]> => Object.keys(await groups[group].fa());
const FIRST = new Set(['common', 'problems', 'shell', 'words']);

/** A part that is loaded later, and the groups of texts that come with it. */
type Later = { file: string; groups: Group[] };
type Module = { imports: string[]; later: Later[]; areas: Set<string>; text: string };
const modules = new Map<string, Module>();

function resolve(from: string, to: string): string | null {
  const file = to.startsWith('@/') ? path.join(SRC, to.slice(2)) : to.startsWith('.') ? path.resolve(path.dirname(from), to) : null;
  return file && fs.existsSync(file) && !file.includes('/i18n/') ? file : null;
}

/** Of an index only those files whose names are asked for; the rest of it is not run. */
function behindIndex(index: string, names: string[]): string[] {
  const lines = fs.readFileSync(index, 'utf8').matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g);
  return [...lines].filter(([, exported = '']) => exported.split(',').some((one) => names.includes(one.trim()))).flatMap(([, , to = '']) => resolve(index, to) ?? []);
}

const listOf = (text: string | undefined): string[] => [...(text ?? '').matchAll(/'(\w+)'/g)].map(([, name = '']) => name);

function read(file: string): Module {
  const known = modules.get(file);
  if (known) return known;
  const text = fs.readFileSync(file, 'utf8').replaceAll(/\/\/.*$/gm, '');
  const imports: string[] = [];
  for (const [, names = '', to = ''] of text.matchAll(/^(?:import|export) (?!type\b)(?:([^;']*?) from )?'([^']+)';/gm)) {
    const found = resolve(file, to);
    if (found?.endsWith('/index.ts')) imports.push(...behindIndex(found, names.replaceAll(/[{}]/g, '').split(',').map((one) => one.trim())));
    else if (found) imports.push(found);
  }
  const later = [...text.matchAll(/(?:withTexts\(\[([^\]]*)\], \(\) => )?import\('([^']+)'\)/g)].flatMap(([, with_, to = '']) => {
    const found = resolve(file, to);
    return found ? [{ file: found, groups: listOf(with_) as Group[] }] : [];
  });
  const module = { imports, later, areas: new Set([...text.matchAll(/\bt\.([a-zA-Z]+)\b/g)].map(([, area = '']) => area)), text };
  modules.set(file, module);
  return module;
}

/** Whatever runs when `file` is loaded. */
function whole(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const next of read(file).imports) whole(next, seen);
  return seen;
}

/** Already there: what starts the app, with the routes and the menus. */
const started = whole(path.join(SRC, 'app.tsx'));

/** What `later` and what it loads later in its turn speak of without having it. */
async function lacking(later: Later, had: ReadonlySet<string>, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(later.file)) return [];
  seen.add(later.file);
  const has = new Set([...had, ...(await Promise.all(later.groups.map(areasOf))).flat()]);
  const found: string[] = [];
  for (const file of whole(later.file)) {
    if (started.has(file)) continue;
    for (const area of read(file).areas) if (!has.has(area)) found.push(`${path.relative(SRC, file)} says t.${area}`);
    // oxlint-disable-next-line no-await-in-loop
    for (const next of read(file).later) if (!next.file.endsWith('/phone/phone.ts')) found.push(...(await lacking(next, has, seen)));
  }
  return found;
}

function routes(): (Later & { roles: string[]; shell: boolean })[] {
  const files = fs.readdirSync(path.join(SRC, 'screens'), { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('/routes.ts')).map((one) => path.join(SRC, 'screens', one));
  return [path.join(SRC, 'router.tsx'), ...files].flatMap((file) => {
    const { text } = read(file);
    const lists = new Map([...text.matchAll(/const (\w+): readonly Role\[\] = \[([^\]]*)\]/g)].map(([, name = '', list]) => [name, listOf(list)]));
    return text.split('createRoute({').slice(1).flatMap((one) => {
      const [, with_, to] = /(?:withTexts\(\[([^\]]*)\], \(\) => )?import\('([^']+)'\)/.exec(one) ?? [];
      const screen = to && resolve(file, to);
      if (!screen) return [];
      const [, list, name] = /roles: (?:\[([^\]]*)\]|(\w+))/.exec(one) ?? [];
      return [{ file: screen, groups: listOf(with_) as Group[], roles: list ? listOf(list) : name ? (lists.get(name) ?? []) : [...ROLES], shell: one.includes('=> shellRoute') }];
    });
  });
}

test('a screen speaks only of what everybody who may open it has', async () => {
  const found = routes();
  expect(found.length).toBeGreaterThan(90);
  for (const { roles, shell, ...screen } of found) {
    expect([screen.file, roles.length]).not.toEqual([screen.file, 0]);
    for (const role of shell ? (roles as Role[]) : ROLES) {
      // oxlint-disable-next-line no-await-in-loop
      const had = new Set([...FIRST, ...(shell ? (await Promise.all(groupsOf([role]).map(areasOf))).flat() : [])]);
      // oxlint-disable-next-line no-await-in-loop
      expect({ role, screen: path.relative(SRC, screen.file), lacks: await lacking(screen, had) }).toEqual({ role, screen: path.relative(SRC, screen.file), lacks: [] });
    }
  }
});

test('the frame speaks only of what everybody signed in has', async () => {
  const had = new Set([...FIRST, ...(await areasOf('behind'))]);
  // The states of a phone's store are said where there is one: its person is a caseworker.
  expect((await lacking({ file: path.join(SRC, 'shell/Shell.tsx'), groups: [] }, had)).filter((one) => one !== 'shell/SyncChip.tsx says t.phone')).toEqual([]);
});

test('what starts the app speaks of nothing that comes later, the menus apart', () => {
  const early = [...started].filter((file) => !file.endsWith('/menu.ts')).flatMap((file) => [...read(file).areas].filter((area) => !FIRST.has(area)).map((area) => `${path.relative(SRC, file)} says t.${area}`));
  expect(early).toEqual([]);
});

test('a menu speaks only of what its role has', async () => {
  const menus: [string, Role][] = [['caseworker', 'caseworker'], ['manager', 'center_manager'], ['commission', 'commission_member'], ['agency', 'agency_officer'], ['officer', 'officer'], ['auditor', 'auditor'], ['administrator', 'administrator']];
  for (const [folder, role] of menus) {
    // oxlint-disable-next-line no-await-in-loop
    const had = new Set([...FIRST, ...(await Promise.all(groupsOf([role]).map(areasOf))).flat()]);
    expect([folder, [...read(path.join(SRC, 'screens', folder, 'menu.ts')).areas].filter((area) => !had.has(area))]).toEqual([folder, []]);
  }
});

/** The areas whose texts are read while the file itself is being loaded, not in a function of it. */
function readAtOnce(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8');
  if (!text.includes('/i18n/index.ts')) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) || ts.isTypeNode(node)) return;
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') found.push(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  return found;
}

test('no part reads a text while it is being loaded, when its texts may still be on their way', () => {
  const files = fs.readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((one) => /\.tsx?$/.test(one) && !/\.test\.|^i18n/.test(one));
  expect(files.length).toBeGreaterThan(300);
  const early = files.flatMap((one) => readAtOnce(path.join(SRC, one)).filter((area) => !FIRST.has(area)).map((area) => `${one} reads t.${area}`));
  expect(early).toEqual([]);
}, 30_000);

test('no screen has a comma of one language: lists are joined by the word of both', () => {
  const files = fs.readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file) && !/^(i18n|api|lib)\/|\.test\./.test(file));
  expect(files.length).toBeGreaterThan(300);
  const found = files.filter((file) => fs.readFileSync(path.join(SRC, file), 'utf8').replaceAll(/\/\/.*$|\/\*[^]*?\*\//gm, '').includes('،'));
  expect(found).toEqual([]);
});
