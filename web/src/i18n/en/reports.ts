import type { Texts } from '../index.ts';

export const reports: Texts['reports'] = {
  title: 'Before and after', subtitle: (year) => `Families whose baseline lies in the year ${year}`, year: 'Year', yearOf: (n) => `Year ${n}`, filters: 'Filters', clearFilters: 'Clear the filters', center: 'Center', allCenters: 'All centers', domain: 'Domain', wholeTier: 'The whole tier', household: 'Household type', allHouseholds: 'All', place: 'Province, city or zone', allPlaces: 'Everywhere', caseworker: 'Caseworker', allCaseworkers: 'All caseworkers',
  rounded: 'The numbers are rounded', roundedWhy: 'Every number is rounded to a multiple of five with a small lasting error, and is not written below five, so that nobody can be recognized. Sums are rounded by themselves and do not add up exactly; percentages are of these numbers.', fewer: (names) => `Fewer than five: ${names}`,
  matrix: 'Table', flow: 'Flow',
  tieredTwice: 'Tiered twice', tieredTwiceNote: 'baseline and final', tieredOnce: 'Tiered once only', tieredOnceNote: 'they stand apart and never count as unchanged', improved: 'Better', same: 'Unchanged', worsened: 'Worse', ofTwice: (p) => `${p} of those tiered twice`, flowHidden: 'Flows of fewer than five are not drawn.',
  empty: 'No family has its baseline in this year with these filters.', computedAt: (n) => `computed at event ${n} of the log`, rule: 'A family counts in the year of its baseline; its final tier is the last one after that and before the next baseline. Each cycle counts once.',
  behind: (before, after) => `Families that went from “${before}” to “${after}”`, behindNone: (before) => `Families at “${before}” without a final tier`, families: (n) => `${n} families`, closeCell: 'Close this list', officerCell: 'An officer sees counts only. Use the filters to look into a count.', share: (p, before) => `${p} of the families whose baseline was “${before}”`, smallCell: 'This count is below 5, or guards a small one beside it, and is not shown.',
  more: (n) => `Only the first ${n} families are shown.`,
  by: 'Broken down by', byHousehold: 'Household type', byDomain: 'Domain', byCenter: 'Center', narrow: 'Show this group', group: 'Group', openFile: 'Open the file',
};
