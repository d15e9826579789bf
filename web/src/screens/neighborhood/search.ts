const TABS = ['overview', 'profile', 'priority', 'roadmap', 'actors', 'duties'] as const;
export type CaseTab = (typeof TABS)[number];

/** The part of the page that stands in the address; the overview is not written. */
export function readCaseSearch(search: Record<string, unknown>): { tab?: CaseTab } {
  const tab = TABS.find((one) => one === search['tab']);
  return tab && tab !== 'overview' ? { tab } : {};
}

/** A place, in the address of lists that are narrowed to one. */
export const readPlaceSearch = (search: Record<string, unknown>): { place?: string } => (typeof search['place'] === 'string' && search['place'] !== '' ? { place: search['place'] } : {});

const COLOURS = ['priority', 'tiers', 'services'] as const;
export type ColourBy = (typeof COLOURS)[number];

export function readMapSearch(search: Record<string, unknown>): { place?: string; by?: ColourBy } {
  const by = COLOURS.find((one) => one === search['by']);
  return { ...readPlaceSearch(search), ...(by && by !== 'priority' ? { by } : {}) };
}

export function readDutiesSearch(search: Record<string, unknown>): { place?: string; agency?: string; all?: '1' } {
  const agency = search['agency'];
  return { ...readPlaceSearch(search), ...(typeof agency === 'string' && agency !== '' ? { agency } : {}), ...(search['all'] === '1' ? { all: '1' as const } : {}) };
}
