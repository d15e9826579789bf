import { expect, test } from 'vitest';
import { foldPersian } from './Select.tsx';

test('Arabic letters, half-spaces and diacritics do not split search results', () => {
  expect(foldPersian('كوي امير')).toBe(foldPersian('کوی امیر'));
  expect(foldPersian('خانه\u200cدار')).toBe(foldPersian('خانهدار'));
  expect(foldPersian('مُحَمَّد')).toBe(foldPersian('محمد'));
});
