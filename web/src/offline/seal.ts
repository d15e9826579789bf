// Sealing of values with AES-GCM. Each sealed value is bound to its place, so that one cannot be put where another belongs.
import { random, text, utf8 } from './bytes.ts';

export type Sealed = { iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };

const IV_BYTES = 12;

/** Bytes sealed for a place. */
export async function sealBytes(key: CryptoKey, place: string, bytes: Uint8Array<ArrayBuffer>): Promise<Sealed> {
  const iv = random(IV_BYTES);
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: utf8(place) }, key, bytes);
  return { iv, data };
}

/** The bytes, or a rejection where the key or the place is another. */
export async function openBytes(key: CryptoKey, place: string, sealed: Sealed): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv, additionalData: utf8(place) }, key, sealed.data);
  return new Uint8Array(bytes);
}

/** A value sealed as JSON. */
export const seal = (key: CryptoKey, place: string, value: unknown): Promise<Sealed> => sealBytes(key, place, utf8(JSON.stringify(value)));

/** The value of a sealed JSON. */
export async function open<T>(key: CryptoKey, place: string, sealed: Sealed): Promise<T> {
  return JSON.parse(text(await openBytes(key, place, sealed))) as T;
}

/** A key for AES-GCM from 32 bytes; it never leaves the browser's own keeping again. */
export const keyOf = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
