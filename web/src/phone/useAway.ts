import { useSyncExternalStore } from 'react';
import { usePhone } from './usePhone.ts';

function followNetwork(tell: () => void): () => void {
  for (const event of ['online', 'offline']) window.addEventListener(event, tell);
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, tell);
  };
}

/** Whether the browser says that there is a network. */
export const useOnline = (): boolean => useSyncExternalStore(followNetwork, () => navigator.onLine);

/** Whether the server cannot be reached now: there is no network, or the phone's last round with the server found none. */
export function useAway(): boolean {
  const { status } = usePhone();
  const online = useOnline();
  return !online || (status.mode === 'open' && status.ended === 'unreachable');
}
