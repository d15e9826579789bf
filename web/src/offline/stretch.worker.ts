// Stretches one PIN beside the page, which meanwhile loads what the store will be shown with.
import { argon } from './argon.ts';
import type { Stretching } from './stretch.ts';

const page = self as unknown as { postMessage(message: Uint8Array<ArrayBuffer>): void };

self.addEventListener('message', ({ data: { pin, salt, kdf } }: MessageEvent<Stretching>) => {
  argon(pin, salt, kdf).then(
    (bytes) => page.postMessage(bytes),
    // What is rejected here reaches the page only when it is thrown.
    (error: unknown) => setTimeout(() => { throw error; }),
  );
});
