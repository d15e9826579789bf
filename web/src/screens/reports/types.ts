// The answers of the API about the yearly comparison, after projections/src/cycles.
import { DOMAINS, HOUSEHOLD_TYPES, TIERS, type Domain, type HouseholdType, type Tier } from '@/api/types.ts';
import type { CellCount, Direction, Matrix } from '@/charts/types.ts';

export type TierRow = Record<Tier, CellCount>;

export type BeforeAfter = {
  year: number;
  matrix: Matrix;
  without_final: TierRow;
  totals: { baseline: TierRow; final: TierRow; tiered_twice: CellCount; tiered_once: CellCount; improved: CellCount; same: CellCount; worsened: CellCount };
  by_household_type?: { household_type: HouseholdType; matrix: Matrix; without_final: TierRow }[] | null;
  /** Every number is rounded to a multiple of five, and left out below five. */
  rounded: boolean;
  position: number;
};

/** The column of a cell: a final tier, or none. */
export type FinalCell = Tier | 'none';
/** A sum over several cells that opens too: those who went one way, those tiered twice or once. */
export type Sum = Direction | 'twice' | 'once' | 'all';
const SUMS: readonly Sum[] = ['better', 'same', 'worse', 'twice', 'once', 'all'];

/** What the changes beyond the margin are divided by. */
export const CHANGE_SPLITS = ['household_type', 'neighborhood', 'service_domain', 'service_kind', 'center', 'caseworker'] as const;
export type ChangeSplit = (typeof CHANGE_SPLITS)[number];

/** A row of the changes: the whole, a domain, `indicator:` or `group:` with its code or id, or those that are not compared. */
export type ChangePart = 'whole' | Domain | `indicator:${string}` | `group:${string}` | 'two_versions' | 'without_readings';
const WAYS = ['better', 'same', 'worse', 'all'] as const;
export type ChangeWay = (typeof WAYS)[number];
const isPart = (part: unknown): part is ChangePart => typeof part === 'string' && /^(?:whole|social|economic|cultural|two_versions|without_readings|indicator:.+|group:.+)$/.test(part);

export type Split = 'household_type' | 'domain' | 'center' | 'caseworker';

/** What stands in the address of the screen. */
export type ReportSearch = {
  year?: number;
  center_id?: string;
  caseworker_id?: string;
  domain?: Domain;
  household_type?: HouseholdType;
  place_id?: string;
  by?: Split;
  /** A cell; without the other side, the sum of a row or a column. */
  from?: Tier;
  to?: FinalCell;
  sum?: Sum;
  split?: ChangeSplit | undefined;
  margin?: number;
  /** A number of the changes that is open. */
  part?: ChangePart;
  went?: ChangeWay;
};

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const one = <V extends string>(values: readonly V[], value: unknown): V | undefined => values.find((v) => v === value);

/** Reads the address; what it does not understand it leaves out. */
export function readReportSearch(search: Record<string, unknown>): ReportSearch {
  const year = Number(search['year']);
  const margin = Number(search['margin']);
  const found = {
    year: Number.isInteger(year) && year >= 1300 && year <= 1500 ? year : undefined,
    center_id: text(search['center_id']),
    caseworker_id: text(search['caseworker_id']),
    domain: one(DOMAINS, search['domain']),
    household_type: one(HOUSEHOLD_TYPES, search['household_type']),
    place_id: text(search['place_id']),
    by: one(['household_type', 'domain', 'center', 'caseworker'] as const, search['by']),
    from: one(TIERS, search['from']),
    to: one([...TIERS, 'none'] as const, search['to']),
    sum: one(SUMS, search['sum']),
    split: one(CHANGE_SPLITS, search['split']),
    part: isPart(search['part']) ? search['part'] : undefined,
    went: one(WAYS, search['went']),
    margin: search['margin'] !== undefined && Number.isInteger(margin) && margin >= 0 && margin <= 300 ? margin : undefined,
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as ReportSearch;
}
