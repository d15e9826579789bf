import { expect, test } from 'vitest';
import { bodyOf, chooseField, countsAfter, decidedRows, keyOf, type FoundRow, type ListRead } from './lists.ts';

const row = (line: number, more: Partial<FoundRow> = {}): FoundRow => ({ line, family_id: `f${line}`, file_number: `M1-${line}`, member: { id: `m${line}`, name: 'نمونه' }, how: 'sure', differences: [], recorded: false, also_listed: [], ...more });
const PHONE = { field: 'phone' as const, ours: '1', theirs: '2' };
const FATHER = { field: 'father_name' as const, ours: null, theirs: 'علی' };

test('nothing is carried out that is not decided whole', () => {
  const found = [row(1), row(2, { differences: [PHONE, FATHER] }), row(3, { how: 'likely' }), row(4, { recorded: true })];
  const nobody = new Set<number>();
  expect(decidedRows(found, {}, nobody).map((one) => one.line)).toEqual([1]);
  const half = { [keyOf(2, 'phone')]: 'take' as const };
  expect(decidedRows(found, half, nobody).map((one) => one.line)).toEqual([1]);
  const whole = { ...half, [keyOf(2, 'father_name')]: 'keep' as const };
  expect(decidedRows(found, whole, new Set([3])).map((one) => one.line)).toEqual([1, 2, 3]);
  expect(bodyOf(found.slice(1, 2), whole)).toEqual([{ family_id: 'f2', member_id: 'm2', taken: [{ field: 'phone', value: '2' }], kept: [{ field: 'father_name', value: 'علی' }] }]);
});

test('one field is decided for all, and not where somebody has to look first', () => {
  const found = [row(1, { differences: [PHONE] }), row(2, { differences: [PHONE, FATHER] }), row(3, { how: 'likely', differences: [PHONE] })];
  expect(chooseField(found, {}, new Set(), 'phone', 'take')).toEqual({ '1.phone': 'take', '2.phone': 'take' });
  expect(chooseField(found, {}, new Set([3]), 'phone', 'take')).toEqual({ '1.phone': 'take', '2.phone': 'take', '3.phone': 'take' });
});

test('a record more is a woman more only where no other agency lists her', () => {
  const read = { counts: { records: 10, agencies: 2, women: 8, in_several: 2 } } as ListRead;
  expect(countsAfter(read, [row(1), row(2, { also_listed: [{ id: 'a', name: 'کمیته امداد' }] }), row(3, { recorded: true })])).toEqual({ records: 12, women: 9 });
});
