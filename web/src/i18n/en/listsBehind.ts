import type { Texts } from '../index.ts';

export const behind: Texts['behind'] = {
  shownOf: (n, total) => `${n} of ${total} are shown: no more than 500 rows, and no families that are not yours now.`,
  threat: 'The number of the neighborhood counts families whose address is under threat too. This list leaves them out, since no list says where they live; the list of all families has them.',
  services: { families: 'Families that were given services', persons: 'Persons who were given services', services: 'Services given', contacts: 'Services and their contacts', hours: 'Services with hours of training', successes: 'Services that came to their end' },
  ofKind: (what, kind) => `${what}: ${kind}`,
  total: { families: (n) => `${n} families`, persons: (n) => `${n} persons`, services: (n) => `${n} services` },
  person: 'Name', times: 'Services', contacts: 'Contacts', hours: 'Hours', reached: 'Persons', last: 'Last service', on: 'Day', family: 'Family', kind: 'Service',
  changes: { better: 'became better', same: 'changed by no more than the margin', worse: 'became worse', all: 'were compared', two_versions: 'assessed by two versions of the set, which cannot be compared', without_readings: 'whose tier stands on no readings, and who were not compared' },
  whose: (what, way) => `${what}: ${way}`, score: 'Score', step: 'Step', fromTo: (what, from, to) => `${what}: from ${from} to ${to}`,
  seeTwoVersions: (n) => `${n} families by two versions`, seeWithoutReadings: (n) => `${n} families without readings`,
  tried: {
    moved: 'Families that would move', families: 'Families whose tier stands on readings', not_enough: 'Families with too few readings for this rule', by_hand: 'Families whose tier was given by hand, with what the rule says', by_hand_otherwise: 'Families tiered by hand for whom the rule says otherwise',
    harmed_now: 'Harmed now', harmed_tried: 'Harmed under the tried rule', waiting_now: 'Harmed and held by nobody, now', waiting_tried: 'Harmed and held by nobody, under the tried rule', held: 'Families that are held', held_not_harmed: 'Families that are held and no longer harmed',
    left_out: 'Families of the year that stand in neither table', year_now: 'Families of the year, as tiers were given', year_tried: 'Families of the year under the tried rule',
  },
  of: (what, whose) => `${what}, ${whose}`, otherwise: 'The rule says otherwise', openLeftOut: 'See them',
  week: { given: (from, until) => `Tasks given from ${from} to ${until}`, done: (from, until) => `Tasks done from ${from} to ${until}`, declined: (from, until) => `Tasks declined from ${from} to ${until}`, none: 'None in these days.' },
  generalAid: 'General aid', generalAidWhy: 'Activities that somebody of the family attended', noGeneralAid: 'Recorded in no activity.', wholeFamily: (n) => `${n} of the family`, stayed: (n) => `${n} hours`,
};
