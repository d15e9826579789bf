import { describe, expect, test } from 'vitest';
import type { FamilyFile, FileMember } from '@/screens/family/types.ts';
import { NOBODY, areTwo, guess, hasOpenWork } from './pairs.ts';

const member = (id: string, given: string, more: Partial<FileMember> = {}): FileMember => ({
  id, given_name: given, family_name: null, father_name: null, relation: 'child', sex: null, birth_date: null, age: null, national_id: null, phone: null, education: null, occupation: null, skill: null, work: null, schooling: null,
  is_head: false, left: false, erased: false, left_reason: null, joined_on: { iso: '2026-01-01', jalali: '1404-10-11' }, categories: [], ...more,
});

const file = (...members: FileMember[]) => ({ members, assignment: null, open_referrals: 0, tasks: [] }) as unknown as FamilyFile;

describe('who of the one file is who of the other', () => {
  test('the same name in another spelling is the same person; nobody is two', () => {
    const goes = file(member('a', 'علي رضا'), member('b', 'علیرضا'), member('c', 'مینا'));
    const stays = file(member('x', 'علیرضا'), member('y', 'زهرا'));
    expect(guess(goes, stays)).toEqual({ a: 'x', b: NOBODY, c: NOBODY });
  });

  test('two national ids are two people, and so are two days of birth', () => {
    const one = member('a', 'مینا', { national_id: '0084575948' });
    expect(areTwo(one, member('x', 'مینا', { national_id: '0012345679' }))).toBe(true);
    expect(guess(file(one), file(member('x', 'مینا', { national_id: '0012345679' })))).toEqual({ a: NOBODY });
    expect(guess(file(one), file(member('x', 'مینو', { national_id: '0084575948' })))).toEqual({ a: 'x' });
    const born = (iso: string) => ({ birth_date: { iso, jalali: '' } });
    expect(guess(file(member('a', 'مینا', born('2000-01-01'))), file(member('x', 'مینا', born('2001-01-01'))))).toEqual({ a: NOBODY });
  });

  test('who left is nobody', () => {
    expect(guess(file(member('a', 'مینا')), file(member('x', 'مینا', { left: true })))).toEqual({ a: NOBODY });
  });

  test('open work keeps a file from going', () => {
    expect(hasOpenWork(file())).toBe(false);
    expect(hasOpenWork({ ...file(), open_referrals: 1 })).toBe(true);
  });
});
