import type { DutyRows } from './types.ts';

const TABS = ['overview', 'profile', 'priority', 'roadmap', 'actors', 'duties', 'residents'] as const;
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

export const DUTY_ROWS = ['reported', 'unreported', 'all', 'done', 'underway', 'hindered', 'not_begun'] as const satisfies readonly DutyRows[];

export function readDutiesSearch(search: Record<string, unknown>): { place?: string; agency?: string; rows?: DutyRows } {
  const agency = search['agency'];
  const rows = DUTY_ROWS.find((one) => one === search['rows']);
  return { ...readPlaceSearch(search), ...(typeof agency === 'string' && agency !== '' ? { agency } : {}), ...(rows && rows !== 'reported' ? { rows } : {}) };
}
