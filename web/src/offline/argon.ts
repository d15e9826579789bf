// Argon2id, alone in its file: only a PIN that is typed or set needs it.
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { utf8 } from './bytes.ts';
import type { Vault } from './db.ts';

const KEY_BYTES = 32;

/** 32 bytes of a PIN, made as slowly as `kdf` says. */
export const argon = async (pin: string, salt: Uint8Array<ArrayBuffer>, kdf: Vault['kdf']): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await argon2idAsync(utf8(pin), salt, { ...kdf, dkLen: KEY_BYTES }));
