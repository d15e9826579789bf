// The answers of the API about a center's own work.
import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { FamilyCard, HandoverItem, Reception } from '@/screens/family/types.ts';

export type CaseloadFlag = 'spare' | 'ok' | 'full';
export type TrainingPhase = keyof Texts['manager']['phase'];
export type TrainingMode = keyof Texts['manager']['mode'];
export type Stage = keyof Texts['manager']['stage'];
export type Nearness = keyof Texts['manager']['nearness'];
export type Background = keyof Texts['manager']['background'];

export type Caseload = {
  caseworker: NamedRef; center_id: string; families: number; reserved: number; min: number; max: number; flag: CaseloadFlag;
  free: number; stage: Stage; term_from: ServerDate | null; term_ends: ServerDate | null; skills: string[]; leave_until: ServerDate | null;
  hours_before: number; hours_during: number; hours_missing: number; accredited: boolean; on_leave: boolean; left: boolean; overdue_items: number; year_ending: number;
};
/** A caseworker who would suit a family, and why; nobody is chosen by it. */
export type Suggestion = { caseworker: NamedRef; score: number; skills: string[]; nearness: Nearness; free: number; cannot: string | null };
export type HandoverFamily = { id: string; file_number: string; family_name: string | null; year_ends: ServerDate | null; open_entries: number; overdue: number; open_tasks: number; done: HandoverItem[] };
export type HandoverPlan = { caseworker: NamedRef; families: HandoverFamily[]; position: number };
export type HandedOver = { families: { family_id: string; moved: boolean; code: string | null }[]; position: number };
export type Training = { phase: TrainingPhase; mode: TrainingMode; hours: number; title: string; held_on: ServerDate };
export type CaseworkerView = {
  id: string; name: string | null; phone: string | null; background: Background; center: NamedRef; neighborhood: NamedRef | null; admitted_on: ServerDate; accredited_on: ServerDate | null; skills: string[]; trainings: Training[];
  leave_from: ServerDate | null; leave_until: ServerDate | null; left_on: ServerDate | null; caseload: Caseload; family_ids: string[]; sequence: number; position: number;
};
export type Intake = {
  awaiting_consent: FamilyCard[]; awaiting_assessment: FamilyCard[]; harmed_without_caseworker: FamilyCard[];
  counts: { awaiting_consent: number; awaiting_assessment: number; harmed_without_caseworker: number };
  position: number;
};
export type OpenReferral = { referral_id: string; family: { id: string; file_number: string }; commission: NamedRef; urgency: 'normal' | 'urgent'; referred_on: ServerDate; days_open: number; state: 'open' | 'declined'; reception: Reception; answer_by: ServerDate | null; days_late: number; silent: boolean; long_silent: boolean };
export type Settings = { values: { hours_before: number; hours_during: number; caseload_min: number; caseload_max: number; year_end_notice_days: number } };

export const useCaseloads = (enabled = true) => useApi<Paged<Caseload>>('/center/caseloads', { streams: ['caseworker', 'family'], enabled });
export const useSuggestions = (familyId: string | null) => useApi<Paged<Suggestion>>(`/families/${familyId ?? ''}/caseworker-suggestions`, { streams: ['caseworker'], enabled: familyId !== null });
export const useHandover = (id: string) => useApi<HandoverPlan>(`/caseworkers/${id}/handover`, { streams: ['family', 'caseworker'] });
export const useCaseworker = (id: string) => useApi<CaseworkerView>(`/caseworkers/${id}`, { streams: ['family'] });
export const useIntake = () => useApi<Intake>('/center/intake', { streams: ['family'] });
export const useSettings = () => useApi<Settings>('/settings', { streams: ['settings'] });

/** Families held and slots set aside. */
export const taken = (caseload: Caseload): number => caseload.families + caseload.reserved;
