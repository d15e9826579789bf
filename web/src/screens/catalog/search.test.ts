import { expect, test } from 'vitest';
import { asked, definitionOf, filtersOf, filterText, readBuilderSearch, searchOf } from './search.ts';

test('filters go into an address and come back', () => {
  const filters = [{ dimension: 'domain', values: ['social', 'economic'] }, { dimension: 'year', values: [] }];
  const text = filterText(filters);
  expect(text).toBe('domain:social,economic;year:');
  expect(filtersOf(text)).toEqual(filters);
  expect(asked(text)).toBe('domain:social,economic');
  expect(filtersOf(undefined)).toEqual([]);
  expect(filterText([])).toBeUndefined();
});

test('a definition is the same after its address', () => {
  const definition = { measure: 'services', rows: 'month', columns: 'domain', filters: [{ dimension: 'year', values: ['1404'] }], place_id: null, as_known_on: null, chart: 'line' as const };
  const search = readBuilderSearch(searchOf(definition));
  expect(definitionOf({ ...search, measure: search.measure ?? '', rows: search.rows ?? '' })).toEqual(definition);
  expect(readBuilderSearch({ chart: 'pie', as_known_on: 'yesterday' })).toMatchObject({ chart: undefined, as_known_on: undefined });
});
