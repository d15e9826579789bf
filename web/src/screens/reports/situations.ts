// The answers of the API about work and schooling, after `projections/src/situations`.
export type Slice = { part: string; count: number | null };
export type SituationsReport = {
  year: number; families: number | null; members: number | null; women: number | null; women_heads: number | null; work_known: number | null; unemployed: number | null; unemployed_by_age: Slice[]; unemployed_by_sex: Slice[]; unemployed_by_skill: Slice[]; unemployed_by_education: Slice[];
  schooling_known: number | null; out_of_school: number | null; back_in_school: number | null; rounded: boolean; position: number;
};
