import type { Texts } from '../index.ts';

export const rights: Texts['rights'] = {
  title: (name) => `Rights of ${name}`, open: 'Rights', openOf: (name) => `Rights of ${name}`,
  now: 'Rights now', nowHelp: 'Each right is a role over one place for a time. What is given or taken back stays in the log, with who, why and when.', before: 'Rights before', none: 'This account has no right now.', noneBefore: 'There was no right before.',
  role: 'Role', over: 'Over', days: 'Days', given: 'Given', ended: 'Ended', why: 'Why', act: 'Act',
  nation: 'the whole country', from: (when) => `from ${when}`, until: (when) => `until ${when}`, openEnd: 'no end',
  state: { coming: 'not begun', counts: 'counts', over: 'over', withdrawn: 'taken back' },
  daysLeft: (n) => `${n} days left`, endsToday: 'ends today',
  by: (who, when) => `${who}, ${when}`,
  ground: { appointed: 'Appointed', stand_in: 'Stands in', duty_changed: 'Duty changed', first_administrator: 'First administrator', existed_before: 'Stood before', demo: 'Demo', other: 'Another reason' },
  endGround: { duty_ended: 'Duty ended', duty_changed: 'Duty changed', left: 'Left the program', mistake: 'Given by mistake', misuse: 'Misused', replaced: 'Another right took its place', existed_before: 'Was so before', other: 'Another reason' },
  system: { setup: 'Setup', accounts: 'Taking up earlier accounts', cli: 'Command line', demo: 'Demo data' },
  give: 'Give a right', giveTitle: (name) => `A new right for ${name}`, giveDone: 'The right was given.', oneRole: 'Role', roleMissing: 'Choose the role.',
  fromDay: 'First day', untilDay: 'Last day', untilHelp: 'Empty means no end. For somebody who stands in, write the last day.', ground1: 'On what ground', note: 'In words', noteHelp: 'Kept sealed; only administrators and the auditor read it.', noteNeeded: 'Please explain another reason.',
  withdraw: 'Take back', withdrawTitle: (role, name) => `Take back “${role}” from ${name}`, withdrawText: 'The right ends right now, on open screens too.', withdrawDone: 'The right was taken back.',
  shorten: 'Change the days', shortenTitle: (role) => `Change the days of “${role}”`, shortenText: 'The present right ends, and the same with new days takes its place.', shortenDone: 'The days were changed.',
  disable: 'Disable the account', enable: 'Enable the account', enableTitle: (name) => `Enable ${name}`, enableText: 'The account works again, with the rights that were not taken back.', enableDone: 'The account was enabled.',
  switches: 'Disabled and enabled', disabledAt: 'disabled', enabledAt: 'enabled', openedAt: (who, when) => `The account was opened by ${who} on ${when}.`,
  expiring: 'Ends soon', expiringHelp: (n) => `${n} accounts lose a right within thirty days`, own: 'Nobody changes the own rights; another administrator does.',
  neighborhood: 'Neighborhood', placeOrAll: 'Place', oneNeighborhood: 'Neighborhood', neighborhoodHelp: 'Where the right is for one neighborhood alone, instead of a province or county', placeHelp: 'a province or county; empty means the whole country',
};
