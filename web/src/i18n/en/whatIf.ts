import type { Texts } from '../index.ts';

export const whatIf: Texts['whatIf'] = {
  menu: 'Try a rule', title: 'If the rule were another', subtitle: 'Try weights, bands and critical levels over past assessments. Nothing is stored, and no family’s tier changes.',
  ruleTitle: 'The tried rule', basedOn: 'Based on', reset: 'Back to the version', run: 'Try it', yearField: 'Year compared', yearHelp: 'empty means the latest year', yearWrong: 'Write the year in four digits, as 1404.', neverCritical: 'Never', changed: (n) => `${n} changed`,
  partial: (n) => `These are the first ${n} families; all are being counted.`, nobody: 'No family has a tier that stands on an assessment yet.',
  families: 'Families', familiesNote: 'open, with a tier that stands on an assessment', moved: 'Would move', movedBetter: 'To a better tier', movedWorse: 'To a worse tier', byHand: 'Given by hand', byHandNote: (n) => `stay; the rule says otherwise for ${n}`, notEnough: 'Too few readings', notEnoughNote: 'for this rule; their tier was left',
  moves: 'From the tier now to the tried tier', now: 'Now', tried: 'Tried', arrow: '→', becomes: 'becomes', nowAndTried: 'Now and tried',
  year: (y) => `Before and after of ${y} under both rules`, leftOut: (n) => `${n} families cannot be judged by the tried rule and stand in neither table.`, asGiven: 'As it was given', asTried: 'Under the tried rule', improved: (n) => `Better ${n}`, same: (n) => `Unchanged ${n}`, worsened: (n) => `Worse ${n}`,
  caseloads: 'Effect on caseloads', caseworkers: 'By caseworker', center: 'Center', allCenters: 'All centers', harmed: 'Harmed', waiting: 'Harmed without a caseworker', held: 'Held', heldNotHarmed: 'Held, no longer harmed', places: 'Capacity', placesOf: (places, workers) => `${places} families, ${workers} caseworkers`, caseloadsNote: 'A family that a caseworker holds stays until the end of its year, even when it is no longer counted as harmed.',
  decisions: 'Commission decisions on families that would move', noDecisions: 'There is no decision on these families.', decisionsOf: (decisions, families) => `${decisions} decisions on ${families} families`, decisionsCount: 'Decisions', commission: 'Commission', openDecisions: 'List the decisions', decidedOn: 'Decided on',
  movedFamilies: 'Families that would move', movedDecisions: 'Decisions', heldByNobody: 'no caseworker', shownOf: (n, total) => `${n} of ${total} are shown.`,
  rule: 'Readings are matched by the indicator’s code. A tier that a person gave with a reason stays.',
};
