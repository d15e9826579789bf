import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { random } from './bytes.ts';
import { openDatabase, type Database } from './db.ts';
import { open, seal } from './seal.ts';
import { DAYS, TRIES, createVault, isEasy, met, noteTime, pinOf, readVault, recover, unlock } from './vault.ts';

const FAST = { t: 1, m: 64, p: 1 };
const OWNER = { user_id: 'u', username: 'hamyar' };
const NOW = Date.parse('2026-11-28T08:00:00Z');
const PIN = '927461';
let database: Database;
let share: Uint8Array<ArrayBuffer>;
let n = 0;

beforeEach(async () => {
  database = await openDatabase(`vault-${(n += 1)}`);
  share = random(32);
});

const make = () => createVault(database, OWNER, PIN, share, 'store', NOW, FAST);
const wrongly = async (pin: string, now = NOW) => unlock(database, pin, now).then(() => null, (error: unknown) => error);

test('a PIN is six digits or more, in any digits of ours', () => {
  expect(pinOf('۹۲۷۴۶۱')).toBe('927461');
  expect(pinOf('٩٢٧٤٦١')).toBe('927461');
  expect([pinOf('12345'), pinOf('12345a'), pinOf('1234567890123')]).toEqual([null, null, null]);
  expect(['111111', '123456', '654321'].every(isEasy)).toBe(true);
  expect(isEasy(PIN)).toBe(false);
});

test('what is sealed is opened by the right PIN and by no other', async () => {
  const sealed = await seal(await make(), 'place', { name: 'نمونه' });
  expect(await open(await unlock(database, PIN, NOW), 'place', sealed)).toEqual({ name: 'نمونه' });
  expect(await wrongly('927462')).toMatchObject({ why: 'wrong_pin', left: TRIES - 1 });
  await expect(open(await unlock(database, PIN, NOW), 'another place', sealed)).rejects.toThrow();
});

test('neither the PIN alone nor the device alone opens it: both keys are needed', async () => {
  await make();
  const vault = await readVault(database);
  if (!vault) throw new Error('no vault');
  expect(vault.device_key.extractable).toBe(false);
  // The database copied to another browser has another device key.
  const other = await openDatabase(`vault-${(n += 1)}`);
  const device_key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await other.put('vault', { ...vault, device_key }, 'vault');
  await expect(unlock(other, PIN, NOW)).rejects.toMatchObject({ why: 'wrong_pin' });
});

test('ten wrong tries lock it, also for the right PIN, until its person has signed in; nothing is lost', async () => {
  const sealed = await seal(await make(), 'place', 'نوشتهٔ نفرستاده');
  for (let left = TRIES - 1; left >= 0; left -= 1) expect(await wrongly('000001')).toMatchObject({ why: left === 0 ? 'locked' : 'wrong_pin', left });
  expect(await wrongly(PIN)).toMatchObject({ why: 'locked', left: 0 });
  // A share of another device opens nothing.
  await expect(recover(database, random(32), '555812')).rejects.toThrow();
  const data = await recover(database, share, '555812');
  expect(await open(data, 'place', sealed)).toBe('نوشتهٔ نفرستاده');
  expect(await wrongly(PIN)).toMatchObject({ why: 'wrong_pin' });
  expect(await open(await unlock(database, '555812', NOW), 'place', sealed)).toBe('نوشتهٔ نفرستاده');
});

test('a right PIN gives the tries back', async () => {
  await make();
  await wrongly('000001');
  await unlock(database, PIN, NOW);
  expect((await readVault(database))?.wrong).toBe(0);
});

test('a try counts though the power is cut before it is judged', async () => {
  await make();
  const judged = wrongly('000001');
  await new Promise((resolve) => setTimeout(resolve, 0));
  await judged;
  expect((await readVault(database))?.wrong).toBe(1);
});

test('thirty days without the server, by the clock as the server saw it', async () => {
  await make();
  const day = 86_400_000;
  expect(await wrongly(PIN, NOW + DAYS * day - 1)).toBeNull();
  expect(await wrongly(PIN, NOW + DAYS * day + 1)).toMatchObject({ why: 'expired' });
  // The phone's clock is a year ahead, and the server was met a moment ago.
  const ahead = NOW + 365 * day;
  await met(database, NOW, ahead);
  expect(await wrongly(PIN, ahead + 29 * day)).toBeNull();
  expect(await wrongly(PIN, ahead + 31 * day)).toMatchObject({ why: 'expired' });
});

test('a clock that is set back makes the store no younger: the latest time that was seen counts, until the server is met', async () => {
  await make();
  const day = 86_400_000;
  // Time passes while it is open, or closed with the wrong PIN; then the clock is set back.
  await noteTime(database, NOW + 20 * day);
  await wrongly('000001', NOW + 25 * day);
  expect((await readVault(database))?.seen_at).toBe(NOW + 25 * day);
  expect(await wrongly(PIN, NOW - 400 * day)).toBeNull();
  expect((await readVault(database))?.seen_at).toBe(NOW + 25 * day);
  // Found expired once, it stays so whatever the clock says afterwards.
  expect(await wrongly(PIN, NOW + 31 * day)).toMatchObject({ why: 'expired' });
  expect(await wrongly(PIN, NOW + day)).toMatchObject({ why: 'expired' });
  // The server's clock is believed again, also where the phone's had run ahead.
  await met(database, NOW + 32 * day, NOW + 2 * day);
  expect(await wrongly(PIN, NOW + 2 * day)).toBeNull();
  expect(await wrongly(PIN, NOW + 31 * day)).toBeNull();
  expect(await wrongly(PIN, NOW + 33 * day)).toMatchObject({ why: 'expired' });
});
