import { beforeEach, expect, test } from 'vitest';
import { dropFilters, keepFilters, readSaved } from './savedFilters.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  globalThis.localStorage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as unknown as Storage;
});

test('filters are kept by name, each person’s apart, the newest twelve', () => {
  keepFilters('a', 'families', ' آسیب‌دیده ', { tier: 'harmed' });
  keepFilters('a', 'families', 'آسیب‌دیده', { tier: 'harmed', state: 'open' });
  expect(readSaved('a', 'families')).toEqual([{ name: 'آسیب‌دیده', filters: { tier: 'harmed', state: 'open' } }]);
  expect(readSaved('b', 'families')).toEqual([]);
  for (let n = 0; n < 13; n += 1) keepFilters('a', 'families', `n${n}`, {});
  expect(readSaved('a', 'families').map((one) => one.name)).toEqual(Array.from({ length: 12 }, (_, n) => `n${n + 1}`));
  expect(dropFilters('a', 'families', 'n5')).toHaveLength(11);
});

test('what is broken in the store is nothing', () => {
  kept.set('hamyar-filters:a:families', '{');
  expect(readSaved('a', 'families')).toEqual([]);
});
