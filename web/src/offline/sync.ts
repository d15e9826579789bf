// One round with the server: everything written goes out in its order, then what is new comes in. It can be cut off anywhere and begun again.
import type { Database } from './db.ts';
import type { Documents } from './documents.ts';
import { nextFile, sendable, unsent, type Outbox } from './outbox.ts';
import { PROTOCOL, type Bundle, type Carried, type Clock, type Lock, type Refusal, type Reply, type Row, type Transport } from './types.ts';
import { met } from './vault.ts';

/** How a round ended. */
export type Ended =
  /** The phone and the server know the same. */
  | 'done'
  /** The server was not reached, or not whole; later again. */
  | 'unreachable'
  /** Nobody is signed in. */
  | 'signed_out'
  /** This app is too old for the server. */
  | 'app_older'
  /** The server is too old for this app. */
  | 'server_older'
  /** This phone may carry nothing any more; what is left to send goes into quarantine. */
  | 'revoked';

export type Round = { ended: Ended; /** Something on the phone is other than before. */ changed: boolean; sent: number; unsent: number; waiting_for_person: number };

export const LOCK = 'hamyar-sync';
/** Files have a line of their own: words do not wait for a photo that is under way. */
export const FILES_LOCK = 'hamyar-sync-files';

type Parts = { database: Database; documents: Documents; outbox: Outbox; transport: Transport; clock: Clock; lock: Lock; store_id: string; user_id: string; /** The answer for the first round, where it was asked for ahead. */ ahead?: Promise<Reply> };

/** What a store asks for that holds nothing yet: ahead, while its PIN is still being stretched. */
export function askAhead(transport: Transport, storeId: string): Promise<Reply> {
  const reply = transport.post('/sync/bundle', { protocol: PROTOCOL, store_id: storeId, unsent: 0, have: [], lists: null });
  // Whoever waits for it hears of a failure; perhaps nobody does any more.
  reply.catch(() => undefined);
  return reply;
}

/** What an answer means that is not one about the work itself. */
export function endedBy(reply: Reply): Ended | null {
  const code = (reply.body as Refusal | null)?.code;
  if (code === 'device_wiped') return 'revoked';
  if (code === 'app_older') return 'app_older';
  if (code === 'server_older') return 'server_older';
  if (reply.status === 401 || code === 'second_factor_required') return 'signed_out';
  if (reply.status === 403) return 'revoked';
  if (reply.status === 429 || reply.status >= 500 || reply.status === 0) return 'unreachable';
  return null;
}

export class Sync {
  readonly #parts: Parts;
  #news = false;
  /** Told after every change of outbox or documents. */
  onChange: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** As a phone sends one piece of work. */
  #letter(row: Row): object {
    const { work, typed_at, wish } = row;
    return {
      protocol: PROTOCOL,
      family_id: work.family_id,
      operation: work.operation,
      part_id: work.part_id,
      command: work.command,
      based_on: work.based_on,
      typed_at,
      sent_at: new Date(this.#parts.clock()).toISOString(),
      wish,
    };
  }

  /** A whole round. Another tab's is waited for. */
  run(): Promise<Round> {
    return this.#parts.lock(LOCK, () => this.#round());
  }

  async #round(): Promise<Round> {
    let sent = 0;
    this.#news = false;
    const push = await this.#push(() => (sent += 1));
    const ended = push === 'done' ? await this.#pull() : push;
    const rows = await this.#parts.outbox.all();
    const left = unsent(rows);
    return { ended, changed: sent > 0 || this.#news, sent, unsent: left.length, waiting_for_person: left.filter((row) => (row.state === 'clash' || row.state === 'refused') && row.wish === null).length };
  }

  async #push(count: () => void): Promise<Ended> {
    const tried = new Set<string>();
    for (;;) {
      // Read again each time: meanwhile its person may have written, changed or dropped something.
      // oxlint-disable-next-line no-await-in-loop
      const next = sendable(await this.#parts.outbox.all()).find((row) => !row.file && !tried.has(row.id));
      if (!next) return 'done';
      tried.add(next.id);
      // oxlint-disable-next-line no-await-in-loop
      const ended = await this.#send(next);
      if (ended === 'sent') count();
      else if (ended) return ended;
    }
  }

  /** Sends the files that wait, one after the other, each whole. Words are sent before and beside them by `run`. */
  files(): Promise<{ ended: Ended; sent: number }> {
    return this.#parts.lock(FILES_LOCK, async () => {
      const tried = new Set<string>();
      let sent = 0;
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop
        const next = nextFile(await this.#parts.outbox.all(), tried);
        if (!next) return { ended: 'done', sent };
        tried.add(next.id);
        // oxlint-disable-next-line no-await-in-loop
        const ended = await this.#send(next);
        if (ended === 'sent') sent += 1;
        else if (ended) return { ended, sent };
      }
    });
  }

  /** How a row goes: its words, or its words with its file. Null where a file's bytes are not there any more. */
  async #post(paths: { words: string; file: string }, row: Row, letter: object): Promise<Reply | null> {
    const { outbox, transport } = this.#parts;
    if (!row.file) return transport.post(paths.words, letter);
    const bytes = await outbox.file(row.id).catch(() => null);
    return bytes ? transport.postFile(paths.file, letter, bytes) : null;
  }

  /** Sends one row. From the moment it may have arrived it is not changed any more, until the server has answered. */
  async #send(row: Row): Promise<Ended | 'sent' | null> {
    const { outbox } = this.#parts;
    const marked = row.state === 'waiting' ? await outbox.change(row, { state: 'unknown' }) : row;
    // A file is under way for a while: its person sees it.
    if (row.file) this.onChange();
    let reply: Reply;
    try {
      reply = (await this.#post({ words: '/sync/commands', file: '/sync/files' }, marked, this.#letter(marked))) ?? { status: 409, body: { code: 'file_gone' } };
    } catch {
      return 'unreachable';
    }
    const ended = endedBy(reply);
    if (ended) {
      // Turned away before the work was looked at: it may be changed again.
      if (ended !== 'unreachable' && row.state === 'waiting') await outbox.change(marked, { state: 'waiting' });
      return ended;
    }
    await this.#settle(marked, reply);
    this.onChange();
    return reply.status === 200 && ((reply.body as Carried).outcome === 'done' || (reply.body as Carried).outcome === 'parked') ? 'sent' : null;
  }

  async #settle(row: Row, reply: Reply): Promise<void> {
    const { outbox } = this.#parts;
    if (reply.status !== 200) {
      const refusal = reply.body as Refusal;
      if (refusal.code === 'unknown_operation') await outbox.change(row, { newer: true, state: 'waiting' });
      else await outbox.change(row, { state: 'refused', wish: null, refusal: { ...refusal, status: reply.status } });
      return;
    }
    const answer = reply.body as Carried;
    switch (answer.outcome) {
      case 'done':
        return outbox.remove(row.seq);
      case 'parked':
        // Chosen by its person: nothing to tell. Otherwise it is told once.
        if (row.wish === 'keep_theirs') return outbox.remove(row.seq);
        await outbox.change(row, { state: 'parked', clash: null, refusal: null });
        await outbox.dropFile(row.id);
        return undefined;
      case 'forgotten':
        await outbox.change(row, { state: 'forgotten', clash: null, refusal: null });
        await outbox.dropFile(row.id);
        return undefined;
      case 'clash':
        await outbox.change(row, { state: 'clash', wish: null, clash: answer.clash ?? null });
        return undefined;
      case 'refused':
        await outbox.change(row, { state: 'refused', wish: null, refusal: answer.problem ?? null });
        return undefined;
      default:
        // An outcome of a newer server: sent again later, it will say the same to an app that knows it.
        await outbox.change(row, { newer: true });
        return undefined;
    }
  }

  async #pull(): Promise<Ended> {
    const { database, documents, outbox, transport, clock, store_id, ahead } = this.#parts;
    delete this.#parts.ahead;
    const about = await documents.about();
    const rows = unsent(await outbox.all());
    let reply: Reply;
    try {
      reply = await (ahead ?? transport.post('/sync/bundle', { protocol: PROTOCOL, store_id, unsent: rows.length, have: await documents.have(), lists: about.lists }));
    } catch {
      return 'unreachable';
    }
    const ended = endedBy(reply);
    if (ended) return ended;
    if (reply.status !== 200) return 'unreachable';
    const bundle = reply.body as Bundle;
    this.#news ||= bundle.families.length > 0 || bundle.gone.length > 0 || bundle.lists !== null;
    await documents.take(bundle);
    await met(database, Date.parse(bundle.now.iso), clock());
    this.onChange();
    return 'done';
  }

  /**
   * Sends one piece of work at once, as a form does that its person waits before. Resolves to the answer; to null when nobody knows, or when
   * earlier work on the same family has to go first: then it is in the outbox and goes with the next round. Once nobody waits any more, what the
   * server says is kept in the outbox as with every other piece.
   */
  submit(id: string, isWaiting: () => boolean = () => true): Promise<Carried | Refusal | null> {
    return this.#parts.lock(LOCK, async () => {
      const { outbox, transport } = this.#parts;
      const rows = await outbox.all();
      const row = rows.find((one) => one.id === id);
      if (!row) return null;
      const earlier = unsent(rows).some((one) => !one.file && one.seq < row.seq && one.work.family_id === row.work.family_id);
      if (earlier || row.state !== 'waiting') return null;
      const marked = await outbox.change(row, { state: 'unknown' });
      let reply: Reply;
      try {
        reply = await transport.post('/sync/commands', this.#letter(marked));
      } catch {
        return null;
      }
      const ended = endedBy(reply);
      if (ended) {
        if (ended !== 'unreachable') await outbox.change(marked, { state: 'waiting' });
        return null;
      }
      if (!isWaiting()) {
        await this.#settle(marked, reply);
        this.onChange();
        return null;
      }
      if (reply.status === 200) {
        const answer = reply.body as Carried;
        if (answer.outcome === 'clash' || answer.outcome === 'refused') {
          // Its form is still open and says so itself.
          await outbox.remove(row.seq);
          return answer;
        }
      } else if ((reply.body as Refusal).code !== 'unknown_operation') {
        await outbox.remove(row.seq);
        return { ...(reply.body as Refusal), status: reply.status };
      }
      await this.#settle(marked, reply);
      this.onChange();
      return reply.status === 200 ? (reply.body as Carried) : null;
    });
  }

  /** Leaves everything unsent to the center's review; true when nothing is left. After it the phone is wiped. */
  quarantine(): Promise<boolean> {
    return this.#parts.lock(FILES_LOCK, () => this.#parts.lock(LOCK, async () => {
      const { outbox, transport, user_id } = this.#parts;
      const rows = unsent(await outbox.all());
      for (const row of [...rows.filter((one) => !one.file), ...rows.filter((one) => one.file)]) {
        let reply: Reply;
        try {
          const letter = { user_id, work: { ...this.#letter(row), wish: null } };
          // One after the other, in the order of writing. Of a file whose bytes are not there any more the words are left.
          // oxlint-disable-next-line no-await-in-loop
          reply = (await this.#post({ words: '/sync/quarantine', file: '/sync/quarantine/files' }, row, letter)) ?? (await transport.post('/sync/quarantine', letter));
        } catch {
          return false;
        }
        // Only what the server says is kept, added, or of no family that this phone ever carried, is dropped here.
        if (reply.status !== 200 && reply.status !== 404) return false;
        // oxlint-disable-next-line no-await-in-loop
        await outbox.remove(row.seq);
        this.onChange();
      }
      return true;
    }));
  }
}
