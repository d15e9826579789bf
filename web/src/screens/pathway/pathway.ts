// The answers of the API about women on their way, after `projections/src/pathway`; and what the report's address may say.
import type { FamilyCard, NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['pathway'];
export type Step = keyof Words['step'];
export type Standing = Step | 'left';
export type DropOut = keyof Words['reason'];
export type Criterion = keyof Words['criterion'];
export const STEPS: readonly Step[] = ['identified', 'enrolled', 'assessed', 'training', 'supported', 'employed', 'empowered'];

export type Basis = { kind: keyof Words['basis']; code: string | null; title: string | null; happened_on: ServerDate };
export type Said = { kind: keyof Words['said']; happened_on: ServerDate; reason: DropOut | null; words: string | null; criteria_version: number | null; criteria: Criterion[] };
export type Eligibility = { code: Criterion; needed: boolean; met: boolean | null };
export type WomanPathway = { member: NamedRef; standing: Standing; since: ServerDate; runs: boolean; steps: { step: Step; reached_on: ServerDate | null; rests_on: Basis[] }[]; words: Said[]; eligibility: Eligibility[]; criteria_version: number };

export type StepCount = { step: Step; standing: number | null; reached: number | null; in_year: number | null; contacts: number | null; has_contacts: boolean };
export type PathwayGroup = { key: string; name: string | null; women: number | null; standing: { part: Standing; women: number | null }[] };
export type PathwayAnswer = {
  year: number | null; until: ServerDate; women: number | null; steps: StepCount[]; left: number | null; left_by_reason: { part: DropOut; women: number | null }[]; returned: number | null;
  between: { from: Step; to: Step; women: number | null; median_days: number | null }[]; by: By | null; groups: PathwayGroup[]; rounded: boolean; position: number;
};
export type PathwayWoman = { family: FamilyCard; member: NamedRef; standing: Standing; since: ServerDate; reason: DropOut | null };

const BY = ['center', 'neighborhood', 'agency', 'year'] as const;
export type By = (typeof BY)[number];
const NUMBERS = ['women', 'step', 'left', 'returned'] as const;
export type PathwayNumber = (typeof NUMBERS)[number];
const OF = ['standing', 'reached', 'in_year'] as const;
export type Of = (typeof OF)[number];
export type PathwaySearch = {
  year?: number | undefined; center_id?: string | undefined; agency_id?: string | undefined; place_id?: string | undefined; by?: By | undefined;
  /** The number that is open. */
  number?: PathwayNumber | undefined; step?: Step | undefined; of?: Of | undefined; reason?: string | undefined; group?: string | undefined;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

export function readPathwaySearch(search: Record<string, unknown>): PathwaySearch {
  const year = Number(search['year']);
  return {
    year: Number.isInteger(year) && year >= 1300 && year <= 1500 ? year : undefined,
    center_id: text(search['center_id']),
    agency_id: text(search['agency_id']),
    place_id: text(search['place_id']),
    by: BY.find((one) => one === search['by']),
    number: NUMBERS.find((one) => one === search['number']),
    step: STEPS.find((one) => one === search['step']),
    of: OF.find((one) => one === search['of']),
    reason: text(search['reason']),
    group: typeof search['group'] === 'number' ? String(search['group']) : text(search['group']),
  };
}

/** What of the criteria is still in the way of enrolling, as the server will judge: all needed ones, and one of the others. */
export function mayEnroll(criteria: readonly Eligibility[], met: readonly string[]): boolean {
  const needed = criteria.filter((one) => one.needed);
  const others = criteria.filter((one) => !one.needed);
  return needed.every((one) => met.includes(one.code)) && others.some((one) => met.includes(one.code));
}
