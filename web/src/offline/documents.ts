// What the phone carries: answers of the server by the path they answer, so that a screen finds without a network what it asks for with one.
import type { Database } from './db.ts';
import { writing } from './db.ts';
import { open, seal, type Sealed } from './seal.ts';
import type { Bundle } from './types.ts';

/** A version of an indicator set; a version never changes. */
const VERSION = /^\/indicator-sets\/[^/]+\/versions\/\d+$/;
const CURRENT = '/indicator-sets/current';

type SetVersion = { set_id?: unknown; version?: unknown };
const versionPath = (set: SetVersion): string => `/indicator-sets/${String(set.set_id)}/versions/${String(set.version)}`;

const FAMILY = /^\/families\/([0-9a-f-]{36})(\/|$)/;

/** What the phone knows of the server and of itself. */
export type About = {
  /** Sequence of each family on the phone. */
  families: Record<string, number>;
  lists: string | null;
  position: number;
  version: string;
  /** The server's today when it was last met. */
  today: string;
};

export const NOTHING: About = { families: {}, lists: null, position: 0, version: '', today: '' };

const ABOUT = 'about';

export class Documents {
  readonly #database: Database;
  readonly #key: CryptoKey;
  readonly #storeId: string;

  constructor(database: Database, key: CryptoKey, storeId: string) {
    this.#database = database;
    this.#key = key;
    this.#storeId = storeId;
  }

  #place(path: string): string {
    return `${this.#storeId}:document:${path}`;
  }

  /** A document; undefined where the phone has none, or where it cannot be opened. A version that is today's is found there. */
  async read<T>(path: string): Promise<T | undefined> {
    const sealed = await this.#database.get('documents', path);
    if (sealed) return open<T>(this.#key, this.#place(path), sealed);
    if (!VERSION.test(path)) return undefined;
    const current = await this.read<T & SetVersion>(CURRENT);
    return current && versionPath(current) === path ? current : undefined;
  }

  /** Keeps a document. */
  async put(path: string, value: unknown): Promise<void> {
    await writing(this.#database.put('documents', await seal(this.#key, this.#place(path), value), path));
  }

  async remove(path: string): Promise<void> {
    await this.#database.delete('documents', path);
  }

  about = async (): Promise<About> => (await this.read<About>(ABOUT)) ?? NOTHING;

  /** Families on the phone, as the server is told of them. */
  async have(): Promise<{ id: string; sequence: number }[]> {
    return Object.entries((await this.about()).families).map(([id, sequence]) => ({ id, sequence }));
  }

  /** Takes a bundle in: all of it or nothing. Families that are no longer the person's are gone with it, their unfinished forms too. */
  async take(bundle: Bundle): Promise<void> {
    const about = await this.about();
    const families: Record<string, number> = {};
    for (const id of bundle.own) if (about.families[id] !== undefined) families[id] = about.families[id];
    const wanted = new Map<string, unknown>();
    for (const family of bundle.families) {
      families[family.id] = family.sequence;
      wanted.set(`/families/${family.id}`, family.file);
      wanted.set(`/families/${family.id}/timeline`, family.timeline);
    }
    wanted.set('/families', bundle.cards);
    wanted.set('/caseworkers/me/today', bundle.queue);
    wanted.set('/caseworkers/me/calendar', bundle.calendar);
    wanted.set('/tasks', bundle.tasks);
    if (bundle.lists) {
      const { catalogs, tag: _tag, former_sets, ...lists } = bundle.lists;
      for (const [name, terms] of Object.entries(catalogs)) wanted.set(`/catalogs/${name}`, terms);
      const paths: Record<string, string> = { indicator_set: CURRENT, settings: '/settings', agencies: '/agencies', centers: '/centers', commissions: '/commissions', neighborhoods: '/neighborhoods' };
      for (const [name, path] of Object.entries(paths)) if (lists[name]) wanted.set(path, lists[name]);
      // A tier is told in the words of the version it was given by.
      for (const set of [lists.indicator_set, ...(former_sets ?? [])]) if (set) wanted.set(versionPath(set), set);
    }
    const next: About = { families, lists: bundle.lists?.tag ?? about.lists, position: bundle.position, version: bundle.version, today: bundle.today.iso };
    wanted.set(ABOUT, next);
    // Sealed first: a transaction of the database does not wait for the cipher.
    const sealed = await Promise.all([...wanted].map(async ([path, value]): Promise<[string, Sealed]> => [path, await seal(this.#key, this.#place(path), value)]));
    const transaction = this.#database.transaction('documents', 'readwrite');
    const kept = await transaction.store.getAllKeys();
    const own = new Set(bundle.own);
    const gone = Object.keys(about.families).filter((id) => !own.has(id));
    const forgotten = kept.filter((path) => {
      const family = FAMILY.exec(path)?.[1];
      return family ? !own.has(family) : path.startsWith('draft:') && gone.some((id) => path.includes(id));
    });
    await writing(Promise.all([...forgotten.map((path) => transaction.store.delete(path)), ...sealed.map(([path, value]) => transaction.store.put(value, path)), transaction.done]));
  }

  /** Every document's path. */
  paths = (): Promise<string[]> => this.#database.getAllKeys('documents');
}
