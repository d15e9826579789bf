import '@/i18n/forTests.ts';
import { expect, test } from 'vitest';
import { t } from '@/i18n/index.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import { bothSaid, namesOf, said, standing, type Naming } from './said.ts';

const at = (n: number) => `0192aaaa-0000-7000-8000-00000000000${n}`;
const day = (iso: string) => ({ iso, jalali: '' });
const member = (n: number, given_name: string) => ({ id: at(n), given_name, family_name: 'نمونه', father_name: null, relation: 'child', sex: 'female', birth_date: day('1990-03-21'), national_id: null, phone: '09120000000', education: 'diploma', occupation: null, skill: null, work: 'working', schooling: null, erased: false, left: false });
const file = {
  members: [member(1, 'مریم'), member(2, 'زهرا')],
  head_member_id: at(1),
  address: 'کوچهٔ یکم',
  safe_contact: 'به خاله زنگ بزنید',
  contact_window: { way: 'call', from: '09:00', until: '12:00', days: [0], may_leave_message: false },
  neighborhood: { id: at(9), name: 'گلشهر' },
  goals: [],
  calendar: [{ id: at(5), title: 'بازدید خانه', kind: 'visit', window_from: day('2026-11-28'), window_to: day('2026-11-28') }],
  visits: [{ id: at(6), visited_on: day('2026-11-20'), place: 'home', present: [{ id: at(1), name: null }], note: 'همه خوب بودند', next_visit_on: null, voided: false }],
  services: [{ id: at(7), domain: 'economic', kind: 'loan', purpose: 'empowerment', capacity: 'own', members: [{ id: at(2), name: null }], provider: null, amount_rials: 10_000_000, particulars: { of: 'loan', instalments: 12, guarantee: null }, outcome: 'continuing', note: null, delivered_on: day('2026-11-20'), voided: false }],
} as unknown as FamilyFile;
const words: Naming['words'] = { kind: (code) => `«${code}»`, group: (code) => code, indicator: (code) => (code === 'income' ? 'درآمد' : code), step: () => 'گاه هست و گاه نیست' };
const naming: Naming = { words, name: namesOf(file, words, [{ id: at(9), name: 'گلشهر' }]) };
const fieldsOf = (command: Record<string, unknown>) => Object.fromEntries(said(command, naming).map((one) => [one.field, one.value]));

test('what was chosen is said by its words, and many things as a list', () => {
  expect(fieldsOf({ command_id: at(8), visited_on: '2026-11-28', place: 'home', present: [at(1), at(2)], note: 'خوب', next_visit_on: null, entries_done: [at(5)], late_reason: null })).toEqual({
    visited_on: ['۷ آذر ۱۴۰۵'], place: [t.family.place.home], present: ['مریم نمونه', 'زهرا نمونه'], note: ['خوب'], entries_done: [expect.stringContaining('بازدید خانه')],
  });
  expect(fieldsOf({ moment: 'baseline', assessed_on: '2026-11-28', readings: [{ indicator: 'income', value: 2, how_known: 'told', note: 'بی‌ثبات' }] })).toMatchObject({ moment: [t.words.assessment.baseline], readings: [`درآمد: ۲ · گاه هست و گاه نیست · ${t.family.howKnown.told} · بی‌ثبات`] });
  expect(fieldsOf({ reason: 'married', left_on: '2026-11-28' })).toMatchObject({ reason: [t.family.memberLeft.married] });
  expect(fieldsOf({ amount_rials: 10_000_000, particulars: { of: 'loan', instalments: 12, guarantee: 'group' } })).toMatchObject({ amount_rials: [t.family.tomans('۱٬۰۰۰٬۰۰۰')], particulars: [expect.stringContaining('۱۲ قسط')] });
  // Where the names are not at hand, how many.
  expect(said({ present: [at(1), at(2)] }, { words, name: () => null })[0]?.value).toEqual(['۲']);
});

const pairs = (operation: string, part: string | null, command: Record<string, unknown>) => bothSaid(command, standing(operation, part, file) ?? {}, naming).map((one) => [one.field, one.mine.join('|'), one.theirs.join('|')]);

test('of everything that two people may change at once both values are shown', () => {
  expect(pairs('change_head', null, { member_id: at(2), changed_on: '2026-11-28' })).toEqual([['member_id', 'زهرا نمونه', 'مریم نمونه']]);
  expect(pairs('change_member', at(1), { given_name: 'مریم', family_name: 'نمونه', father_name: null, birth_date: '1990-03-21', sex: 'female', relation: 'spouse', phone: '09120000000', education: 'bachelor', work: 'working' })).toEqual([
    ['relation', t.family.relation.spouse, t.family.relation.child],
    ['education', t.family.educationStep.bachelor, t.family.educationStep.diploma],
  ]);
  expect(pairs('move_entry', at(5), { window_from: '2026-11-30', window_to: '2026-11-28', reason: 'تعطیل' })).toEqual([['window_from', '۹ آذر ۱۴۰۵', '۷ آذر ۱۴۰۵']]);
  expect(pairs('correct_visit', at(6), { reason: 'اشتباه', replacement: { visited_on: '2026-11-20', place: 'center', present: [at(1), at(2)], note: 'همه خوب بودند', next_visit_on: null } })).toEqual([
    ['place', t.family.place.center, t.family.place.home],
    ['present', 'مریم نمونه|زهرا نمونه', 'مریم نمونه'],
  ]);
  expect(pairs('correct_visit', at(6), { reason: 'اشتباه', replacement: null })).toContainEqual(['voided', t.common.yes, '']);
  expect(pairs('correct_service', at(7), { reason: 'اشتباه', replacement: { domain: 'economic', kind: 'loan', purpose: 'empowerment', capacity: 'own', member_ids: [at(2)], provider_agency_id: null, amount_rials: 20_000_000, particulars: { of: 'loan', instalments: 6, guarantee: null }, outcome: 'continuing', note: null, delivered_on: '2026-11-20' } }).map(([field]) => field)).toEqual(['amount_rials', 'particulars']);
  expect(pairs('change_address', null, { neighborhood_id: at(9), address: 'کوچهٔ دوم', changed_on: '2026-11-28' })).toEqual([['address', 'کوچهٔ دوم', 'کوچهٔ یکم']]);
  expect(pairs('set_safe_contact', null, { instruction: 'عصرها', window: null }).map(([field]) => field)).toEqual(['instruction', 'window']);
  expect(standing('change_member', at(4), file)).toBeNull();
  expect(standing('add_note', null, file)).toBeNull();
});
