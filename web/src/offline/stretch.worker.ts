// Stretches one PIN beside the page, which meanwhile loads what the store will be shown with.
import { argon } from './argon.ts';
import type { Stretching } from './stretch.ts';

const here = self as unknown as { onmessage: (event: MessageEvent<Stretching>) => void; postMessage(message: Uint8Array<ArrayBuffer>): void };

here.onmessage = ({ data: { pin, salt, kdf } }) => {
  void argon(pin, salt, kdf).then((bytes) => here.postMessage(bytes));
};
