import { expect, test } from 'vitest';
import { concerns, readLive } from './live.ts';

test('a change names its streams and its position; what is no message is left out', () => {
  expect(readLive('changed', '{"position":9,"streams":["family:f1","x"]}')).toEqual({ kind: 'changed', position: 9, streams: [{ stream: 'family', stream_id: 'f1' }] });
  expect(readLive('changed', 'not json')).toBeNull();
  expect(readLive('other', '{"position":9,"streams":[]}')).toBeNull();
});

test('a resync may say nothing else', () => {
  expect(readLive('resync', '')).toEqual({ kind: 'resync', position: null });
  expect(readLive('resync', '{"position":70}')).toEqual({ kind: 'resync', position: 70 });
});

test('a query is old when its path names the stream, or when it declares the kind', () => {
  const changed = [{ stream: 'family', stream_id: 'f1' }];
  expect(concerns(['/families/f1', {}], [], changed)).toBe(true);
  expect(concerns(['/families/f2', {}], [], changed)).toBe(false);
  expect(concerns(['/caseworkers/me/today', {}], ['family'], changed)).toBe(true);
  expect(concerns(['/neighborhoods', {}], ['neighborhood'], changed)).toBe(false);
});
