// A phone's store, unlocked: its documents, its outbox, and the rounds with the server.
import type { Database, Vault } from './db.ts';
import { Documents } from './documents.ts';
import { Outbox } from './outbox.ts';
import { Sync } from './sync.ts';
import type { Clock, Lock, Reply, Transport } from './types.ts';

export type Phone = { database: Database; store_id: string; user_id: string; documents: Documents; outbox: Outbox; sync: Sync };

/** Puts the parts of an unlocked store together. */
export function phoneOf(database: Database, vault: Pick<Vault, 'store_id' | 'user_id'>, key: CryptoKey, outside: { transport: Transport; clock: Clock; lock: Lock; ahead?: Promise<Reply> }): Phone {
  const { store_id, user_id } = vault;
  const documents = new Documents(database, key, store_id);
  const outbox = new Outbox(database, key, store_id);
  const sync = new Sync({ database, documents, outbox, store_id, user_id, ...outside });
  return { database, store_id, user_id, documents, outbox, sync };
}
