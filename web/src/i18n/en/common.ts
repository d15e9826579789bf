import type { Texts } from '../index.ts';

export const common: Texts['common'] = {
  save: 'Save', cancel: 'Cancel', close: 'Close', back: 'Back', next: 'Next', previous: 'Previous', edit: 'Edit', add: 'Add', remove: 'Remove',
  search: 'Search', clear: 'Clear', retry: 'Try again', more: 'More', all: 'All', yes: 'Yes', no: 'No', open: 'Open', confirm: 'Confirm',
  loading: 'Loading…', saving: 'Saving…', saved: 'Saved.', none: 'None', unknown: 'Unknown', optional: 'optional', total: 'Total',
  required: 'Please fill this in.', chooseOne: 'Please choose one.', notANumber: 'Please write a number.', dateInFuture: 'This date has not come yet.', dateMissing: 'Please give a date.',
  tooLate: 'This is later or more than possible.', tooEarly: 'This is earlier or less than possible.', notUnderstood: 'This could not be read.',
  nationalIdWrong: 'This national id is not right; look at its ten digits again.',
  errorSummary: (n) => `${n} to mend before saving`,
  daysLate: (n) => `${n} days late`, inDays: (n) => `in ${n} days`, daysAgo: (n) => `${n} days ago`,
  today: 'Today', tomorrow: 'Tomorrow', yesterday: 'Yesterday', about: 'about', daysLeft: (n) => `${n} days left`, yearOver: (n) => `year ended ${n} days ago`,
  people: (n) => `${n} people`, families: (n) => `${n} families`, of: (a, b) => `${a} of ${b}`, page: (n) => `Page ${n}`,
  empty: 'Nothing here.', emptySearch: 'Nothing found.', language: 'Language', persian: 'فارسی', english: 'English',
  chooseDate: 'Open the calendar', dateOf: (label) => `Calendar: ${label}`, increase: 'Increase', decrease: 'Decrease', pager: 'Pages', details: 'Details', recordedAt: (when) => `recorded ${when}`,
  tierThen: 'Then', tierNow: 'Now', nextVisit: 'Next visit', noVisitPlanned: 'No visit planned', lastVisit: 'Last visit', heldBy: 'Caseworker', nobody: 'No caseworker yet', openReferral: 'Open referral', noReferral: 'No open referral', waitingDays: (n) => `waiting ${n} days`, endOfYear: 'End of the aid year',
  mended: 'mended', listComma: ', ',
  sortBy: 'Order', filter: 'Filter', fewerThanFive: 'Under 5', hiddenWhy: 'Numbers are rounded and not written below five, so that nobody can be recognized.',
  takeAway: 'Take this list away', takenAway: 'The file is ready. Keep it in a safe place.', formats: { xlsx: 'Excel', csv: 'CSV' },
  before: 'Before', after: 'After', better: 'Better', worse: 'Worse', same: 'Unchanged', transitionTable: 'Tiers from baseline to final assessment',
  cellFromTo: (before, after) => `From “${before}” to “${after}”:`,
  cellLabel: (before, after, n) => `From “${before}” to “${after}”: ${n} families`,
  withoutFinal: 'No final tier', print: 'Print', showAsTable: 'As a table', showAsFlow: 'As a flow',
};
