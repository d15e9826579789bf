import { expect, test } from 'vitest';
import { concerns, readLive } from './live.ts';

test('one message or several are read; what is no message is left out', () => {
  expect(readLive('{"stream":"family","stream_id":"f1","position":9}')).toEqual([{ stream: 'family', stream_id: 'f1', position: 9 }]);
  expect(readLive('[{"stream":"family","stream_id":"f1"},{"x":1}]')).toHaveLength(1);
  expect(readLive('not json')).toEqual([]);
});

test('a query is old when its path names the stream, or when it declares the kind', () => {
  const messages = [{ stream: 'family', stream_id: 'f1' }];
  expect(concerns(['/families/f1', {}], [], messages)).toBe(true);
  expect(concerns(['/families/f2', {}], [], messages)).toBe(false);
  expect(concerns(['/caseworker/today', {}], ['family'], messages)).toBe(true);
  expect(concerns(['/neighborhoods', {}], ['neighborhood'], messages)).toBe(false);
});
