// The PIN and what it opens. The data key is sealed twice: with a key that Argon2id makes of the PIN, and that again with a key that the browser
// keeps and gives to nobody. Whoever copies the database has neither; whoever holds the phone has ten tries.
import { random } from './bytes.ts';
import type { Database, Vault } from './db.ts';
import { writing } from './db.ts';
import { keyOf, openBytes, sealBytes, type Sealed } from './seal.ts';
import { stretch } from './stretch.ts';

/** Digits of a PIN at least. */
export const PIN_MIN = 6;
/** Digits of a PIN at most. */
export const PIN_MAX = 12;
/** Wrong tries after which only signing in online opens the store. */
export const TRIES = 10;
/** Days the store may be opened without having met the server. */
export const DAYS = 30;
/** What OWASP asks of Argon2id with one lane. */
const KDF = { t: 2, m: 19_456, p: 1 };

const DAY = 86_400_000;

/** Why a store stays closed. */
export type Closed = 'wrong_pin' | 'locked' | 'expired';

export class StaysClosed extends Error {
  override readonly name = 'StaysClosed';
  constructor(
    readonly why: Closed,
    /** Tries left. */
    readonly left: number,
  ) {
    super(why);
  }
}

const PERSIAN_ZERO = 0x06f0;
const ARABIC_ZERO = 0x0660;

/** The PIN in Latin digits, or null when it is not one. */
export function pinOf(typed: string): string | null {
  const digits = [...typed.trim()].map((character) => {
    const code = character.codePointAt(0) ?? 0;
    if (code >= PERSIAN_ZERO && code <= PERSIAN_ZERO + 9) return String(code - PERSIAN_ZERO);
    if (code >= ARABIC_ZERO && code <= ARABIC_ZERO + 9) return String(code - ARABIC_ZERO);
    return character;
  });
  const pin = digits.join('');
  return /^\d+$/.test(pin) && pin.length >= PIN_MIN && pin.length <= PIN_MAX ? pin : null;
}

/** PINs that whoever finds a phone tries first: one digit again and again, or a run up or down. */
export function isEasy(pin: string): boolean {
  const steps = new Set([...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at])));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

type Kdf = Vault['kdf'];

const pinKey = async (pin: string, salt: Uint8Array<ArrayBuffer>, kdf: Kdf): Promise<CryptoKey> => keyOf(await stretch({ pin, salt, kdf }));

const place = (storeId: string, by: string): string => `hamyar:${storeId}:${by}`;

async function wrap(data: Uint8Array<ArrayBuffer>, inner: CryptoKey, device: CryptoKey, storeId: string, by: string): Promise<Sealed> {
  const once = await sealBytes(inner, place(storeId, by), data);
  const joined = new Uint8Array([...once.iv, ...new Uint8Array(once.data)]);
  return sealBytes(device, place(storeId, `${by}:device`), joined);
}

async function unwrap(sealed: Sealed, inner: CryptoKey, device: CryptoKey, storeId: string, by: string): Promise<Uint8Array<ArrayBuffer>> {
  const joined = await openBytes(device, place(storeId, `${by}:device`), sealed);
  return openBytes(inner, place(storeId, by), { iv: joined.slice(0, 12), data: joined.slice(12).buffer });
}

export type Owner = { user_id: string; username: string };

/** Makes a store for a person; the share is the server's half of the way back, which may still be on its way while the PIN is stretched. */
export async function createVault(database: Database, owner: Owner, pin: string, share: Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>, storeId: string, now: number, kdf: Kdf = KDF): Promise<CryptoKey> {
  const data = random(32);
  const salt = random(16);
  const [byPin, byServer, deviceKey] = await Promise.all([
    pinKey(pin, salt, kdf),
    Promise.resolve(share).then(keyOf),
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
  ]);
  const vault: Vault = {
    version: 1,
    store_id: storeId,
    ...owner,
    device_key: deviceKey,
    salt,
    kdf,
    by_pin: await wrap(data, byPin, deviceKey, storeId, 'pin'),
    by_server: await wrap(data, byServer, deviceKey, storeId, 'server'),
    wrong: 0,
    synced_at: now,
    clock_offset: 0,
  };
  const transaction = database.transaction(['vault', 'documents', 'outbox', 'files'], 'readwrite');
  await writing(
    Promise.all([
      transaction.objectStore('documents').clear(),
      transaction.objectStore('outbox').clear(),
      transaction.objectStore('files').clear(),
      transaction.objectStore('vault').put(vault, 'vault'),
      transaction.done,
    ]),
  );
  return keyOf(data);
}

export const readVault = async (database: Database): Promise<Vault | null> => (await database.get('vault', 'vault')) ?? null;

async function change(database: Database, fields: Partial<Vault>): Promise<void> {
  const transaction = database.transaction('vault', 'readwrite');
  const vault = await transaction.store.get('vault');
  if (vault) await transaction.store.put({ ...vault, ...fields }, 'vault');
  await transaction.done;
}

/** Tries left before only signing in online opens the store. */
export const triesLeft = (vault: Vault): number => Math.max(0, TRIES - vault.wrong);

/** Whether the store has not met the server for too long. A clock that was set back does not make it younger than it was. */
export function isExpired(vault: Vault, now: number): boolean {
  return Math.max(now + vault.clock_offset, vault.seen_at ?? 0) - vault.synced_at > DAYS * DAY;
}

/** The store with the time that is seen now, where no later one was. */
const seeing = (vault: Vault, now: number): Vault => ({ ...vault, seen_at: Math.max(now + vault.clock_offset, vault.seen_at ?? 0) });

/** The time passes here: noted in the store, so that setting the clock back does not bring it back. */
export async function noteTime(database: Database, now: number): Promise<void> {
  const transaction = database.transaction('vault', 'readwrite');
  const vault = await transaction.store.get('vault');
  if (vault) await transaction.store.put(seeing(vault, now), 'vault');
  await transaction.done;
}

/** One try more, counted in one step, so that two tabs count two. */
async function countTry(database: Database, now: number): Promise<number> {
  const transaction = database.transaction('vault', 'readwrite');
  const vault = await transaction.store.get('vault');
  const wrong = (vault?.wrong ?? TRIES) + 1;
  if (vault) await transaction.store.put({ ...seeing(vault, now), wrong }, 'vault');
  await transaction.done;
  return wrong;
}

/** Opens the store. A try is counted before it is made, so that cutting the power does not give it back; a PIN that could not be stretched at all is none. */
export async function unlock(database: Database, pin: string, now: number): Promise<CryptoKey> {
  const vault = await readVault(database);
  if (!vault) throw new StaysClosed('locked', 0);
  if (isExpired(vault, now)) {
    await noteTime(database, now);
    throw new StaysClosed('expired', triesLeft(vault));
  }
  if (triesLeft(vault) === 0) throw new StaysClosed('locked', 0);
  const inner = await pinKey(pin, vault.salt, vault.kdf);
  const wrong = await countTry(database, now);
  if (wrong > TRIES) throw new StaysClosed('locked', 0);
  let data: Uint8Array<ArrayBuffer>;
  try {
    data = await unwrap(vault.by_pin, inner, vault.device_key, vault.store_id, 'pin');
  } catch {
    const left = triesLeft({ ...vault, wrong });
    throw new StaysClosed(left === 0 ? 'locked' : 'wrong_pin', left);
  }
  await change(database, { wrong: 0 });
  return keyOf(data);
}

/** After signing in online: opens the store with the server's half, and gives it a new PIN. */
export async function recover(database: Database, share: Uint8Array<ArrayBuffer>, pin: string): Promise<CryptoKey> {
  const vault = await readVault(database);
  if (!vault) throw new StaysClosed('locked', 0);
  const data = await unwrap(vault.by_server, await keyOf(share), vault.device_key, vault.store_id, 'server');
  const salt = random(16);
  const byPin = await wrap(data, await pinKey(pin, salt, vault.kdf), vault.device_key, vault.store_id, 'pin');
  await change(database, { by_pin: byPin, salt, wrong: 0 });
  return keyOf(data);
}

/** The store has met the server. */
export const met = (database: Database, serverNow: number, phoneNow: number): Promise<void> =>
  change(database, { synced_at: serverNow, clock_offset: serverNow - phoneNow, seen_at: serverNow });
