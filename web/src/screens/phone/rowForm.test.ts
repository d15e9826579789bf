import { expect, test } from 'vitest';
import type { Row } from '@/offline/types.ts';
import { assessmentOfRow, serviceOfRow, visitOfRow } from '@/screens/caseworker/ofRow.ts';
import { serviceBody } from '@/screens/caseworker/ServiceFields.tsx';
import { visitBody } from '@/screens/caseworker/VisitFields.tsx';
import { hasForm } from './rowForm.ts';

const row = (command: Record<string, unknown>): Row => ({ work: { command: { command_id: 'c', ...command } } }) as unknown as Row;

test('what waits fills its own form, and the form says the same again', () => {
  const visit = { visited_on: '2026-11-28', place: 'center' as const, present: ['m'], note: 'همه خوب بودند', next_visit_on: '2026-12-28' };
  const { entries_done, late_reason, ...seen } = visitOfRow(row({ ...visit, entries_done: ['e'], late_reason: null }));
  expect([visitBody(seen), entries_done, late_reason]).toEqual([visit, ['e'], '']);

  const service = { domain: 'economic' as const, kind: 'loan', purpose: null, capacity: 'local' as const, member_ids: ['m'], provider_agency_id: 'a', particulars: { of: 'loan' as const, instalments: 12, guarantee: null }, outcome: null, note: null, delivered_on: '2026-11-28', amount_rials: 10_000_000 };
  const { entry_id, late_reason: why, ...given } = serviceOfRow(row({ ...service, entry_id: 'e', late_reason: 'بیمار بودم' }));
  expect([serviceBody(given), entry_id, why]).toEqual([service, 'e', 'بیمار بودم']);

  expect(assessmentOfRow(row({ moment: 'final', assessed_on: '2026-11-28', set: { set_id: 's', version: 2 }, readings: [{ indicator: 'income', value: 3, how_known: 'seen', note: null }, { indicator: 'debt', value: 1, how_known: 'told', note: 'بدهکار' }] }))).toEqual({
    step: 'start', moment: 'final', assessed_on: '2026-11-28', how_known: 'seen',
    answers: { income: { value: 3, how_known: 'seen', note: '' }, debt: { value: 1, how_known: 'told', note: 'بدهکار' } },
  });
  expect([hasForm('record_visit'), hasForm('change_head'), hasForm('toString')]).toEqual([true, false, false]);
});
