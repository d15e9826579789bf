import { expect, test } from 'vitest';
import { help as english } from '@/i18n/en/help.ts';
import { help as persian } from '@/i18n/fa/help.ts';
import { topicOf } from './helpTopics.ts';

test('a screen finds its own help before that of what lies above it', () => {
  expect(topicOf('/families/$id/visit')).toBe('visit');
  expect(topicOf('/families/$id/visits/$visitId')).toBe('family');
  expect(topicOf('/families')).toBe('families');
  expect(topicOf('/commission/$id/sessions/$session/decide/$referral')).toBe('decide');
  expect(topicOf('/audit')).toBe('find');
  expect(topicOf('/auditing')).toBeUndefined();
});

test('both languages explain the same screens by the same words', () => {
  for (const [name, topic] of Object.entries(persian.topics)) {
    const other = english.topics[name as keyof typeof english.topics];
    expect([name, other.words]).toEqual([name, topic.words]);
    expect(other.what.length).toBeGreaterThan(10);
  }
  expect(Object.keys(english.glossary)).toEqual(Object.keys(persian.glossary));
  expect(english.shortcuts.map(([keys]) => keys)).toEqual(persian.shortcuts.map(([keys]) => keys));
});
