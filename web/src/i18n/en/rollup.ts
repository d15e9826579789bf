import type { Texts } from '../index.ts';

export const rollup: Texts['rollup'] = {
  menu: 'Province and nation', title: (name) => `${name}: roll-up`, nation: 'The nation', topicLabel: 'What', below: 'Below', lastEvent: 'Last event', none: 'Nothing lies below this place.', rows: (n) => `Below it (${n})`, back: 'Province and nation', found: (n) => `${n} found`,
  topic: { offices: 'Facilitation offices', neighborhoods: 'Neighborhoods and priority', roadmaps: 'Roadmaps and duties', needs: 'Needs profiles', families: 'Families and services' },
  help: {
    offices: 'An office counts in every row in which it serves a neighborhood, and once in the total; so the rows may add up to more.',
    neighborhoods: 'The priority is the one that holds now. A neighborhood without a profile is given none.',
    roadmaps: 'Actions of adopted roadmaps. A duty is late when it is not done and its last report is older than four months: a quarter, and a month to report.',
    needs: 'The latest needs profile of each neighborhood, at each office.',
    families: 'Families with an open file. Nobody is named by these numbers, and no list stands behind them.',
  },
  rounded: 'Numbers are rounded to multiples of five, each with a lasting error of its own; they do not add up exactly, and below five nothing is written.', yearOf: (year) => `Services of the year ${year}.`, fewer: 'fewer than 5',
  judged: (day) => `Lateness was judged on ${day}.`, profiles: (day) => `Newest profile: ${day}.`, provinces: 'Provinces with an office',
  offices: { open: 'Open', contract_over: 'Beyond contract', evaluation_late: 'Evaluation late', report_late: 'Quarterly report late', contracted: 'Under contract', called: 'Called', closed: 'Closed' },
  families: { total: 'Families', stable: 'Stable', at_risk: 'At risk', harmed: 'Harmed', served: 'Families served', services: 'Services' },
  list: {
    neighborhoods: 'Neighborhoods', with_profile: 'With a profile', without_profile: 'Without a profile', approved: 'Approved as target', priority_first: 'First priority', priority_second: 'Second priority', priority_third: 'Third priority', priority_none: 'No priority', with_office: 'Neighborhoods with an open office',
    roadmaps: 'Neighborhoods with a roadmap', actions_planned: 'Actions planned', actions_in_progress: 'Actions under way', actions_done: 'Actions done', actions_dropped: 'Actions dropped',
    duties_reported: 'Duties reported on', duties_done: 'Duties done', duties_late: 'Duties late',
    needs_drafted: 'Before the committee', needs_returned: 'Given back', needs_in_headquarters: 'Before the headquarters', needs_approved: 'Approved', needs_notified: 'Notified',
  },
  states: {
    level: { first: 'first priority', second: 'second priority', third: 'third priority' },
    action: { planned: 'planned', in_progress: 'under way', done: 'done', dropped: 'dropped' },
    duty: { not_begun: 'not begun', underway: 'under way', done: 'done', hindered: 'hindered' },
    need: { drafted: 'before the committee', returned: 'given back', in_headquarters: 'before the headquarters', approved: 'approved', notified: 'notified' },
  },
  declared: 'What the document prints, beside what is counted', declaredHelp: 'The document printed the one, events make the other; neither corrects the other.', number: 'Number', counted: 'Counted', printed: 'Printed', noPeriod: 'the document names no period',
  beside: { offices_open: 'Open offices', offices_neighborhoods: 'Neighborhoods with an open office', offices_provinces: 'Provinces with an open office' },
};

export const atlas: Texts['atlas'] = {
  menu: 'Yearly atlas', title: (name, year) => `Atlas of ${name} · ${year}`, nation: 'the nation', year: 'Year', below: 'Below', legend: 'What the shades mean', overYears: 'Over the years', numbers: 'The same in numbers', nothingTold: 'There is nothing to tell, or the counts are too small to be told.',
  fewer: 'fewer than 5', nobody: 'none', upTo: (n) => `up to ${n}`, untold: 'fewer than 5, not written', whole: (n) => `all: ${n}`, mapOf: (title, n) => `Map of “${title}” for ${n} neighborhoods; the same numbers stand in the table below`,
  state: { running: 'The year goes on', provisional: 'The year is over and not fixed yet', fixed: 'The year is fixed' },
  settled: {
    running: (_year, day) => `Numbers are as known on ${day}.`,
    provisional: (year, day) => `Numbers are as known on ${day}. What is recorded of ${year} until 31 Farvardin after it is taken in.`,
    fixed: (year, day) => `The year ${year} is always told as it was known on ${day}. What was put right afterwards is not in this atlas. Only the boundaries of neighborhoods, and where they lie, are today’s.`,
  },
  suppressed: (n) => `${n} cells were below five and are not written.`, noneSuppressed: 'No cell was left out.', rounded: 'Counts of families are rounded to multiples of five, each with a lasting error of its own, and do not add up exactly.',
  tiers: 'Families by tier', tiersHelp: (day) => `Families with an open file on ${day}, by the tier they had. A family without a tier is in none.`,
  harms: 'Harms by category', harmsHelp: (day) => `Families with an open file on ${day} that were in a category of vulnerability. A family may be in several.`,
  services: 'Services by domain', servicesHelp: (year) => `Families that received a service of each domain in ${year}; each family once in each domain, in the neighborhood of that day.`,
  priorities: 'Priority of neighborhoods', prioritiesHelp: (day) => `Neighborhoods by the priority that held on ${day}; they are neighborhoods and nothing is left out.`,
  priority: { first: 'First priority', second: 'Second priority', third: 'Third priority' },
};
