// What Argon2id makes of a PIN: in a worker where the browser lets us have one, in the page otherwise.
import { scriptAddress } from '@/lib/scriptAddress.ts';
import type { Vault } from './db.ts';
// Vite gives the address of the built worker.
// oxlint-disable-next-line import/default
import address from './stretch.worker.ts?worker&url';

export type Stretching = { pin: string; salt: Uint8Array<ArrayBuffer>; kdf: Vault['kdf'] };

function inWorker(asked: Stretching): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(scriptAddress(address));
    const end = (work: () => void) => {
      worker.terminate();
      work();
    };
    worker.addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => end(() => resolve(data)));
    worker.addEventListener('error', (event) => end(() => reject(new Error(event.message))));
    worker.postMessage(asked);
  });
}

const inPage = async ({ pin, salt, kdf }: Stretching): Promise<Uint8Array<ArrayBuffer>> => (await import('./argon.ts')).argon(pin, salt, kdf);

/** 32 bytes of a PIN. */
export async function stretch(asked: Stretching): Promise<Uint8Array<ArrayBuffer>> {
  // Without a page (tests, the simulation) there is no address to fetch a worker from.
  if (!('Worker' in globalThis && 'document' in globalThis)) return inPage(asked);
  try {
    return await inWorker(asked);
  } catch {
    return inPage(asked);
  }
}
