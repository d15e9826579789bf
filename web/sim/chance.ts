// Chance that can be repeated: the seed of a schedule is printed when it fails.
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** Mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  one<T>(all: readonly T[]): T {
    const found = all[this.whole(all.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }
}
