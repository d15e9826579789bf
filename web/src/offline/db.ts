// The phone's database. Only sealed values, ids and counters stand in it.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Sealed } from './seal.ts';
import { NoRoom } from './types.ts';

export const DATABASE = 'hamyar-phone';

/** What must be readable before anything is unlocked. */
export type Vault = {
  version: 1;
  /** Names this store to the server. */
  store_id: string;
  /** The account whose store it is. */
  user_id: string;
  username: string;
  /** Cannot be read out of the browser. */
  device_key: CryptoKey;
  salt: Uint8Array<ArrayBuffer>;
  kdf: { t: number; m: number; p: number };
  /** The data key under the PIN's key, and that under the device's. */
  by_pin: Sealed;
  /** The same under the server's half instead of the PIN, for whoever forgot it. */
  by_server: Sealed;
  /** Wrong PINs since the last right one. */
  wrong: number;
  /** By the server's clock, in milliseconds: how long the store may still be opened without it. */
  synced_at: number;
  /** How far the phone's clock was from the server's then. */
  clock_offset: number;
  /** The latest time that was ever seen here since then, by the server's clock as far as the phone knows it; missing in a store of an older app. */
  seen_at?: number;
};

export type OutboxRecord = { seq?: number; id: string; sealed: Sealed };

interface Schema extends DBSchema {
  vault: { key: 'vault'; value: Vault };
  documents: { key: string; value: Sealed };
  outbox: { key: number; value: OutboxRecord; indexes: { id: string } };
  /** Bytes of files that wait, by the command they go with. */
  files: { key: string; value: Sealed };
}

export type Database = IDBPDatabase<Schema>;

/** Opens the database, made when it is not there. */
export function openDatabase(name = DATABASE): Promise<Database> {
  return openDB<Schema>(name, 2, {
    upgrade(database, before) {
      if (before < 1) {
        database.createObjectStore('vault');
        database.createObjectStore('documents');
        const outbox = database.createObjectStore('outbox', { keyPath: 'seq', autoIncrement: true });
        outbox.createIndex('id', 'id', { unique: true });
      }
      if (before < 2) database.createObjectStore('files');
    },
    blocking(_current, _blocked, event) {
      // Another tab wipes: let it.
      (event.target as IDBDatabase | null)?.close();
    },
  });
}

/** Says «no room» where the browser says so in one of its ways. */
export async function writing<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : '';
    const inner = (error as { inner?: { name?: string } }).inner?.name;
    if (name === 'QuotaExceededError' || inner === 'QuotaExceededError') throw new NoRoom('no room left', { cause: error });
    throw error;
  }
}
