// The worker of the app: keeps what `KEPT` names, gives pages and files of it without a network, and never touches what the server answers.
// A new version is kept beside the old one, whole or not at all, and takes over when its person says so.
/* global KEPT */
'use strict';

const PREFIX = 'hamyar-app-';
const NAME = PREFIX + hash(JSON.stringify(KEPT));

/** Tells versions apart; nothing is protected by it. */
function hash(text) {
  let value = 5381;
  for (let at = 0; at < text.length; at += 1) value = (value * 33 + text.charCodeAt(at)) >>> 0;
  return value.toString(16);
}

async function keep() {
  const old = [];
  for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) old.push(await caches.open(name));
  const cache = await caches.open(NAME);
  try {
    await Promise.all(
      Object.keys(KEPT).map(async (address) => {
        // A file named by its content that an older version kept is the same file.
        for (const older of KEPT[address] === '' ? old : []) {
          const found = await older.match(address);
          if (found) return cache.put(address, found);
        }
        // The page as a phone keeps it is a file beside the page of a first visit.
        const response = await fetch(address === '/' ? '/kept.html' : address, { cache: 'no-cache', credentials: 'same-origin' });
        if (!response.ok || response.redirected) throw new TypeError(address);
        return cache.put(address, response);
      }),
    );
  } catch (error) {
    await caches.delete(NAME);
    throw error;
  }
}

async function forgetOlder() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== NAME).map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, address) {
  const cache = await caches.open(NAME);
  const kept = await cache.match(address);
  return kept || fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOlder()));
self.addEventListener('message', (event) => {
  if (event.data === 'update') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/api/')) return;
  // Every address of the app is its one page; what has a dot is a file.
  if (request.mode === 'navigate' && !url.pathname.includes('.')) event.respondWith(answer(request, '/'));
  else if (url.pathname in KEPT) event.respondWith(answer(request, url.pathname));
});
