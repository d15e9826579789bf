import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askAhead, takeAhead } from './ahead.ts';

const BASE = 'http://localhost';
const get = (path: string) => new Request(BASE + path);

beforeEach(() => {
  vi.stubGlobal('location', { origin: BASE });
  vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response('{}'))));
});
afterEach(() => vi.unstubAllGlobals());

test('an answer that was asked for ahead is given once, to the same question', async () => {
  const answer = askAhead('/api/v1/session');
  expect(takeAhead(get('/api/v1/meta'))).toBeUndefined();
  expect(takeAhead(get('/api/v1/session'))).toBe(answer);
  expect(takeAhead(get('/api/v1/session'))).toBeUndefined();
});

test('whatever is sent outdates what was asked ahead: after a sign-in nobody is told that nobody is signed in', () => {
  void askAhead('/api/v1/session');
  expect(takeAhead(new Request(`${BASE}/api/v1/session`, { method: 'POST', body: '{}' }))).toBeUndefined();
  expect(takeAhead(get('/api/v1/session'))).toBeUndefined();
});

test('an answer that waited long is asked for anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  void askAhead('/api/v1/session');
  vi.advanceTimersByTime(20_000);
  expect(takeAhead(get('/api/v1/session'))).toBeUndefined();
  vi.useRealTimers();
});
