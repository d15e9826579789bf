// How the phone's store stands before it is opened: looked at once, for the door and for the app behind it.
import { openDatabase, type Database, type Vault } from '@/offline/db.ts';
import { isExpired, noteTime, readVault, triesLeft } from '@/offline/vault.ts';

export type Standing = {
  database: Database;
  /** Null where this browser keeps no store. */
  vault: Vault | null;
  /** Ten wrong PINs, or too long without the server: only signing in online opens it. */
  shut: boolean;
  /** What opens it, once another tab gave it or the PIN did. */
  key: CryptoKey | null;
};

export const KEYS = 'hamyar-phone-key';
/** Held by every tab in which the store is open, so that a tab that is alone waits for no answer. */
const OPEN = 'hamyar-phone-open';
/** A tab that is known to have the store open is waited for, also on a busy phone; where nobody can say, shortly. */
const ANSWER_MILLISECONDS = { known: 2_000, guessed: 150 };

export type KeyMessage = { ask?: string; store_id?: string; key?: CryptoKey };

/** Says to other tabs that this one could give them the key; until the page goes or `letGo` is called. */
export function holdOpen(): () => void {
  let letGo = (): void => undefined;
  if ('locks' in navigator) void navigator.locks.request(OPEN, { mode: 'shared' }, () => new Promise<void>((resolve) => (letGo = resolve)));
  return () => letGo();
}

async function isOpenElsewhere(): Promise<boolean> {
  return ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === OPEN);
}

/** The key from a tab that has it; the key itself cannot be read out by either. */
async function askTabs(storeId: string): Promise<CryptoKey | null> {
  const known = 'locks' in navigator;
  if (known && !(await isOpenElsewhere())) return null;
  const channel = new BroadcastChannel(KEYS);
  const key = await new Promise<CryptoKey | null>((resolve) => {
    channel.addEventListener('message', ({ data }: MessageEvent<KeyMessage>) => {
      if (data.store_id === storeId && data.key) resolve(data.key);
    });
    setTimeout(() => resolve(null), known ? ANSWER_MILLISECONDS.known : ANSWER_MILLISECONDS.guessed);
    channel.postMessage({ ask: storeId });
  });
  channel.close();
  return key;
}

async function lookNow(): Promise<Standing> {
  const database = await openDatabase();
  const vault = await readVault(database);
  if (!vault) return { database, vault, shut: false, key: null };
  // Nothing waits for it.
  void noteTime(database, Date.now()).catch(() => undefined);
  const shut = isExpired(vault, Date.now()) || triesLeft(vault) === 0;
  return { database, vault, shut, key: shut ? null : await askTabs(vault.store_id) };
}

let looked: Promise<Standing> | null = null;

/** How it stands; what the door found out is known behind it. */
export const look = (): Promise<Standing> => (looked ??= lookNow());

/** To be looked at anew: it was shut, or taken away. */
export function lookAgain(): undefined {
  looked = null;
}
