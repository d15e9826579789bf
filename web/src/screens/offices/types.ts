// The answers of the API about facilitation offices, after projections/src/offices.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['offices'];
export type OfficeState = keyof Words['state'];
export type WorkState = keyof Words['workState'];
export type GroupStage = keyof Words['stage'];
export type NeedsState = keyof Words['needsState'];
export type Outcome = keyof Words['outcome'];
export type PlanDomain = keyof Words['planDomain'];
export type PlanState = keyof Words['planState'];
export type FigureName = keyof Words['figure'];

export type OfficeCard = {
  id: string; name: string; place: NamedRef; neighborhoods: NamedRef[]; operator: string | null; state: OfficeState; called_on: ServerDate; opened_on: ServerDate | null; closed_on: ServerDate | null;
  contract_until: ServerDate | null; contract_over: boolean; steps: { step: string; begun: number; completed: number }[]; tasks_done: number; tasks_left_out: number;
  evaluation: { number: number; due_on: ServerDate; late: boolean } | null;
  report: { year: number; quarter: number; is_over: boolean; due_on: ServerDate; late: boolean } | null;
  sequence: number;
};
export type OfficeTask = { task: string; neighborhood_id: string; state: WorkState; evidence: string; on: ServerDate };
export type LocalGroup = {
  group_id: string; neighborhood: NamedRef; topic: string; stage: GroupStage; next: GroupStage | null; persons: number; aims: string | null; scope: string | null; role: string | null; months: number | null;
  conflict_rule: string | null; power: string | null; permit: string | null; statute: string | null; course: { stage: GroupStage; on: ServerDate; evidence: string | null }[];
};
export type NeedsProfile = {
  neighborhood: NamedRef; version: number; state: NeedsState; facilities: string; abnormalities: string; needs: string[]; drafted_on: ServerDate;
  judgements: { version: number; body: keyof Words['body']; outcome: Outcome; reason: string | null; on: ServerDate }[]; notified: NamedRef[]; notified_on: ServerDate | null;
};
export type ActionPlan = {
  plan_id: string; neighborhood: NamedRef; state: PlanState; title: string; domain: PlanDomain; measures: string[]; scale: string; beneficiaries: string; persons: number | null; people_role: string; groups_role: string; institutions_role: string;
  lines: { title: string; amount_rials: number; source: string }[]; total_rials: number; agencies: { agency: NamedRef; outcome: Outcome | null; reason: string | null; on: ServerDate | null }[];
  drafted_on: ServerDate; evidence: string | null; progressed_on: ServerDate | null;
};
export type OfficeEvaluation = { number: number; committee: string; strengths: string[]; weaknesses: string[]; opportunities: string[]; threats: string[]; remedies: string[]; next_year: string; submitted_on: ServerDate };
export type IssuedReport = { year: number; quarter: number; figures: { figure: FigureName; value: number }[]; counted_to: number; reported_on: ServerDate };
export type OfficeFile = {
  contract: { operator: NamedRef | null; operator_name: string | null; number: string; from: ServerDate; until: ServerDate; amount_rials: number; source: string } | null;
  close_reason: keyof Words['closeReason'] | null; close_note: string | null;
  served: { neighborhood: NamedRef; from: ServerDate; until: ServerDate | null }[];
  staff: { role: keyof Words['role']; persons: number }[]; staff_counted_on: ServerDate | null;
  money: { entry_id: string; direction: keyof Words['direction']; amount_rials: number; source: string; purpose: string; recorded_on: ServerDate; struck: string | null }[];
  meetings: { kind: keyof Words['meetingKind']; subject: string; persons: number; neighborhood: NamedRef | null; held_on: ServerDate }[];
  tasks: OfficeTask[]; steps: { step: string; neighborhood_id: string; begun_on: ServerDate | null; completed_on: ServerDate | null }[];
  groups: LocalGroup[]; profiles: NeedsProfile[]; plans: ActionPlan[]; evaluations: OfficeEvaluation[]; reports: IssuedReport[];
};
export type OfficeView = OfficeCard & { file: OfficeFile; received_rials: number; spent_rials: number; position: number };
export type OfficeProgram = {
  steps: { code: string; title: { fa: string; en: string }; after: string | null; tasks: { code: string; text: string }[] }[];
  measures: { code: string; domain: PlanDomain; text: string }[]; group_stages: GroupStage[];
};
export type QuarterView = {
  office_id: string; name: string; year: number; quarter: number; from: ServerDate; until: ServerDate; due_on: ServerDate; late: boolean; is_over: boolean; counted_to: number;
  numbers: { figure: FigureName; value: number; events: FigureEvent[] }[]; evaluation: OfficeEvaluation | null; issued: IssuedReport | null;
};
export type FigureEvent = { position: number; stream: 'office' | 'neighborhood'; stream_id: string; sequence: number; event_type: string; on: ServerDate; value: number; neighborhood: NamedRef | null; agency: NamedRef | null; duty: number | null };
export type QuarterSum = { figure: FigureName; value: number; told: number | null };
export type OfficeQuarter = { office: NamedRef; place: NamedRef; standing: keyof Words['standing']; reported_on: ServerDate | null; numbers: QuarterSum[]; evaluation: OfficeEvaluation | null };
export type OfficesQuarterView = {
  place: NamedRef | null; year: number; quarter: number; from: ServerDate; until: ServerDate; due_on: ServerDate; is_over: boolean; offices: OfficeQuarter[]; open: number; not_open: number; reported: number; late: number;
  numbers: QuarterSum[]; position: number; shared: NamedRef[];
};
