import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { random } from './bytes.ts';
import { openDatabase } from './db.ts';
import { askedBy, OPERATIONS } from './operations.ts';
import { sendable } from './outbox.ts';
import { phoneOf } from './phone.ts';
import { keyOf } from './seal.ts';
import { FILES_BYTES_MAX, FilesFull, FILE_BYTES_MAX, NoRoom, type Lock, type Reply, type Row, type Transport, type Work } from './types.ts';

const FAMILY = '0192aaaa-0000-7000-8000-000000000001';
let made = 0;
const id = () => `0192bbbb-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`;
const queue = new Map<string, Promise<unknown>>();
const lock: Lock = (name, work) => {
  const next = (queue.get(name) ?? Promise.resolve()).then(work, work);
  queue.set(name, next);
  return next;
};

async function phone(answer: (path: string, body: Record<string, unknown>) => Reply | 'lost') {
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const transport: Transport = {
    async post(path, body) {
      sent.push({ path, body: body as Record<string, unknown> });
      const reply = answer(path, body as Record<string, unknown>);
      if (reply === 'lost') throw new TypeError('no network');
      return reply;
    },
    async postFile(path, body, file) {
      sent.push({ path, body: { ...(body as Record<string, unknown>), bytes: file.length } });
      const reply = answer(path, body as Record<string, unknown>);
      if (reply === 'lost') throw new TypeError('no network');
      return reply;
    },
  };
  const database = await openDatabase(`outbox-${id()}`);
  const key = await keyOf(random(32));
  return { ...phoneOf(database, { store_id: 'store', user_id: 'u' }, key, { transport, clock: () => 1_795_000_000_000, lock }), sent };
}

const note = (text: string): Work => ({ operation: 'add_note', family_id: FAMILY, part_id: null, based_on: null, command: { command_id: id(), text } });
const address = (text: string): Work => ({ operation: 'change_address', family_id: FAMILY, part_id: null, based_on: 4, command: { command_id: id(), address: text } });
const LABEL = { family: 'نمونه', title: 'یادداشت' };
const bundle = { protocol: 1, version: '1', now: { iso: '2026-11-28T08:00:00Z', jalali: '' }, today: { iso: '2026-11-28', jalali: '' }, position: 9, own: [], gone: [], families: [], cards: {}, queue: {}, tasks: {}, lists: null };
const ok = (body: unknown): Reply => ({ status: 200, body });
const done = (path: string, body: Record<string, unknown>): Reply => (path === '/sync/bundle' ? ok(bundle) : ok({ outcome: 'done', command_id: (body['command'] as { command_id: string }).command_id }));

test('every operation is known by its address, with its part', () => {
  for (const { name, method, path } of OPERATIONS) {
    const asked = askedBy(method, path.replace(':id', FAMILY).replace(':part', id()));
    expect(asked).toMatchObject({ operation: name, family_id: FAMILY });
    expect(asked?.part_id === null).toBe(!path.includes(':part'));
  }
  expect(askedBy('post', `/families/${FAMILY}/close`)).toBeNull();
  expect(askedBy('post', '/families/none/notes')).toBeNull();
});

test('the same command written twice is one row, and goes once', async () => {
  const { outbox, sync, sent } = await phone(done);
  const work = note('یک');
  await Promise.all([outbox.add(work, LABEL, 0), outbox.add(work, LABEL, 0)]);
  await Promise.all([sync.run(), sync.run()]);
  expect(sent.filter(({ path }) => path === '/sync/commands')).toHaveLength(1);
  expect(await outbox.count()).toBe(0);
});

test('nothing in the database can be read without the key', async () => {
  const { outbox, documents, database } = await phone(done);
  await outbox.add(note('قناری'), LABEL, 0);
  await documents.put('/families/x', { name: 'قناری' });
  const rows = [...(await database.getAll('outbox')), ...(await database.getAll('documents'))];
  const text = rows.map((row) => new TextDecoder().decode('sealed' in row ? row.sealed.data : row.data) + JSON.stringify(row)).join('');
  expect(text).not.toContain('قناری');
  expect(text).not.toContain('نمونه');
});

test('what was lost on the way is sent again under the same id, and may not be changed meanwhile', async () => {
  let lost = true;
  const { outbox, sync, sent } = await phone((path, body) => (lost ? 'lost' : done(path, body)));
  const row = await outbox.add(note('یک'), LABEL, 0);
  expect((await sync.run()).ended).toBe('unreachable');
  await expect(outbox.edit(row, { text: 'دیگر' }, id, 0)).rejects.toThrow();
  lost = false;
  expect(await sync.run()).toMatchObject({ ended: 'done', unsent: 0 });
  const ids = sent.filter(({ path }) => path === '/sync/commands').map(({ body }) => (body['command'] as { command_id: string }).command_id);
  expect(new Set(ids).size).toBe(1);
});

test('before it is sent it can be changed under its own id; refused it becomes a new wish', async () => {
  let refuse = true;
  const { outbox, sync } = await phone((path, body) => (path === '/sync/commands' && refuse ? ok({ outcome: 'refused', problem: { status: 409, code: 'case_closed' } }) : done(path, body)));
  const row = await outbox.add(note('یک'), LABEL, 0);
  const edited = await outbox.edit(row, { text: 'دو' }, id, 0);
  expect([edited.id, edited.work.command['text']]).toEqual([row.id, 'دو']);
  expect(await sync.run()).toMatchObject({ unsent: 1, waiting_for_person: 1 });
  const [refused] = await outbox.all();
  if (!refused) throw new Error('nothing refused');
  const again = await outbox.edit(refused, { text: 'سه' }, id, 0);
  expect(again.id).not.toBe(row.id);
  refuse = false;
  expect(await sync.run()).toMatchObject({ unsent: 0 });
});

test('work on the same thing waits behind a clash; other work goes on', async () => {
  const { outbox, sync, sent } = await phone((path, body) =>
    path === '/sync/commands' && body['operation'] === 'change_address' && body['wish'] === null ? ok({ outcome: 'clash', clash: { sequence: 7, type: 'address_changed', by: { name: 'مدیر' }, recorded_at: { iso: '', jalali: '' } } }) : path === '/sync/commands' && body['wish'] ? ok({ outcome: 'parked' }) : done(path, body),
  );
  await outbox.add(address('یک'), LABEL, 0);
  const second = await outbox.add(address('دو'), LABEL, 0);
  await outbox.add(note('سه'), LABEL, 0);
  await sync.run();
  expect(sent.filter(({ path }) => path === '/sync/commands').map(({ body }) => body['operation'])).toEqual(['change_address', 'add_note']);
  const [clash] = await outbox.all();
  if (!clash) throw new Error('no clash');
  expect(sendable(await outbox.all())).toEqual([]);
  await outbox.change(clash, { wish: 'keep_theirs' });
  expect(sendable(await outbox.all()).map((row) => row.id)).toEqual([clash.id, second.id]);
});

test('a server that does not know an operation, or another protocol, loses nothing', async () => {
  const { outbox, sync } = await phone((path, body) => (path === '/sync/commands' ? { status: 409, body: { code: 'unknown_operation' } } : done(path, body)));
  await outbox.add(note('یک'), LABEL, 0);
  expect(await sync.run()).toMatchObject({ ended: 'done', unsent: 1, waiting_for_person: 0 });
  expect((await outbox.all())[0]).toMatchObject({ newer: true, state: 'waiting' });
  for (const code of ['server_older', 'app_older'] as const) {
    // oxlint-disable-next-line no-await-in-loop
    const other = await phone(() => ({ status: 409, body: { code } }));
    // oxlint-disable-next-line no-await-in-loop
    await other.outbox.add(note('یک'), LABEL, 0);
    // oxlint-disable-next-line no-await-in-loop
    expect(await other.sync.run()).toMatchObject({ ended: code, unsent: 1 });
    // oxlint-disable-next-line no-await-in-loop
    expect((await other.outbox.all())[0]).toMatchObject({ state: 'waiting' });
  }
});

test('a revoked phone leaves everything for review before it is wiped', async () => {
  const { outbox, sync, sent } = await phone((path) => (path === '/sync/quarantine' ? ok({ outcome: 'parked' }) : { status: 401, body: { code: 'device_wiped' } }));
  await outbox.add(note('یک'), LABEL, 0);
  await outbox.add(address('دو'), LABEL, 0);
  expect((await sync.run()).ended).toBe('revoked');
  expect(await sync.quarantine()).toBe(true);
  expect(sent.filter(({ path }) => path === '/sync/quarantine')).toHaveLength(2);
  expect(await outbox.count()).toBe(0);
  const away = await phone(() => 'lost');
  await away.outbox.add(note('یک'), LABEL, 0);
  expect(await away.sync.quarantine()).toBe(false);
  expect(await away.outbox.count()).toBe(1);
});

test('families that are the person’s no more are forgotten with their forms, the others stay', async () => {
  const other = '0192aaaa-0000-7000-8000-000000000002';
  let own = [FAMILY, other];
  const file = (familyId: string) => ({ id: familyId, sequence: 3, file: { id: familyId }, timeline: {} });
  const { documents, sync } = await phone(() => ok({ ...bundle, own, families: own.map(file) }));
  await sync.run();
  await documents.put(`draft:hamyar-draft:u:visit:${FAMILY}`, { note: 'نیمه' });
  await documents.put(`draft:hamyar-draft:u:visit:${other}`, { note: 'نیمه' });
  own = [other];
  await sync.run();
  expect((await documents.paths()).filter((path) => path.includes(FAMILY))).toEqual([]);
  expect((await documents.paths()).filter((path) => path.includes(other))).toHaveLength(3);
  expect((await documents.have()).map((one) => one.id)).toEqual([other]);
});

test('a full phone says so, and keeps what it has', async () => {
  const { outbox, documents, database } = await phone(done);
  await outbox.add(note('یک'), LABEL, 0);
  const full = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const add = database.add.bind(database);
  const put = database.put.bind(database);
  Object.assign(database, { add: full, put: full });
  await expect(outbox.add(note('دو'), LABEL, 0)).rejects.toBeInstanceOf(NoRoom);
  await expect(documents.put('/x', 1)).rejects.toBeInstanceOf(NoRoom);
  Object.assign(database, { add, put });
  expect(await outbox.count()).toBe(1);
});

const photo = (title: string): Work => ({ operation: 'add_attachment', family_id: FAMILY, part_id: null, based_on: null, command: { command_id: id(), kind: 'photo', title } });
const bytesOf = (text: string, length = text.length) => {
  const bytes = new Uint8Array(length);
  bytes.set(new TextEncoder().encode(text).slice(0, length));
  return bytes;
};
type Box = Awaited<ReturnType<typeof phone>>['outbox'];
const put = (outbox: Box, title: string, bytes = bytesOf('canary')): Promise<Row> => outbox.addFile(photo(title), LABEL, { bytes: bytes.length, type: 'image/jpeg' }, bytes, 0);
const left = async (database: { count(store: 'files'): Promise<number> }) => database.count('files');

test('words go before files, and a file goes once with its bytes', async () => {
  const { outbox, sync, sent, database } = await phone(done);
  await put(outbox, 'یک');
  await outbox.add(note('دو'), LABEL, 0);
  expect(await sync.run()).toMatchObject({ ended: 'done', unsent: 1 });
  expect(sent.map(({ path }) => path)).toEqual(['/sync/commands', '/sync/bundle']);
  expect(await Promise.all([sync.files(), sync.files()])).toEqual([{ ended: 'done', sent: 1 }, { ended: 'done', sent: 0 }]);
  expect(sent.filter(({ path }) => path === '/sync/files').map(({ body }) => body['bytes'])).toEqual([6]);
  expect([await outbox.count(), await left(database)]).toEqual([0, 0]);
});

test('words are not held up by a file that is under way, and a file waits for what it may stand on', async () => {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const { outbox, sync, sent, database } = await phone(done);
  await outbox.add(note('رضایت'), LABEL, 0);
  await put(outbox, 'برگه');
  // Before the words have gone the file does not.
  expect(await sync.files()).toEqual({ ended: 'done', sent: 0 });
  await sync.run();
  const first = database.get.bind(database);
  Object.assign(database, { get: async (store: string, key: string) => (store === 'files' ? held.then(() => first('files', key)) : first(store as 'documents', key)) });
  const files = sync.files();
  await outbox.add(note('بازدید'), LABEL, 0);
  expect(await sync.run()).toMatchObject({ ended: 'done', sent: 1 });
  arrive();
  expect(await files).toEqual({ ended: 'done', sent: 1 });
  expect(sent.filter(({ path }) => path === '/sync/files')).toHaveLength(1);
});

test('a file lost on the way goes again as it was; its words can be changed before it was sent and not after', async () => {
  let lost = true;
  const { outbox, sync, sent } = await phone((path, body) => (lost ? 'lost' : done(path, body)));
  const row = await put(outbox, 'یک');
  const edited = await outbox.edit(row, { kind: 'letter', title: 'دو' }, id, 0);
  expect([edited.id, edited.work.command['title'], edited.file?.bytes]).toEqual([row.id, 'دو', 6]);
  expect(await sync.files()).toEqual({ ended: 'unreachable', sent: 0 });
  await expect(outbox.edit(row, { title: 'سه' }, id, 0)).rejects.toThrow();
  lost = false;
  expect(await sync.files()).toEqual({ ended: 'done', sent: 1 });
  const bodies = sent.filter(({ path }) => path === '/sync/files').map(({ body }) => body['command']);
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toEqual(bodies[1]);
});

test('a refused file is mended under a new id with the same bytes; one left to the center leaves nothing on the phone', async () => {
  let answer: Reply = ok({ outcome: 'refused', problem: { status: 409, code: 'consent_missing' } });
  const { outbox, sync, sent, database } = await phone((path, body) => (path === '/sync/files' ? answer : done(path, body)));
  const row = await put(outbox, 'یک');
  await sync.files();
  const [refused] = await outbox.all();
  if (!refused) throw new Error('nothing refused');
  expect([refused.state, await outbox.file(row.id)]).toEqual(['refused', bytesOf('canary')]);
  const again = await outbox.edit(refused, { title: 'دو' }, id, 0);
  expect(again.id).not.toBe(row.id);
  expect([await outbox.file(row.id), await outbox.file(again.id)]).toEqual([null, bytesOf('canary')]);
  await sync.files();
  const [second] = await outbox.all();
  if (!second) throw new Error('nothing refused');
  await outbox.change(second, { wish: 'review' });
  answer = ok({ outcome: 'parked' });
  expect(await sync.files()).toEqual({ ended: 'done', sent: 1 });
  expect(sent.at(-1)?.body['wish']).toBe('review');
  expect((await outbox.all()).map(({ state }) => state)).toEqual(['parked']);
  expect(await left(database)).toBe(0);
});

test('files that wait have a limit together, and a phone without room keeps neither the words nor half a file', async () => {
  const { outbox, database } = await phone(done);
  const whole = bytesOf('', FILE_BYTES_MAX);
  for (let n = 0; n < FILES_BYTES_MAX / FILE_BYTES_MAX; n += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await put(outbox, `${n}`, whole);
  }
  await expect(put(outbox, 'زیاد')).rejects.toBeInstanceOf(FilesFull);
  const count = await outbox.count();
  const [row] = await outbox.all();
  await outbox.remove(row?.seq ?? 0);
  expect([await outbox.count(), await left(database)]).toEqual([count - 1, count - 1]);
  const roomy = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  await expect(put(outbox, 'بی‌جا')).rejects.toBeInstanceOf(NoRoom);
  IDBObjectStore.prototype.put = roomy;
  expect([await outbox.count(), await left(database)]).toEqual([count - 1, count - 1]);
});

test('nothing of a file can be read without the key, and a revoked phone leaves it for review', async () => {
  const { outbox, sync, sent, database } = await phone((path) => (path.startsWith('/sync/quarantine') ? ok({ outcome: 'parked' }) : { status: 401, body: { code: 'device_wiped' } }));
  await outbox.add(note('یک'), LABEL, 0);
  await put(outbox, 'قناری', bytesOf('قناری canary', 40));
  const stored = [...(await database.getAll('files')).map(({ data }) => data), ...(await database.getAll('outbox')).map(({ sealed }) => sealed.data)];
  expect(stored.map((data) => new TextDecoder().decode(data)).join('')).not.toContain('canary');
  expect((await sync.files()).ended).toBe('done');
  expect((await sync.run()).ended).toBe('revoked');
  expect(await sync.quarantine()).toBe(true);
  expect(sent.filter(({ path }) => path.startsWith('/sync/quarantine')).map(({ path }) => path)).toEqual(['/sync/quarantine', '/sync/quarantine/files']);
  expect([await outbox.count(), await left(database)]).toEqual([0, 0]);
});

test('a version of the indicators is found where it is today’s, where the server carries it, and after the next has come', async () => {
  const { documents } = await phone(done);
  const set = (version: number) => ({ set_id: 's', version, title: { fa: String(version) } });
  const lists = (current: number, more: object = {}) => ({ ...bundle, calendar: {}, families: [], lists: { tag: String(current), catalogs: {}, indicator_set: set(current), ...more } });
  const at = (version: number) => documents.read(`/indicator-sets/s/versions/${version}`);
  await documents.take(lists(3));
  expect(await at(3)).toEqual(set(3));
  expect([await at(2), await at(4), await documents.read('/indicator-sets/other/versions/3')]).toEqual([undefined, undefined, undefined]);
  await documents.take(lists(4, { former_sets: [set(2), set(1)] }));
  expect([await at(1), await at(2), await at(3), await at(4)]).toEqual([set(1), set(2), set(3), set(4)]);
  expect(await documents.read('/indicator-sets/current')).toEqual(set(4));
});
