import type { Texts } from '../index.ts';

export const reports: Texts['reports'] = {
  title: 'Before and after', subtitle: (year) => `Families whose baseline lies in the year ${year}`, year: 'Year', yearOf: (n) => `Year ${n}`, filters: 'Filters', clearFilters: 'Clear the filters', center: 'Center', allCenters: 'All centers', domain: 'Domain', wholeTier: 'The whole tier', household: 'Household type', allHouseholds: 'All', place: 'Province, city or zone', allPlaces: 'Everywhere', caseworker: 'Caseworker', allCaseworkers: 'All caseworkers',
  someHidden: 'Some counts are hidden', someHiddenWhy: 'Every count under five is hidden, so that nobody can be recognized, and enough others that it cannot be worked out from a sum. The fewer the filters, the more can be shown.', notShown: (names) => `Not shown: ${names}`,
  matrix: 'Table', flow: 'Flow',
  tieredTwice: 'Tiered twice', tieredTwiceNote: 'baseline and final', tieredOnce: 'Tiered once only', tieredOnceNote: 'they stand apart and never count as unchanged', improved: 'Better', same: 'Unchanged', worsened: 'Worse', ofTwice: (p) => `${p} of those tiered twice`, flowHidden: 'Flows whose count is hidden are not drawn.',
  empty: 'No family has its baseline in this year with these filters.', computedAt: (n) => `computed at event ${n} of the log`, rule: 'A family counts in the year of its baseline; its final tier is the last one after that and before the next baseline. Each cycle counts once.',
  behind: (before, after) => `Families that went from “${before}” to “${after}”`, behindNone: (before) => `Families at “${before}” without a final tier`, families: (n) => `${n} families`, closeCell: 'Close this list', officerCell: 'An officer sees counts only. Use the filters to look into a count.', share: (p, before) => `${p} of the families whose baseline was “${before}”`, smallCell: 'This count is below 5, or guards a small one beside it, and is not shown.',
  more: (n) => `Only the first ${n} families are shown.`,
  by: 'Broken down by', byHousehold: 'Household type', byDomain: 'Domain', byCenter: 'Center', narrow: 'Show this group', group: 'Group', openFile: 'Open the file',
};
