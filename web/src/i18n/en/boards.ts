import type { Texts } from '../index.ts';

export const boards: Texts['boards'] = {
  asOfDay: (position, at) => `up to event ${position} of the log, read ${at}`,
  asOf: (position, at) => `up to event ${position} of the log${at === null ? '' : `, read at ${at}`}`,
  only: 'Only', inNeighborhood: (name: string) => `living in ${name}; without those whose address is under threat`, awaits: { consent: 'awaiting consent', assessment: 'awaiting an assessment' }, served: (what: string, year: string) => `given ${what} in ${year}; of the families that are the center’s now`, anyService: 'any service', ownHere: 'My families in this neighborhood', showAll: 'Show all',
  caseworkers: { spare: 'Caseworkers with room for more', full: 'Caseworkers who are full', not_ready: 'Caseworkers not accredited yet' },
  families: { overdue: 'Families with overdue work', year_ending: 'Families whose year is about to end' },
  tasks: { assigned: 'Tasks not accepted yet', unassigned: 'Tasks handed to no colleague', dueBy: (day) => `Tasks due by ${day}`, dueBetween: (from, until) => `Tasks due from ${from} to ${until}`, firstOnly: (n) => `Only the first ${n} tasks are shown.` },
  improved: 'Those whose score improved',
  listOf: (what, n) => `${what}: ${n}, see the list`,
  rowSum: (before) => `Families whose tier before was “${before}”`, columnSum: (after) => `Families that came to “${after}”`, allSum: 'All families of this table',
  allWaiting: 'All of them in the list of families',
  /** Filters kept under a name. */
  saved: { title: 'Kept filters', keep: 'Keep this filter', drop: (name) => `Remove the filter “${name}”`, name: 'Name of the filter', nameHelp: 'It stays in this browser, for you alone. Write nobody’s name.' },
};
