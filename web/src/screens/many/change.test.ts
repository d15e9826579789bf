import { expect, test } from 'vitest';
import { commandOf, undoOf, type Draft } from './change.ts';

const DRAFT: Draft = { operation: 'plan_entry', domain: 'economic', kind: 'insurance', capacity: 'own', title: ' بسته ', window_from: '2026-12-01', window_to: '2026-12-20', agency: 'a', sent_on: '2026-12-02' };

test('a change says only what its operation asks for', () => {
  expect(commandOf(DRAFT)).toEqual({ domain: 'economic', kind: 'insurance', capacity: 'own', title: 'بسته', window_from: '2026-12-01', window_to: '2026-12-20' });
  expect(commandOf({ ...DRAFT, operation: 'send_to_agency' })).toEqual({ agency_id: 'a', sent_on: '2026-12-02' });
});

test('it is called back where it was done, part by part, and nowhere else', () => {
  const items = [
    { family_id: '1', outcome: 'done', ids: { entry_id: 'e1' } },
    { family_id: '2', outcome: 'refused' },
  ] as const;
  expect(undoOf('plan_entry', items, 'چون')).toEqual({ operation: 'cancel_entry', families: [{ family_id: '1', part_id: 'e1' }], command: { reason: 'چون' }, try_only: false });
});
