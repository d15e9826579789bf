// Whether this browser keeps a phone's store: read before anything of it is loaded, so that nobody else pays for it.
const KEY = 'hamyar-phone';

export function hasPhone(): boolean {
  try {
    return localStorage.getItem(KEY) === '1';
  } catch {
    return false;
  }
}

export function setHint(on: boolean): void {
  try {
    if (on) localStorage.setItem(KEY, '1');
    else localStorage.removeItem(KEY);
    window.dispatchEvent(new Event(KEY));
  } catch {
    // Where storage is switched off there is no phone's store either.
  }
}

/** Told when this tab gets a store, or loses it. */
export function onHint(tell: () => void): () => void {
  window.addEventListener(KEY, tell);
  return () => window.removeEventListener(KEY, tell);
}

/** The part that works with the store, loaded where there is one. */
export const phone = () => import('./phone.ts');
