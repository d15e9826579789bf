// One center with a manager, pairs of caseworkers, and harmed families that pass between the two of a pair.
import { random } from '@/offline/bytes.ts';
import { openDatabase } from '@/offline/db.ts';
import { phoneOf, type Phone } from '@/offline/phone.ts';
import { createVault, readVault } from '@/offline/vault.ts';
import type { Ended } from '@/offline/sync.ts';
import { NoRoom, type Lock, type Reply, type Transport } from '@/offline/types.ts';
import { uuid7 } from '@/lib/uuid7.ts';
import type { Chance } from './chance.ts';
import { Person, type Json } from './server.ts';

const DEMO_PASSWORD = 'hamyari-1405';
const PASSWORD = 'چهار اسب در برف سپید';
/** Little of Argon2id: what a PIN costs is measured elsewhere. */
const FAST = { t: 1, m: 64, p: 1 };

/** A number with the check digit of a national id. */
function nationalId(n: number): string {
  const digits = String(100_000_000 + n).padStart(9, '0');
  const sum = [...digits].reduce((all, digit, at) => all + Number(digit) * (10 - at), 0) % 11;
  return digits + String(sum < 2 ? sum : 11 - sum);
}

export type Caseworker = { id: string; username: string; person: Person };

/** How much goes wrong on the way. */
export type Weather = { lostBefore: number; lostAfter: number; twice: number; ghost: number };
export const FINE: Weather = { lostBefore: 0, lostAfter: 0, twice: 0, ghost: 0 };
export const FOUL: Weather = { lostBefore: 15, lostAfter: 15, twice: 10, ghost: 10 };

/** A phone in somebody's hands: its database outlives the program, its clock may be wrong, its network is what the weather makes of it. */
export class Handset {
  phone!: Phone;
  readonly owner: Caseworker;
  readonly name: string;
  /** Milliseconds by which its clock is wrong. */
  offset = 0;
  weather: Weather = FINE;
  chance: Chance;
  /** Copies of requests that are still on their way. */
  readonly ghosts: { path: string; body: object; file?: Uint8Array<ArrayBuffer> | undefined }[] = [];
  #key: CryptoKey | null = null;
  #locks = new Map<string, Promise<unknown>>();

  constructor(owner: Caseworker, chance: Chance) {
    this.owner = owner;
    this.chance = chance;
    this.name = `sim-${uuid7()}`;
  }

  readonly #lock: Lock = (name, work) => {
    const next = (this.#locks.get(name) ?? Promise.resolve()).then(work, work);
    this.#locks.set(name, next.catch(() => undefined));
    return next;
  };

  async #post(path: string, body: object, file?: Uint8Array<ArrayBuffer>): Promise<Reply> {
    const { weather, chance, owner } = this;
    // What a browser would send: a frozen text.
    const frozen = JSON.parse(JSON.stringify(body)) as object;
    if (chance.percent(weather.ghost)) this.ghosts.push({ path, body: frozen, file });
    if (chance.percent(weather.lostBefore)) throw new TypeError('lost on the way');
    const twice = chance.percent(weather.twice) ? owner.person.send('POST', path, frozen, file) : null;
    const reply = await owner.person.send('POST', path, frozen, file);
    await twice;
    if (chance.percent(weather.lostAfter)) throw new TypeError('the answer was lost');
    return reply;
  }

  readonly transport: Transport = {
    post: (path, body) => this.#post(path, body),
    postFile: (path, body, file) => this.#post(path, body, file),
  };

  /** A round as the phone makes it: words, then files, then what has become of them. */
  async round(): Promise<Ended> {
    const { ended } = await this.phone.sync.run();
    if (ended !== 'done') return ended;
    const files = await this.phone.sync.files();
    return files.sent > 0 && files.ended === 'done' ? (await this.phone.sync.run()).ended : files.ended;
  }

  clock = (): number => Date.now() + this.offset;

  /** The program starts, for the first time or again. */
  async start(): Promise<this> {
    const database = await openDatabase(this.name);
    this.#key ??= await createVault(database, { user_id: this.owner.id, username: this.owner.username }, '927461', random(32), uuid7(), this.clock(), FAST);
    const vault = await readVault(database);
    if (!vault) throw new Error('no vault');
    this.phone = phoneOf(database, vault, this.#key, { transport: this.transport, clock: this.clock, lock: this.#lock });
    return this;
  }

  /** Killed and started again: nothing but the database is left. */
  async restart(): Promise<void> {
    this.phone.database.close();
    await this.start();
  }

  /** A copy that was on its way arrives after all; nobody hears its answer. */
  async haunt(): Promise<void> {
    const ghost = this.ghosts.splice(this.chance.whole(this.ghosts.length), 1)[0];
    if (ghost) await this.owner.person.send('POST', ghost.path, ghost.body, ghost.file);
  }
}

export type World = { manager: Person; pairs: Pair[]; neighborhood: string; /** A kind of service. */ kind: string };
export type Pair = { caseworkers: [Caseworker, Caseworker]; families: string[] };

async function caseworker(base: string, manager: Person, n: number): Promise<Caseworker> {
  const admitted = await manager.command('/caseworkers', { name: `همیار ${n}`, background: 'graduate' });
  const id = admitted.ids['caseworker_id'] ?? '';
  await manager.command(`/caseworkers/${id}/training`, { phase: 'before', mode: 'virtual', hours: 40, title: 'دوره' });
  await manager.command(`/caseworkers/${id}/accredit`);
  const username = `phone${n}`;
  const invited = await manager.post<{ link: { token: string } }>(`/caseworkers/${id}/accounts`, { username, display_name: `همیار ${n}` });
  const person = new Person(base);
  await person.post('/invitation/accept', { token: invited.link.token, password: PASSWORD });
  if (!person.cookies.has('hamyar_session')) await person.signIn(username, PASSWORD);
  return { id, username, person };
}

async function family(manager: Person, neighborhood: string, indicators: string[], n: number): Promise<string> {
  const identified = await manager.command('/families', {
    neighborhood_id: neighborhood, family_name: `خانوادهٔ ${n}`, address: 'کوچهٔ آغاز', entry: 'self_referred', source: 'local_setting',
    head: { given_name: 'نمونه', relation: 'head', sex: 'female', national_id: nationalId(n), birth_date: '1360/5/31' },
  });
  const id = identified.id;
  const head = identified.ids['member_id'];
  await manager.command(`/families/${id}/consent`, { basis: 'head', member_id: head });
  const readings = indicators.map((indicator) => ({ indicator, value: 1, how_known: 'seen' }));
  const assessed = await manager.command(`/families/${id}/assessments`, { moment: 'baseline', readings });
  await manager.command(`/families/${id}/tiers`, { moment: 'baseline', assessment_id: assessed.ids['assessment_id'] });
  return id;
}

/** Makes the people and families of a simulation. */
export async function makeWorld(base: string, pairs: number, familiesOfPair: number): Promise<World> {
  const meta = await new Person(base).get<{ demo_sign_ins: { role: string; username: string }[] }>('/meta');
  const as = async (role: string) => new Person(base).signIn(meta.demo_sign_ins.find((one) => one.role === role)?.username ?? '', DEMO_PASSWORD);
  const manager = await as('center_manager');
  const session = await manager.get<{ scope: { center_id: string } }>('/session');
  const center = await manager.get<{ neighborhoods: { id: string }[] }>(`/centers/${session.scope.center_id}`);
  const set = await manager.get<{ indicators: { code: string }[] }>('/indicator-sets/current');
  const kinds = await manager.get<{ items: { code: string }[] }>('/catalogs/service_kind');
  const neighborhood = center.neighborhoods[0]?.id ?? '';
  const made: Pair[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // Accounts and files are made one after the other, as people make them.
    // oxlint-disable-next-line no-await-in-loop
    const caseworkers: [Caseworker, Caseworker] = [await caseworker(base, manager, 2 * pair), await caseworker(base, manager, 2 * pair + 1)];
    const families: string[] = [];
    for (let n = 0; n < familiesOfPair; n += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const id = await family(manager, neighborhood, set.indicators.map((one) => one.code), pair * 100 + n + 1);
      // oxlint-disable-next-line no-await-in-loop
      await manager.command(`/families/${id}/assign`, { caseworker_id: caseworkers[0].id });
      families.push(id);
    }
    made.push({ caseworkers, families });
  }
  return { manager, pairs: made, neighborhood, kind: kinds.items[0]?.code ?? '' };
}

export { NoRoom, type Json };
