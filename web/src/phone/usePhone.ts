import { useEffect, useState, useSyncExternalStore } from 'react';
import { hasPhone, onHint, phone } from './hint.ts';
import type { Status } from './phone.ts';

const NOTHING: Status = { mode: 'off', expired: false, rows: [], ended: null, syncing: false, synced_at: null, filled: false, persisted: false, full: false };

type Api = Awaited<ReturnType<typeof phone>>;

/** The phone's store, loaded where there is one. */
export function usePhoneApi(always = false): Api | null {
  const [api, setApi] = useState<Api | null>(null);
  useEffect(() => {
    const load = () => {
      if (always || hasPhone()) void phone().then(async (loaded) => {
        await loaded.start();
        setApi(loaded);
      });
    };
    load();
    return onHint(load);
  }, [always]);
  return api;
}

const subscribeNothing = () => () => undefined;

/** How the phone stands; `off` where there is no store. */
export function usePhone(always = false): { api: Api | null; status: Status } {
  const api = usePhoneApi(always);
  const status = useSyncExternalStore(api?.subscribe ?? subscribeNothing, api?.getStatus ?? (() => NOTHING));
  return { api, status };
}
