// Forgets everything that Hamyar keeps in this browser. The server's order clears it as well, where the browser obeys; this does it everywhere.

/** Where the person is told. */
export const WIPED = '/wiped';

const quietly = async (work: () => Promise<unknown>): Promise<void> => {
  // What cannot be reached has nothing of ours in it, and the rest must still go.
  await work().catch(() => undefined);
};

async function forgetDatabases(): Promise<void> {
  const all = await indexedDB.databases();
  await Promise.all(
    all.map(
      ({ name }) =>
        new Promise<void>((resolve) => {
          if (!name) return resolve();
          const gone = indexedDB.deleteDatabase(name);
          for (const end of ['success', 'error', 'blocked']) gone.addEventListener(end, () => resolve());
        }),
    ),
  );
}

/** Drafts, queues, caches and workers: all of it. */
export async function wipeHere(): Promise<void> {
  for (const storage of ['sessionStorage', 'localStorage'] as const) await quietly(async () => window[storage].clear());
  await quietly(forgetDatabases);
  await quietly(async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))));
  await quietly(async () => Promise.all((await navigator.serviceWorker.getRegistrations()).map((worker) => worker.unregister())));
}
