import type { PriorityGroup, Rule } from './types.ts';

/** A rule while it is edited: a box may be empty. */
export type EditedRule = {
  first_from: number | null; second_from: number | null; known_percent: number | null;
  groups: { group: PriorityGroup; weight: number | null; indicators: { indicator: string; weight: number | null; best: number | null; worst: number | null }[] }[];
};

export function edited(rule: Rule): EditedRule {
  return {
    first_from: rule.first_from,
    second_from: rule.second_from,
    known_percent: rule.known_percent,
    groups: rule.groups.map((group) => ({ ...group, indicators: group.indicators.map((one) => ({ indicator: one.indicator, weight: one.weight, best: one.best_thousandths / 1000, worst: one.worst_thousandths / 1000 })) })),
  };
}

/** As it is sent; what is empty is left out and named by the server. */
export function bodyOf(rule: EditedRule): object {
  const filled = (map: object) => Object.fromEntries(Object.entries(map).filter(([, value]) => value !== null));
  return { ...filled(rule), groups: rule.groups.map((group) => ({ ...filled(group), indicators: group.indicators.map(filled) })) };
}
