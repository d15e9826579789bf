// The answers of the API about a tried rule.
import type { Domain, FamilyCard, NamedRef, Tier } from '@/api/types.ts';
import type { CellCount, Matrix } from '@/charts/types.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { IndicatorSet } from '@/screens/family/types.ts';

export type Bands = IndicatorSet['bands'];
export type TriedIndicator = { code: string; domain: Domain; weight: number; critical_at: number | null };
export type Rule = { indicators: TriedIndicator[]; bands: Bands };
/** What is tried, and over which families. */
export type Trial = Rule & { year?: number; center_id?: string };

export type TierRow = Record<Tier, CellCount>;
export type TriedMatrix = { matrix: Matrix; without_final: TierRow; improved: CellCount; same: CellCount; worsened: CellCount };
export type CenterEffect = {
  center: NamedRef | null; harmed_now: CellCount; harmed_tried: CellCount; waiting_now: CellCount; waiting_tried: CellCount; held: CellCount; held_not_harmed: CellCount;
  caseworkers: number; places: number;
};
export type CaseworkerEffect = { caseworker: NamedRef; held: number; harmed_now: number; harmed_tried: number };
export type WhatIf = {
  families: CellCount; not_enough: CellCount; by_hand: CellCount; by_hand_otherwise: CellCount; moved: CellCount; moves: Matrix;
  comparison: { year: number; left_out: CellCount; now: TriedMatrix; tried: TriedMatrix };
  caseloads: CenterEffect; centers: CenterEffect[]; caseworkers: CaseworkerEffect[];
  decisions: { decisions: CellCount; families: CellCount; commissions: { commission: NamedRef; decisions: number }[] };
  /** Every number is rounded to a multiple of five, and left out below five. */
  rounded: boolean;
  position: number;
};
/** The numbers of a trial that open the families they count. */
export type TriedNumber =
  | 'moved' | 'families' | 'not_enough' | 'by_hand' | 'by_hand_otherwise' | 'harmed_now' | 'harmed_tried' | 'waiting_now' | 'waiting_tried' | 'held' | 'held_not_harmed'
  | 'left_out' | 'year_now' | 'year_tried';
/** With the tier now and the one that the tried rule computes; of the year, before and after. */
export type MovedFamily = { family: FamilyCard; from: Tier; to: Tier | null };
export type MovedDecision = { referral_id: string; family_id: string; file_number: string; commission: NamedRef; decided_on: ServerDate; from: Tier; to: Tier };

/** The rule of a published version, or of a draft. */
export const ruleOf = ({ indicators, bands }: Pick<IndicatorSet, 'indicators' | 'bands'>): Rule => ({
  indicators: indicators.map(({ code, domain, weight, critical_at }) => ({ code, domain, weight, critical_at: critical_at ?? null })),
  bands,
});
