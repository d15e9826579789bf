// The service worker: the app itself, kept for a start without a network. It never touches what the server answers.
import { scriptAddress } from '@/lib/scriptAddress.ts';

const ADDRESS = '/sw.js';

/** Keeps the app on the phone; `onUpdate` hears of a newer version that waits. */
export async function registerWorker(onUpdate?: (update: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(scriptAddress(ADDRESS), { updateViaCache: 'none' });
  const offer = (waiting: ServiceWorker | null) => {
    if (!waiting || !navigator.serviceWorker.controller) return;
    onUpdate?.(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage('update');
    });
  };
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed') offer(coming);
    });
  });
}
