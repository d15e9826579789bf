// Hand-written types against the generated ones: when the server's answer changes
// shape, this file no longer compiles. Nothing here runs but the last line.
import { expect, test } from 'vitest';
import type { UserView, ProjectionView, SettingsView } from '@/screens/administrator/types.ts';
import type { AccessItem, AuditItem } from '@/screens/auditor/types.ts';
import type { Agenda, CommissionCard, ReferralDetail } from '@/screens/commission/types.ts';
import type { FamilyFile } from '@/screens/family/types.ts';
import type { AgencyCard, AgencyView, NeighborhoodCard, PlaceView } from '@/screens/places/types.ts';
import type { ActivityCard, ActivityView } from '@/screens/activities/types.ts';
import type { CouncilReport, CouncilView } from '@/screens/councils/types.ts';
import type { FamilyFund, FundReport, FundView } from '@/screens/funds/types.ts';
import type { BuilderMeasure, ReportCard, ReportTable, SavedReport } from '@/screens/catalog/types.ts';
import type { CalendarDays, FeedState } from '@/screens/caseworker/calendar/types.ts';
import type { Caseload, HandedOver, HandoverPlan, Suggestion } from '@/screens/manager/data.ts';
import type { ServiceReport } from '@/screens/reports/services.ts';
import type { BeforeAfter } from '@/screens/reports/types.ts';
import type { components } from './schema.d.ts';
import type { FamilyCard, Meta, SessionView, Task } from './types.ts';

type Theirs = components['schemas'];

/**
 * The document marks what may be null as optional too, though the server always writes the field; and it does not
 * name every closed set. A date of both calendars counts as the text it stands for.
 */
type Loose<T> = T extends string | { iso: string; jalali: string } ? string : T extends readonly (infer U)[] ? Loose<U>[] : T extends object ? { [K in keyof T]-?: Loose<Exclude<T[K], undefined>> } : T;

/** Holds when everything we read is in the server's answer. */
type Reads<Ours, Answer> = Loose<Answer> extends Loose<Ours> ? true : never;

const all: [
  Reads<FamilyCard, Theirs['FamilyCard']>, Reads<Task, Theirs['Task']>, Reads<SessionView, Theirs['SessionView']>, Reads<Meta, Theirs['Meta']>,
  Reads<Agenda, Theirs['Agenda']>, Reads<CommissionCard, Theirs['CommissionCard']>, Reads<ReferralDetail, Theirs['ReferralDetail']>,
  Reads<AgencyCard, Theirs['AgencyCard']>, Reads<AgencyView, Theirs['AgencyView']>, Reads<NeighborhoodCard, Theirs['NeighborhoodCard']>, Reads<PlaceView, Theirs['PlaceView']>,
  Reads<AuditItem, Theirs['AuditItem']>, Reads<AccessItem, Theirs['AccessItem']>, Reads<BeforeAfter, Theirs['BeforeAfter']>,
  Reads<UserView, Theirs['UserView']>, Reads<ProjectionView, Theirs['ProjectionView']>, Reads<SettingsView, Theirs['SettingsView']>, Reads<FamilyFile, Theirs['FamilyFile']>,
  Reads<CalendarDays, Theirs['Calendar']>, Reads<FeedState, Theirs['FeedState']>, Reads<ServiceReport, Theirs['ServiceReport']>, Reads<Caseload, Theirs['Caseload']>, Reads<Suggestion, Theirs['Suggestion']>, Reads<HandoverPlan, Theirs['HandoverPlan']>, Reads<HandedOver, Theirs['HandedOver']>, Reads<ActivityCard, Theirs['ActivityCard']>, Reads<FundView, Theirs['FundView']>, Reads<FundReport, Theirs['FundReport']>, Reads<FamilyFund, Theirs['FamilyFund']>, Reads<CouncilView, Theirs['CouncilView']>, Reads<CouncilReport, Theirs['CouncilReport']>, Reads<ActivityView, Theirs['ActivityView']>,
  Reads<ReportCard, Theirs['ReportCard']>, Reads<ReportTable, Theirs['ReportTable']>, Reads<SavedReport, Theirs['SavedReportView']>, Reads<BuilderMeasure, Theirs['BuilderMeasure']>,
] = [true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true, true];

test('what screens read is what the server writes', () => {
  expect(all.every(Boolean)).toBe(true);
});
