export const TOPICS = ['offices', 'neighborhoods', 'roadmaps', 'needs', 'families'] as const;
export type Topic = (typeof TOPICS)[number];

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Which place, and what of it the table tells; offices are not written. */
export function readNationSearch(search: Record<string, unknown>): { place?: string; topic?: Topic } {
  const place = text(search['place']);
  const topic = TOPICS.find((one) => one === search['topic']);
  return { ...(place ? { place } : {}), ...(topic && topic !== 'offices' ? { topic } : {}) };
}

/** The list behind a number of a place. */
export function readItemsSearch(search: Record<string, unknown>): { place?: string; number?: string } {
  const [place, number] = [text(search['place']), text(search['number'])];
  return { ...(place ? { place } : {}), ...(number ? { number } : {}) };
}

/** The atlas of a place and a Jalali year. */
export function readAtlasSearch(search: Record<string, unknown>): { place?: string; year?: number } {
  const place = text(search['place']);
  const year = Number(search['year']);
  return { ...(place ? { place } : {}), ...(Number.isInteger(year) && year >= 1300 && year <= 1500 ? { year } : {}) };
}
