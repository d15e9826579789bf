// Thousands of random schedules of phones: what they write, lose, repeat, reorder and are handed over, with clocks that are wrong; and after each of
// them: nothing is lost, nothing is there twice, and every phone has what the server has.
import 'fake-indexeddb/auto';
import fs from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, inject, test } from 'vitest';
import { uuid7 } from '@/lib/uuid7.ts';
import { needsPerson, unsent } from '@/offline/outbox.ts';
import type { Row, Work } from '@/offline/types.ts';
import { Chance } from './chance.ts';
import { FINE, FOUL, Handset, makeWorld, type Caseworker, type Json, type Pair, type World } from './world.ts';

const SCHEDULES = Number(process.env['HAMYAR_SCHEDULES'] ?? 2_000);
/** In `make test` the schedules share this much time; a longer run names more of both. */
const SECONDS = Number(process.env['HAMYAR_SCHEDULE_SECONDS'] ?? 75);
const SEED = Number(process.env['HAMYAR_SEED'] ?? Date.now() % 1_000_000_000);
/** Fewer than this would show little. */
const AT_LEAST = Math.min(SCHEDULES, 150);
const PAIRS = 4;
const DAY = 86_400_000;
const LETTER = new Uint8Array(fs.readFileSync(path.resolve(import.meta.dirname, '../../services/media/tests/samples/letter.pdf')));

type Written = { id: string; /** Written anew under another id. */ again: boolean; marker: string; by: Caseworker; operation: string };
type Event = { sequence: number; type: string; payload: Json };

let world: World;

beforeAll(async () => {
  world = await makeWorld(inject('base'), PAIRS, 1);
});

const today = (): string => new Date(Date.now() + 210 * 60_000).toISOString().slice(0, 10);
const daysAgo = (days: number): string => new Date(Date.now() + 210 * 60_000 - days * DAY).toISOString().slice(0, 10);

/** Everything that can go between two people and a family, one schedule after the other. */
class Course {
  readonly pair: Pair;
  readonly family: string;
  chance: Chance;
  holder: Caseworker;
  handsets: Handset[] = [];
  written: Written[] = [];
  office: string[] = [];
  told: string[] = [];
  sequence = 0;

  constructor(pair: Pair, seed: number) {
    this.pair = pair;
    this.family = pair.families[0] ?? '';
    this.chance = new Chance(seed);
    this.holder = pair.caseworkers[0];
  }

  say(what: string): void {
    this.told.push(what);
  }

  async begin(): Promise<void> {
    for (const one of this.pair.caseworkers) this.handsets.push(await new Handset(one, this.chance).start());
    for (const handset of this.handsets) await handset.round();
    this.sequence = (await this.events()).at(-1)?.sequence ?? 0;
  }

  /** Events since the last schedule, as the auditor reads them. */
  async events(): Promise<Event[]> {
    const found: Event[] = [];
    let cursor = '';
    for (;;) {
      const page = await world.manager.get<{ items: Event[]; next: string | null }>(`/families/${this.family}/timeline?limit=100${cursor}`);
      found.push(...page.items.filter((event) => event.sequence > this.sequence));
      if (!page.next || page.items.some((event) => event.sequence <= this.sequence)) break;
      cursor = `&cursor=${page.next}`;
    }
    return found.sort((a, b) => a.sequence - b.sequence);
  }

  /** Something to write, with a mark by which it is known again wherever it ends. */
  #work(handset: Handset, based_on: number): Work & { marker: string } {
    const { chance, family } = this;
    const marker = `نشان ${uuid7()}`;
    const operation = chance.one(['add_note', 'add_note', 'add_attachment', 'add_attachment', 'record_visit', 'record_visit', 'record_service', 'plan_entry', 'change_address', 'change_address', 'set_safe_contact'] as const);
    const day = chance.percent(40) ? daysAgo(chance.whole(20)) : today();
    const bodies: Record<string, Json> = {
      add_note: { text: marker },
      add_attachment: { kind: 'letter', title: marker, received_on: day },
      record_visit: { visited_on: day, place: 'home', present: [], note: marker, entries_done: [] },
      record_service: { domain: 'social', kind: world.kind, capacity: 'own', member_ids: [], note: marker, delivered_on: day },
      plan_entry: { domain: 'social', kind: world.kind, capacity: 'own', title: marker, window_from: today(), window_to: daysAgo(-10) },
      change_address: { neighborhood_id: world.neighborhood, address: marker },
      set_safe_contact: { instruction: marker },
    };
    // A phone whose clock is ahead can give a day that has not come.
    const body = { ...bodies[operation] };
    if (operation === 'record_visit' && handset.offset > DAY && chance.percent(30)) body['visited_on'] = daysAgo(-2);
    return { operation, family_id: family, part_id: null, based_on, command: { command_id: uuid7(), ...body }, marker };
  }

  async #write(handset: Handset): Promise<void> {
    const about = await handset.phone.documents.about();
    const based_on = about.families[this.family];
    // Only what is on the phone can be written on.
    if (based_on === undefined) return;
    const { marker, ...work } = this.#work(handset, based_on);
    const label = { family: 'نمونه', title: work.operation };
    const add = () => (work.operation === 'add_attachment' ? handset.phone.outbox.addFile(work, label, { bytes: LETTER.length, type: 'application/pdf' }, LETTER, handset.clock()) : handset.phone.outbox.add(work, label, handset.clock()));
    await add();
    this.written.push({ id: work.command.command_id, again: false, marker, by: handset.owner, operation: work.operation });
    this.say(`${handset.owner.username} writes ${work.operation} ${work.command.command_id}`);
    // Two taps, or two tabs.
    if (this.chance.percent(10)) await add();
    // A form that waits for its answer: what the server turns away there stays on the screen and is written again.
    if (work.operation !== 'add_attachment' && this.chance.percent(20)) {
      const answer = await handset.phone.sync.submit(work.command.command_id);
      this.say(`  at once: ${JSON.stringify(answer)?.slice(0, 80) ?? 'later'}`);
      if (answer && (!('outcome' in answer) || answer.outcome === 'clash' || answer.outcome === 'refused')) this.written.pop();
    }
  }

  async #edit(handset: Handset): Promise<void> {
    const row = (await handset.phone.outbox.all()).find((one) => one.state === 'waiting' && one.work.operation === 'add_note' && !one.newer);
    const written = row && this.written.find((one) => one.id === row.id);
    if (!row || !written) return;
    const marker = `نشان ${uuid7()}`;
    await handset.phone.outbox.edit(row, { ...row.work.command, text: marker }, uuid7, handset.clock()).then(
      () => {
        this.say(`${handset.owner.username} edits ${row.id}`);
        written.marker = marker;
      },
      () => undefined,
    );
  }

  async #handOver(): Promise<void> {
    const to = this.pair.caseworkers.find((one) => one.id !== this.holder.id) ?? this.holder;
    await world.manager.command(`/families/${this.family}/transfer`, { caseworker_id: to.id });
    this.say(`handed over to ${to.username}`);
    this.holder = to;
  }

  async #officeChanges(): Promise<void> {
    const marker = `دفتر ${uuid7()}`;
    await world.manager.command(`/families/${this.family}/address`, { neighborhood_id: world.neighborhood, address: marker });
    this.office.push(marker);
    this.say('the office changes the address');
  }

  /** Their person decides on what waits for a decision. */
  async #decide(handset: Handset): Promise<void> {
    for (const row of (await handset.phone.outbox.all()).filter(needsPerson)) await this.#decideOn(handset, row);
    for (const row of (await handset.phone.outbox.all()).filter((one) => one.state === 'parked')) await handset.phone.outbox.remove(row.seq);
  }

  async #decideOn(handset: Handset, row: Row): Promise<void> {
    const { outbox } = handset.phone;
    const written = this.written.find((one) => one.id === row.id);
    this.say(`${handset.owner.username} decides on ${row.state} ${row.id} ${row.refusal?.code ?? ''}`);
    if (row.state === 'clash' && this.chance.percent(50)) {
      await outbox.change(row, { wish: 'keep_theirs' });
      return;
    }
    if (row.state === 'refused' && row.refusal?.code !== 'invalid') {
      await outbox.change(row, { wish: 'review' });
      return;
    }
    // Written again: of a clash on what is known now, of a wrong value with a right one. It is a new wish.
    const again = await outbox.edit(row, { ...row.work.command, ...('visited_on' in row.work.command ? { visited_on: today() } : {}) }, uuid7, handset.clock());
    if (written) [written.id, written.again] = [again.id, true];
  }

  async #step(): Promise<void> {
    const { chance } = this;
    const handset = chance.one(this.handsets);
    const dice = chance.whole(100);
    if (dice < 40) await this.#write(handset);
    else if (dice < 60) {
      const ended = await handset.round();
      this.say(`${handset.owner.username} syncs: ${ended}`);
    } else if (dice < 65) await Promise.all([handset.round(), handset.round()]);
    else if (dice < 71) await this.#officeChanges();
    else if (dice < 78) await this.#handOver();
    else if (dice < 83) await handset.restart();
    else if (dice < 87) await handset.haunt();
    else if (dice < 91) await this.#edit(handset);
    else if (dice < 95) handset.offset = chance.percent(50) ? 0 : Math.round((chance.next() - 0.5) * 2 * 365 * DAY);
    else await this.#decide(handset);
  }

  /** One schedule, and what must hold after it. */
  async run(seed: number): Promise<void> {
    this.chance = new Chance(seed);
    [this.written, this.office, this.told] = [[], [], []];
    for (const handset of this.handsets) {
      handset.chance = this.chance;
      handset.weather = FOUL;
    }
    const steps = 3 + this.chance.whole(8);
    for (let step = 0; step < steps; step += 1) await this.#step();
    await this.#calm();
    await this.#check();
  }

  /** The network is back; everybody syncs and decides until nothing waits. */
  async #calm(): Promise<void> {
    for (const handset of this.handsets) {
      handset.weather = FINE;
      while (handset.ghosts.length > 0) await handset.haunt();
    }
    for (let round = 0; round < 12; round += 1) {
      let left = 0;
      for (const handset of this.handsets) {
        await handset.round();
        await this.#decide(handset);
        left += unsent(await handset.phone.outbox.all()).length;
      }
      if (left === 0) break;
    }
    for (const handset of this.handsets) {
      const rows = await handset.phone.outbox.all();
      expect(rows.map((row) => [row.id, row.state, row.refusal?.code]), `${handset.owner.username} has work left`).toEqual([]);
    }
    // What one sent after the other had synced.
    for (const handset of this.handsets) await handset.round();
  }

  async #check(): Promise<void> {
    const events = await this.events();
    const texts = events.map((event) => ({ type: event.type, text: JSON.stringify(event.payload) }));
    for (const { id, again, marker, operation } of this.written) {
      const found = texts.filter(({ text }) => text.includes(marker));
      const added = found.filter(({ type }) => type !== 'late_work_parked');
      const kept = found.filter(({ type }) => type === 'late_work_parked');
      const places = [added.length, kept.length];
      // Of what was written again a late copy of the first wish may still have come to review, where a person sees it; it is never added twice.
      const right = again ? [[1, 0], [0, 1], [1, 1]] : [[1, 0], [0, 1]];
      expect(right, `${operation} ${id} «${marker}»`).toContainEqual(places);
    }
    for (const marker of this.office) expect(texts.filter(({ text }) => text.includes(marker)).length, marker).toBe(1);
    const held = events.map((event) => event.sequence);
    expect(new Set(held).size).toBe(held.length);
    for (const handset of this.handsets) {
      const path = `/families/${this.family}`;
      const [file, timeline] = await Promise.all([handset.phone.documents.read<Json>(path), handset.phone.documents.read<{ items: Json[] }>(`${path}/timeline`)]);
      if (handset.owner.id === this.holder.id) {
        expect(file, 'the phone has the file that the server has').toEqual(await this.holder.person.get(path));
        expect(timeline?.items).toEqual((await this.holder.person.get<{ items: Json[] }>(`${path}/timeline?limit=30`)).items);
      } else {
        expect([file, timeline], 'a phone forgets a family that was handed over').toEqual([undefined, undefined]);
      }
    }
    this.sequence = events.at(-1)?.sequence ?? this.sequence;
  }
}

test(`${SCHEDULES} random schedules: nothing lost, nothing twice, all the same after sync`, async () => {
  const courses = world.pairs.map((pair, n) => new Course(pair, SEED + n));
  await Promise.all(courses.map((course) => course.begin()));
  const until = Date.now() + SECONDS * 1_000;
  let begun = 0;
  let written = 0;
  let parked = 0;
  await Promise.all(
    courses.map(async (course) => {
      while (begun < SCHEDULES && Date.now() < until) {
        begun += 1;
        const seed = SEED + begun * 7_919;
        try {
          await course.run(seed);
        } catch (error) {
          throw new Error(`schedule ${begun} of seed ${SEED} (its own: ${seed}):\n${course.told.join('\n')}`, { cause: error });
        }
        written += course.written.length;
        parked += course.told.filter((line) => line.startsWith('handed over')).length;
      }
    }),
  );
  console.log(`${begun} schedules of seed ${SEED}: ${written} pieces of work, ${parked} hand-overs`);
  expect(begun).toBeGreaterThanOrEqual(AT_LEAST);
  expect(written).toBeGreaterThan(begun / 2);
});
