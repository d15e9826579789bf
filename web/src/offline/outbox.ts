// Work that was written and has not reached the server. A row stays until the server has said what became of it.
import type { Database, OutboxRecord } from './db.ts';
import { writing } from './db.ts';
import { keyOf } from './operations.ts';
import { open, seal } from './seal.ts';
import type { Label, Row, State, Work } from './types.ts';

type Kept = Omit<Row, 'seq' | 'id'>;

export class Outbox {
  readonly #database: Database;
  readonly #key: CryptoKey;
  readonly #storeId: string;

  constructor(database: Database, key: CryptoKey, storeId: string) {
    this.#database = database;
    this.#key = key;
    this.#storeId = storeId;
  }

  #place(id: string): string {
    return `${this.#storeId}:outbox:${id}`;
  }

  async #open(record: OutboxRecord): Promise<Row> {
    const kept = await open<Kept>(this.#key, this.#place(record.id), record.sealed);
    return { seq: record.seq ?? 0, id: record.id, ...kept };
  }

  /** Every row in the order of writing. */
  async all(): Promise<Row[]> {
    return Promise.all((await this.#database.getAll('outbox')).map((record) => this.#open(record)));
  }

  async get(id: string): Promise<Row | null> {
    const record = await this.#database.getFromIndex('outbox', 'id', id);
    return record ? this.#open(record) : null;
  }

  count = (): Promise<number> => this.#database.count('outbox');

  /** Writes work down. The same command written twice, by two taps or two tabs, is one row. */
  async add(work: Work, label: Label, now: number): Promise<Row> {
    const id = work.command.command_id;
    const kept: Kept = { work, label, state: 'waiting', typed_at: new Date(now).toISOString(), wish: null, clash: null, refusal: null, newer: false };
    const sealed = await seal(this.#key, this.#place(id), kept);
    try {
      const seq = await writing(this.#database.add('outbox', { id, sealed }));
      return { seq, id, ...kept };
    } catch (error) {
      const row = error instanceof DOMException || error instanceof Error ? await this.get(id) : null;
      if (row) return row;
      throw error;
    }
  }

  /** Changes a row that is still there. */
  async change(row: Row, fields: Partial<Kept>): Promise<Row> {
    const { seq, id, ...kept } = { ...row, ...fields };
    const sealed = await seal(this.#key, this.#place(id), kept);
    const transaction = this.#database.transaction('outbox', 'readwrite');
    if ((await transaction.store.getKey(seq)) !== undefined) await writing(transaction.store.put({ seq, id, sealed }));
    await transaction.done;
    return { seq, id, ...kept };
  }

  async remove(seq: number): Promise<void> {
    await this.#database.delete('outbox', seq);
  }

  /**
   * Changes what was written, before it was sent or after it was refused. What may have arrived already is not changed: under its id the server
   * may know it as it was. Refused work is a new wish under a new id.
   */
  async edit(row: Row, command: Record<string, unknown>, newId: () => string, now: number): Promise<Row> {
    const current = await this.get(row.id);
    if (!current || !isEditable(current)) throw new Error('not to be changed any more');
    if (current.state === 'waiting') return this.change(current, { work: { ...current.work, command: { ...command, command_id: current.id } } });
    // Whoever saw what the other wrote, and writes again, builds on it.
    const based_on = current.clash?.sequence ?? current.work.based_on;
    const added = await this.add({ ...current.work, based_on, command: { ...command, command_id: newId() } }, current.label, now);
    await this.remove(current.seq);
    return added;
  }
}

/** Whether its person may still change or drop it. */
export const isEditable = (row: Pick<Row, 'state'>): boolean => row.state === 'waiting' || row.state === 'refused' || row.state === 'clash';

/** Whether it waits for its person. */
export const needsPerson = (row: Pick<Row, 'state' | 'wish'>): boolean => (row.state === 'clash' || row.state === 'refused') && row.wish === null;

const SENDABLE: readonly State[] = ['waiting', 'unknown', 'clash', 'refused'];

/** Rows that may be sent now, in order: nothing that its person is asked about, and nothing that follows such a row on the same thing. */
export function sendable(rows: readonly Row[]): Row[] {
  const held = new Set<string>();
  return rows.filter((row) => {
    if (!SENDABLE.includes(row.state)) return false;
    const key = keyOf(row.work);
    if (needsPerson(row)) {
      if (key) held.add(key);
      return false;
    }
    return !(key && held.has(key));
  });
}

/** Rows that have not reached the server. */
export const unsent = (rows: readonly Row[]): Row[] => rows.filter((row) => SENDABLE.includes(row.state));
