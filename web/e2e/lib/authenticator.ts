// The authenticator of a test's person: RFC 6238 with node's own HMAC, each code shown once, as the server takes each once.
import { createHmac } from 'node:crypto';

const STEP_SECONDS = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function bytesOf(base32: string): Buffer {
  const bits = [...base32.replace(/[\s=]/g, '')].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = (hash.at(-1) ?? 0) & 0xf;
  return String((hash.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** A phone with this secret. Its first code is of the step before, so that more can follow at once. */
export class Authenticator {
  #shown: number;

  constructor(readonly secret: string) {
    this.#shown = Math.floor(Date.now() / 1000 / STEP_SECONDS) - 2;
  }

  /** A code that was not shown yet; waits where those around now are used up. */
  async code(): Promise<string> {
    const now = () => Math.floor(Date.now() / 1000 / STEP_SECONDS);
    const next = Math.max(this.#shown + 1, now() - 1);
    // oxlint-disable-next-line no-await-in-loop
    while (next > now() + 1) await new Promise((resolve) => setTimeout(resolve, 500));
    this.#shown = next;
    return codeAt(this.secret, next);
  }
}
