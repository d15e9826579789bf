import type { Texts } from '../index.ts';

export const residents: Texts['residents'] = {
  title: (name) => `${name}, our neighborhood`, lead: 'This is what was decided for our neighborhood.', version: (n, day) => `Version ${n}, ${day}`,
  horizon: { short: 'Soon', medium: 'Within some years', long: 'In later years' },
  state: { not_begun: 'Not yet', underway: 'Under way', done: 'Done', hindered: 'Something hinders it' },
  plans: 'Plans that were agreed to', duties: 'What each body has to do', approvals: 'What was approved', ask: 'Where to ask', address: 'Address', hours: 'Hours',
  approval: { target_place: 'Our neighborhood was chosen', needs_profile: 'Its needs were approved, and the bodies were told' },
  print: 'Print', foot: 'Nobody is named on this page, and no family is counted.', none: 'This neighborhood has no page yet.', noneHelp: 'Ask at the facilitation office or the county.', busy: 'Wait a little.', busyHelp: 'This page was opened very often in the last minute. Open it again in a moment.',
  tab: 'Residents’ page', tabHelp: 'Everybody reads this page without an account and may print it. It holds only what was decided for the place: no name, no family, no power map and no count.', preview: 'What the next version says', nothing: 'Nothing was decided yet that a page could say.',
  publish: 'Publish the page', publishNext: 'Publish a new version', publishHelp: 'The page is published as it is now and stays so until the next version.', published: 'The page is published.', publishedOn: 'Published on', addressHelp: 'Of the office itself; nobody’s home.', withoutDuties: 'Leave out the duties of bodies (where the page is long)',
  withdraw: 'Take the page back', withdrawnToast: 'The page was taken back.', reason: 'Why', reasonHelp: 'Name nobody.', stands: (n, day) => `Version ${n} is read since ${day}`, never: 'Not published yet', gone: (day) => `not read since ${day}`, openPage: 'Open the page', versions: 'Versions',
  leftOut: (n) => `${n} lines are left out`, leftOutHelp: 'They hold a word that labels the place or its people. Change the text in the roadmap or the plan, and it comes.',
};
