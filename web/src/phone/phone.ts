// The phone's store in this tab: opened with the PIN, kept in step with the server, asked by the screens when the network is away.
import { ApiProblem } from '@/api/problem.ts';
import type { SessionView, User } from '@/api/types.ts';
import { notePosition } from '@/api/position.ts';
import { t } from '@/i18n/index.ts';
import { forgetDrafts } from '@/lib/drafts.ts';
import { tehran } from '@/lib/jalali.ts';
import { uuid7 } from '@/lib/uuid7.ts';
import { WIPED, wipeHere } from '@/lib/wipe.ts';
import { fromBase64 } from '@/offline/bytes.ts';
import { openDatabase, type Database, type Vault } from '@/offline/db.ts';
import { ADD_ATTACHMENT, askedBy } from '@/offline/operations.ts';
import { isEditable, needsPerson, unsent } from '@/offline/outbox.ts';
import { phoneOf, type Phone } from '@/offline/phone.ts';
import { askAhead, type Ended } from '@/offline/sync.ts';
import { FILES_BYTES_MAX, FilesFull, NoRoom, type Carried, type Lock, type Refusal, type Reply, type Row, type Transport } from '@/offline/types.ts';
import { createVault, isExpired, noteTime, readVault, recover, triesLeft, unlock as unlockVault } from '@/offline/vault.ts';
import { sizeWords } from '@/screens/family/size.ts';
import { closeDrafts, openDrafts } from './drafts.ts';
import { setHint } from './hint.ts';
import { calendar, families, queue } from './local.ts';
import { KEYS, holdOpen, look, lookAgain, type KeyMessage } from './standing.ts';

export type Mode =
  /** This browser keeps no store. */
  | 'off'
  /** It keeps one that waits for its PIN. */
  | 'locked'
  /** Ten wrong PINs, or too long without the server: only signing in online opens it. */
  | 'shut'
  | 'open';

export type Status = {
  mode: Mode;
  /** Why a shut store is shut. */
  expired: boolean;
  rows: readonly Row[];
  /** How the last round ended; null before the first. */
  ended: Ended | null;
  syncing: boolean;
  /** When the phone and the server last knew the same, in milliseconds. */
  synced_at: number | null;
  /** Whether families have arrived here yet: before that the phone is of no use without a network. */
  filled: boolean;
  /** Whether the browser promised to keep the store. */
  persisted: boolean;
  /** There was no room for the last thing to be kept. */
  full: boolean;
};

const EVERY_MILLISECONDS = 60_000;
const TIMEOUT_MILLISECONDS = 20_000;
/** 5 MiB over a poor telephone line. */
const FILE_TIMEOUT_MILLISECONDS = 300_000;
/** How long a form waits for the server before its work is left in the outbox. */
const PATIENCE_MILLISECONDS = 6_000;
/** How long after a failure the network is not waited for. */
const AWAY_MILLISECONDS = 15_000;
const CHANGES = 'hamyar-phone-changes';

let database: Database | null = null;
let vault: Vault | null = null;
let open: Phone | null = null;
let key: CryptoKey | null = null;
let letGo = (): void => undefined;
let awaySince = 0;
let status: Status = { mode: 'off', expired: false, rows: [], ended: null, syncing: false, synced_at: null, filled: false, persisted: false, full: false };

const listeners = new Set<() => void>();
const changes = new BroadcastChannel(CHANGES);
const keys = new BroadcastChannel(KEYS);

function set(change: Partial<Status>): void {
  status = { ...status, ...change };
  for (const listener of listeners) listener();
}

export const getStatus = (): Status => status;
export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Told when documents changed, so that what is on screen is read again. */
let onDocuments: () => void = () => undefined;
export function whenDocumentsChange(tell: () => void): void {
  onDocuments = tell;
}

const lock: Lock = (name, work) => ('locks' in navigator ? (navigator.locks.request(name, work) as ReturnType<typeof work>) : work());

/** Whether the network was there when it was last tried. */
const isAway = (): boolean => !navigator.onLine || Date.now() - awaySince < AWAY_MILLISECONDS;
export { isAway };
export function noteAway(): void {
  awaySince = Date.now();
}

async function post(path: string, init: { headers?: Record<string, string>; body: BodyInit }, timeout: number): Promise<Reply> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { ...init.headers, accept: 'application/json' },
      body: init.body,
      signal: AbortSignal.timeout(timeout),
    });
    const answer: unknown = await response.json().catch(() => null);
    // Something between us and the server answered instead of it.
    if (answer === null) throw new TypeError('not an answer of the server');
    awaySince = 0;
    return { status: response.status, body: answer };
  } catch (error) {
    noteAway();
    throw error;
  }
}

const transport: Transport = {
  post: (path, body) => post(path, { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, TIMEOUT_MILLISECONDS),
  postFile(path, work, file) {
    const form = new FormData();
    // The words come first, and say that they are JSON, which a form of another site cannot.
    form.append('work', new Blob([JSON.stringify(work)], { type: 'application/json' }), 'work');
    form.append('file', new Blob([file]), 'file');
    return post(path, { body: form }, FILE_TIMEOUT_MILLISECONDS);
  },
};

/** A cookie says to the server that work waits here, so that a phone that is to be wiped may leave it first. A count and nothing else. */
function tellUnsent(count: number): void {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = count > 0 ? `hamyar_unsent=${count}; path=/; samesite=strict; max-age=34560000${secure}` : `hamyar_unsent=; path=/; samesite=strict; max-age=0${secure}`;
}

async function readRows(): Promise<void> {
  if (!open) return;
  const rows = await open.outbox.all();
  tellUnsent(unsent(rows).length);
  set({ rows });
}

function changed(documents: boolean): void {
  void readRows();
  changes.postMessage(documents);
  if (documents) onDocuments();
}

changes.addEventListener('message', (event: MessageEvent<boolean>) => {
  void readRows();
  if (event.data) onDocuments();
});

// A tab that has the key gives it to another one of this browser that asks; the key itself cannot be read out by either.
keys.addEventListener('message', (event: MessageEvent<KeyMessage>) => {
  const { ask, store_id } = event.data;
  if (ask && key && open && ask === open.store_id) keys.postMessage({ store_id: ask, key });
  else if (store_id && event.data.key && !open && vault?.store_id === store_id) void opened(event.data.key);
});

let starting: Promise<unknown> | null = null;

/** Looks, once, whether this browser keeps a store and whether another tab has opened it; says how the phone stands now. */
export function start(): Promise<Status> {
  starting ??= begin();
  return starting.then(() => status);
}

async function begin(): Promise<Status> {
  const found = await look();
  ({ database, vault } = found);
  if (!vault) {
    setHint(false);
    return status;
  }
  const expired = isExpired(vault, Date.now());
  set({ mode: found.shut ? 'shut' : 'locked', expired, synced_at: vault.synced_at });
  if (found.key) await opened(found.key);
  return status;
}

async function opened(data: CryptoKey, ahead?: Promise<Reply>): Promise<void> {
  if (!database || open) return;
  vault = await readVault(database);
  if (!vault) return;
  key = data;
  letGo = holdOpen();
  open = phoneOf(database, vault, data, { transport, clock: Date.now, lock, ...(ahead ? { ahead } : {}) });
  open.sync.onChange = () => changed(false);
  const paths = (await open.documents.paths()).filter((path) => path.startsWith('draft:'));
  const drafts = await Promise.all(paths.map(async (path) => [path, await open?.documents.read<object>(path)] as const));
  openDrafts(
    drafts.flatMap(([path, value]) => (value ? [[path.slice('draft:'.length), value] as const] : [])),
    keepDraft,
  );
  const filled = (await open.documents.about()).position > 0;
  set({ mode: 'open', expired: false, synced_at: vault.synced_at, filled, persisted: (await navigator.storage?.persisted?.()) ?? false });
  await readRows();
  follow();
}

let later: Record<string, ReturnType<typeof setTimeout>> = {};

/** A form is sealed a moment after the last key. */
let noRoomForDraft = false;

function keepDraft(name: string, value: object | null): void {
  clearTimeout(later[name]);
  later[name] = setTimeout(
    () => {
      // «family:…» in a form's name lets it go with its family.
      const work = value === null ? open?.documents.remove(`draft:${name}`) : open?.documents.put(`draft:${name}`, value);
      work
        ?.then(() => {
          // Room for what is being typed is not yet room for what was to be kept.
          if (noRoomForDraft) set({ full: false });
          noRoomForDraft = false;
        })
        .catch((error: unknown) => {
          if (!(error instanceof NoRoom)) return;
          noRoomForDraft = true;
          set({ full: true });
        });
    },
    value === null ? 0 : 400,
  );
}

let following = false;

/** From now on the phone keeps itself in step. */
function follow(): void {
  if (following) return;
  following = true;
  window.addEventListener('online', () => {
    awaySince = 0;
    void syncNow();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void syncNow();
  });
  setInterval(() => {
    // A long day without a network is seen too.
    if (open && database) void noteTime(database, Date.now()).catch(() => undefined);
    void syncNow();
  }, EVERY_MILLISECONDS);
  void syncNow();
}

let round: Promise<void> | null = null;

/** One round with the server, unless one runs. */
export function syncNow(): Promise<void> {
  round ??= runRound().finally(() => {
    round = null;
  });
  return round;
}

async function runRound(): Promise<void> {
  if (!open || !database || !navigator.onLine) {
    set({ ended: open ? 'unreachable' : status.ended });
    return;
  }
  set({ syncing: true });
  try {
    const { ended, changed: news } = await open.sync.run();
    vault = await readVault(database);
    set({ ended, synced_at: vault?.synced_at ?? status.synced_at, filled: status.filled || ended === 'done', full: ended === 'done' ? false : status.full });
    if (news) changed(true);
    else await readRows();
    if (ended === 'revoked') await revoked();
    // Beside everything else, not before it: nothing waits for a photo on a poor line.
    else if (ended === 'done') sendFiles();
  } catch (error) {
    if (error instanceof NoRoom) set({ full: true });
    else set({ ended: 'unreachable' });
  } finally {
    set({ syncing: false });
  }
}

let sending: Promise<void> | null = null;

function sendFiles(): void {
  if (!open || sending || !status.rows.some((row) => row.file)) return;
  const { sync } = open;
  let more = false;
  sending = sync
    .files()
    .then(async ({ ended, sent }) => {
      await readRows();
      if (ended === 'revoked') await revoked();
      else if (ended !== 'done') set({ ended });
      // What arrived is in the family's file now.
      else more = sent > 0;
    })
    .catch(() => set({ ended: 'unreachable' }))
    .finally(() => {
      sending = null;
      if (more) void syncNow();
    });
}

/** Opens the store; throws `StaysClosed`. */
export async function unlock(pin: string): Promise<void> {
  await start();
  if (!database) return;
  try {
    await opened(await unlockVault(database, pin, Date.now()));
  } catch (error) {
    vault = await readVault(database);
    if (vault && (triesLeft(vault) === 0 || isExpired(vault, Date.now()))) set({ mode: 'shut', expired: isExpired(vault, Date.now()) });
    throw error;
  }
}

export const vaultOwner = (): Pick<Vault, 'user_id' | 'username'> | null => vault;

type AskShare = () => Promise<{ share: string }>;

/** Makes the store of this person on this phone, and fills it; false where it is made and families have not arrived yet. */
export async function setUp(user: User, pin: string, ask: AskShare): Promise<boolean> {
  await start();
  database ??= await openDatabase();
  const share = ask().then((answer) => fromBase64(answer.share));
  const storeId = uuid7();
  // The families come while the PIN is stretched; they are in memory only until there is a store to seal them into.
  const ahead = askAhead(transport, storeId);
  const data = await createVault(database, { user_id: user.id, username: user.username }, pin, share, storeId, Date.now());
  const persisted = (await navigator.storage?.persist?.()) ?? false;
  setHint(true);
  set({ persisted });
  await opened(data, ahead);
  await keepUser(user);
  await syncNow();
  return status.filled;
}

/** After signing in online: another PIN for the store that is there. */
export async function changePin(pin: string, ask: AskShare): Promise<void> {
  await start();
  if (!database) return;
  const { share } = await ask();
  const data = await recover(database, fromBase64(share), pin);
  if (!open) await opened(data);
}

/** Somebody is signed in: the person, for a start without a network. Another one's store is closed before they see anything. */
export async function keepUser(user: User): Promise<void> {
  if (!open) return;
  if (open.user_id !== user.id) {
    closeDrafts();
    open = null;
    key = null;
    letGo();
    set({ mode: 'off', rows: [], ended: null });
    return;
  }
  await open.documents.put('/session', user).catch(() => undefined);
  if (status.ended === 'signed_out') void syncNow();
}

export async function keepMeta(meta: unknown): Promise<void> {
  await open?.documents.put('/meta', meta).catch(() => undefined);
}

/** Who is at work here without a network. */
export async function localUser(): Promise<User | null> {
  await start();
  return (await open?.documents.read<User>('/session')) ?? null;
}

/** Today by the phone's clock, put right by what the server's said when it was last met. */
export function localToday(): string {
  return tehran(new Date(Date.now() + (vault?.clock_offset ?? 0))).iso;
}

/** Whether the store is open and of this person. */
export const isOpenFor = (user: Pick<SessionView, 'user_id'> | Pick<User, 'id'>): boolean => open !== null && open.user_id === ('id' in user ? user.id : user.user_id);

/** An answer from the phone; undefined where it has none. */
export async function localAnswer(path: string, query: Record<string, unknown>): Promise<unknown> {
  await start();
  if (!open) return undefined;
  const { documents } = open;
  if (path === '/notices') return { open: [], told: [], waiting: [], unknown: true };
  if (path === '/meta') return (await documents.read('/meta')) ?? { demo: false, version: (await documents.about()).version, outside: null, today: { iso: localToday(), jalali: '' } };
  if (path === '/families' || path === '/families/find') {
    const all = await documents.read<Parameters<typeof families>[0]>('/families');
    return all && families(all, query);
  }
  if (path === '/caseworkers/me/today') {
    const found = await documents.read<Record<string, unknown>>(path);
    return found && queue(found, status.rows, localToday());
  }
  if (path === '/caseworkers/me/calendar') {
    const found = await documents.read<Record<string, unknown>>(path);
    return found && calendar(found, status.rows, query, localToday());
  }
  if (path.endsWith('/timeline') && query['cursor']) return { items: [], next: null, position: 0 };
  const found = await documents.read<Record<string, unknown>>(path);
  if (found && path.endsWith('/timeline')) return { ...found, next: null };
  return found;
}

export type Kept = { id: string; sequence: number; position: number; ids?: Record<string, string>; /** It waits on the phone. */ kept?: true; /** It waits for the center. */ parked?: true };

type Wish = { method: string; path: string; command: Record<string, unknown> & { command_id: string }; basedOn: number | null };

async function familyName(id: string): Promise<string> {
  const file = await open?.documents.read<{ family_name?: string | null; file_number?: string }>(`/families/${id}`);
  return file?.family_name ?? file?.file_number ?? '';
}

/**
 * Writes a wish into the outbox and sends it. Resolves to null where the phone has no part in it. Throws what the server refuses; what the
 * server was not reached with stays in the outbox, and the answer says so.
 */
export async function submit({ method, path, command, basedOn }: Wish): Promise<Kept | null> {
  await start();
  const asked = askedBy(method, path);
  if (!open || !asked) return null;
  const { outbox, sync, documents } = open;
  const about = await documents.about();
  if (about.families[asked.family_id] === undefined) return null;
  const title = t.phone.operations[asked.operation as keyof typeof t.phone.operations] ?? asked.operation;
  let row: Row;
  try {
    row = await outbox.add({ ...asked, command, based_on: basedOn ?? about.families[asked.family_id] ?? null }, { family: await familyName(asked.family_id), title }, Date.now());
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    set({ full: true });
    // With a network it goes straight to the server; without one the form keeps it.
    if (!isAway()) return null;
    throw new ApiProblem(0, { code: 'phone_full' });
  }
  changed(false);
  const kept: Kept = { id: asked.family_id, sequence: 0, position: 0, kept: true };
  if (isAway()) return kept;
  let isWaiting = true;
  const patience = new Promise<null>((resolve) => {
    setTimeout(() => {
      isWaiting = false;
      resolve(null);
    }, PATIENCE_MILLISECONDS);
  });
  const answer = await Promise.race([sync.submit(row.id, () => isWaiting), patience]);
  changed(false);
  void syncNow();
  if (answer === null) return kept;
  return told(asked.family_id, answer);
}

/** A file and what is said of it. */
export type FileWish = { family: string; command: Record<string, unknown> & { command_id: string }; file: Blob; /** It was sent directly, and nobody knows whether it arrived. */ perhaps: boolean };

/**
 * Keeps a file to be sent with the outbox; false where the phone has no part in it, or where the network is there and nothing waits before it: then
 * it goes directly. Throws where the phone has no room.
 */
export async function keepFile({ family, command, file, perhaps }: FileWish): Promise<boolean> {
  await start();
  if (!open) return false;
  const { documents, outbox } = open;
  const based_on = (await documents.about()).families[family];
  if (based_on === undefined) return false;
  if (!perhaps && !isAway() && !unsent(await outbox.all()).some((row) => row.work.family_id === family)) return false;
  try {
    const work = { operation: ADD_ATTACHMENT, family_id: family, part_id: null, command, based_on };
    const label = { family: await familyName(family), title: t.phone.operations.add_attachment };
    await outbox.addFile(work, label, { bytes: file.size, type: file.type }, new Uint8Array(await file.arrayBuffer()), Date.now(), perhaps ? 'unknown' : 'waiting');
  } catch (error) {
    if (error instanceof FilesFull) throw new ApiProblem(409, { code: 'phone_files_full', title: t.caseworker.waiting.full(sizeWords(FILES_BYTES_MAX)), title_en: t.caseworker.waiting.full(sizeWords(FILES_BYTES_MAX)) });
    if (!(error instanceof NoRoom)) throw error;
    set({ full: true });
    throw new ApiProblem(0, { code: 'phone_full' });
  }
  changed(false);
  void syncNow();
  return true;
}

/** A file that waits, to be looked at on this phone. */
export async function waitingFile(row: Row): Promise<Blob | null> {
  const bytes = await open?.outbox.file(row.id);
  return bytes ? new Blob([bytes], { type: row.file?.type ?? '' }) : null;
}

function told(family: string, answer: Carried | Refusal): Kept {
  if (!('outcome' in answer)) throw new ApiProblem(answer.status, answer);
  if (answer.outcome === 'clash') throw new ApiProblem(412, { code: 'stale', params: { actual: answer.clash?.sequence } });
  if (answer.outcome === 'refused') throw new ApiProblem(answer.problem?.status ?? 409, answer.problem ?? {});
  if (answer.position) notePosition(answer.position);
  const done: Kept = { id: family, sequence: answer.sequence ?? 0, position: answer.position ?? 0, ids: answer.ids ?? {} };
  return answer.outcome === 'parked' || answer.outcome === 'forgotten' ? { ...done, parked: true } : done;
}

/** Its person changes what waits. */
export async function editRow(row: Row, command: Record<string, unknown>): Promise<void> {
  await open?.outbox.edit(row, command, uuid7, Date.now());
  changed(false);
  void syncNow();
}

/** Its person drops what waits, or has read what became of it. */
export async function dropRow(row: Row): Promise<void> {
  const current = await open?.outbox.get(row.id);
  if (!current || !open) return;
  if (isEditable(current) || current.state === 'parked' || current.state === 'forgotten') await open.outbox.remove(current.seq);
  changed(false);
}

/** Its person chooses what becomes of it. */
export async function chooseFor(row: Row, choice: 'mine' | 'keep_theirs' | 'review'): Promise<void> {
  const current = await open?.outbox.get(row.id);
  if (!current || !open || !needsPerson(current)) return;
  if (choice === 'mine') await open.outbox.edit(current, current.work.command, uuid7, Date.now());
  else await open.outbox.change(current, { wish: choice });
  changed(false);
  void syncNow();
}

/** What another document says now, to be shown beside the own value. */
export const familyFile = (id: string): Promise<Record<string, unknown> | undefined> => open?.documents.read<Record<string, unknown>>(`/families/${id}`) ?? Promise.resolve(undefined);

/** How much waits. */
export const unsentCount = async (): Promise<number> => {
  await start();
  if (open) return unsent(await open.outbox.all()).length;
  return database ? database.count('outbox') : 0;
};

/** Forgets the key: the PIN is asked for again. */
export function lockNow(): void {
  closeDrafts();
  location.assign('/lock');
}

/** Leaving the phone: nothing of it stays, unless work waits on it; that stays sealed until its person comes back. */
export async function leave(): Promise<'forgotten' | 'kept'> {
  const waiting = await unsentCount();
  if (waiting > 0) return 'kept';
  await forget();
  return 'forgotten';
}

/** Removes the store with all that is in it. */
export async function forget(): Promise<void> {
  for (const timer of Object.values(later)) clearTimeout(timer);
  later = {};
  closeDrafts();
  tellUnsent(0);
  setHint(false);
  if (database) {
    const stores = ['vault', 'documents', 'outbox', 'files'] as const;
    const transaction = database.transaction(stores, 'readwrite');
    await Promise.all([...stores.map((name) => transaction.objectStore(name).clear()), transaction.done]);
  }
  open = null;
  key = null;
  vault = null;
  starting = null;
  letGo();
  lookAgain();
  set({ mode: 'off', rows: [], ended: null, synced_at: null, filled: false });
}

let leaving: Promise<void> | null = null;

/** The server says that this phone carries nothing any more: families go at once, work is left for review, then everything goes. */
export function revoked(): Promise<void> {
  leaving ??= goAway().finally(() => {
    leaving = null;
  });
  return leaving;
}

async function goAway(): Promise<void> {
  await start();
  if (database) {
    await database.clear('documents');
    forgetDrafts();
    closeDrafts();
    const waiting = await database.count('outbox');
    if (waiting > 0) {
      if (!open) {
        // Sealed: only its person's PIN opens it. The families are gone from the phone already.
        if (location.pathname !== '/lock') location.assign('/lock?revoked=1');
        return;
      }
      if (!(await open.sync.quarantine())) {
        set({ ended: 'revoked' });
        return;
      }
    }
  }
  tellUnsent(0);
  await wipeHere();
  location.replace(WIPED);
}
