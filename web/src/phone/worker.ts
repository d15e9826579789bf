// The service worker: the app itself, kept for a start without a network. It never touches what the server answers.
const ADDRESS = '/sw.js';

type Policy = { createScriptURL(address: string): string };
declare global {
  interface Window {
    trustedTypes?: { createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): Policy };
  }
}

let policy: Policy | null = null;

/** The one address that may become a script of ours. */
function address(): string {
  policy ??= window.trustedTypes?.createPolicy('app-sw', {
    createScriptURL: (wanted) => {
      if (wanted !== ADDRESS) throw new TypeError('not our worker');
      return wanted;
    },
  }) ?? { createScriptURL: (wanted) => wanted };
  return policy.createScriptURL(ADDRESS);
}

/** Keeps the app on the phone; `onUpdate` hears of a newer version that waits. */
export async function registerWorker(onUpdate?: (update: () => void) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const registration = await navigator.serviceWorker.register(address(), { updateViaCache: 'none' });
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
