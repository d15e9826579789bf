// Work that was written and has not reached the server. A row stays until the server has said what became of it.
import type { Database, OutboxRecord } from './db.ts';
import { writing } from './db.ts';
import { keyOf } from './operations.ts';
import { open, openBytes, seal, sealBytes } from './seal.ts';
import { FILES_BYTES_MAX, FilesFull, type FileOf, type Label, type Row, type State, type Work } from './types.ts';

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
    // Rows of before have no word of files.
    return { seq: record.seq ?? 0, id: record.id, ...kept, file: kept.file ?? null };
  }

  #filePlace(id: string): string {
    return `${this.#storeId}:file:${id}`;
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
    const kept: Kept = { work, label, file: null, state: 'waiting', typed_at: new Date(now).toISOString(), wish: null, clash: null, refusal: null, newer: false };
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

  /**
   * Writes work down together with its file: both or neither. `state` is `unknown` where it was sent already and nobody knows whether it arrived.
   */
  async addFile(work: Work, label: Label, file: FileOf, bytes: Uint8Array<ArrayBuffer>, now: number, state: 'waiting' | 'unknown' = 'waiting'): Promise<Row> {
    const id = work.command.command_id;
    const there = await this.get(id);
    if (there) return there;
    const held = unsent(await this.all()).reduce((sum, row) => sum + (row.file?.bytes ?? 0), 0);
    if (held + bytes.length > FILES_BYTES_MAX) throw new FilesFull('too many files wait');
    return this.#putFile({ work, label, file, state, typed_at: new Date(now).toISOString(), wish: null, clash: null, refusal: null, newer: false }, bytes);
  }

  async #putFile(kept: Kept, bytes: Uint8Array<ArrayBuffer>, instead?: Row): Promise<Row> {
    const id = kept.work.command.command_id;
    const [sealed, sealedFile] = await Promise.all([seal(this.#key, this.#place(id), kept), sealBytes(this.#key, this.#filePlace(id), bytes)]);
    const transaction = this.#database.transaction(['outbox', 'files'], 'readwrite');
    const [outbox, files] = [transaction.objectStore('outbox'), transaction.objectStore('files')];
    const asked: Promise<unknown>[] = [transaction.done];
    const put = async (): Promise<number> => {
      try {
        const added = outbox.add({ id, sealed });
        asked.push(added);
        asked.push(files.put(sealedFile, id));
        if (instead) asked.push(outbox.delete(instead.seq), files.delete(instead.id));
        await Promise.all(asked);
        return await added;
      } catch (error) {
        // A browser without room says so at once, or when the transaction ends: then nothing of it stays.
        for (const one of asked) one.catch(() => undefined);
        try {
          transaction.abort();
        } catch {
          // It ended by itself.
        }
        throw transaction.error ?? error;
      }
    };
    const seq = await writing(put());
    return { seq, id, ...kept };
  }

  /** The bytes of a file that waits; null where there are none. */
  async file(id: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const sealed = await this.#database.get('files', id);
    return sealed ? openBytes(this.#key, this.#filePlace(id), sealed) : null;
  }

  /** The row stays to be read; the bytes are where they belong. */
  async dropFile(id: string): Promise<void> {
    await this.#database.delete('files', id);
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
    const transaction = this.#database.transaction(['outbox', 'files'], 'readwrite');
    const outbox = transaction.objectStore('outbox');
    const record = await outbox.get(seq);
    if (record) await Promise.all([outbox.delete(seq), transaction.objectStore('files').delete(record.id)]);
    await transaction.done;
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
    const work: Work = { ...current.work, based_on, command: { ...command, command_id: newId() } };
    const bytes = current.file ? await this.file(current.id) : null;
    if (bytes) {
      const kept: Kept = { work, label: current.label, file: current.file, state: 'waiting', typed_at: new Date(now).toISOString(), wish: null, clash: null, refusal: null, newer: false };
      return this.#putFile(kept, bytes, current);
    }
    const added = await this.add(work, current.label, now);
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

/**
 * The next file that may be sent. Words go before files, so that a photo on a poor line holds nothing up; a file waits for what was written before it
 * of the same family, on which it may stand, as a consent or a new member, unless that waits for its person.
 */
export function nextFile(rows: readonly Row[], tried: ReadonlySet<string>): Row | undefined {
  const may = sendable(rows);
  return may.find((row) => row.file && !tried.has(row.id) && !may.some((one) => !one.file && !one.newer && one.seq < row.seq && one.work.family_id === row.work.family_id));
}

/** Rows that have not reached the server. */
export const unsent = (rows: readonly Row[]): Row[] => rows.filter((row) => SENDABLE.includes(row.state));
