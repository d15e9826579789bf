import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['national'];
export type CreditKind = keyof Words['kinds'];
export type CreditMistake = keyof Words['mistakes'];
export type AgreementEnd = keyof Words['ends'];
export type ProgramKind = keyof Words['programKinds'];
export type ProgramField = keyof Words['fields'];
export type Level = keyof Words['levels'];
export type Approach = keyof Words['approaches'];
export type Horizon = keyof Words['horizons'];
export type LicenceLevel = keyof Words['licenceLevels'];
export type DeliveryMistake = keyof Words['deliveryMistakes'];
export type LicenceRefusal = keyof Words['refusals'];
export type Revocation = keyof Words['revocations'];
export type Qualifier = 'exact' | 'about' | 'more_than' | 'less_than';
export type Doubt = keyof Words['doubts'];
export type Relation = keyof Words['relations'];

export type AgreementRef = { id: string; number: string | null; title: string | null };
export type AgreementCard = {
  id: string; number: string; title: string; place: NamedRef | null; parties: NamedRef[]; signed_on: ServerDate; ends_on: ServerDate | null; ended_on: ServerDate | null; end_reason: AgreementEnd | null;
  total_rials: number; spent_rials: number; left_rials: number; programs: number; sequence: number;
};
export type CreditLine = {
  id: string; depth: number; drawn_from: string | null; budget_line: string; kind: CreditKind | null; purpose: string; place: NamedRef | null; year: number; agreement: AgreementRef; for_agreement: AgreementRef | null;
  amount_rials: number; drawn_rials: number; spent_rials: number; left_rials: number; is_counted: boolean;
};
export type Spending = { id: string; allocation_id: string; purpose: string; amount_rials: number; note: string; on: ServerDate; reversed_on: ServerDate | null; mistake: CreditMistake | null };
export type AgreementView = AgreementCard & { credits: CreditLine[]; served_by: CreditLine[]; spendings: Spending[]; amendments: { note: string; ends_on: ServerDate | null; on: ServerDate }[]; programs_list: ProgramCard[]; position: number };
export type CreditReport = {
  year: number | null; operating_rials: number; capital_rials: number; total_rials: number; drawn_rials: number; spent_rials: number; left_rials: number;
  sources: { budget_line: string; operating_rials: number; capital_rials: number; total_rials: number }[]; purposes: { purpose: string; counted_rials: number; drawn_rials: number }[]; lines: CreditLine[]; declared: NationalFigure[]; position: number;
};
export type SharePart = keyof Words['shareParts'];
export type ShareItem = { id: string; agency: NamedRef; part: SharePart | null; expected: string; due_on: ServerDate | null; given_on: ServerDate; ended_on: ServerDate | null; end_reason: string | null; source: string | null };
export type AgencyPart = { program_id: string; title: string; title_en: string | null; part: SharePart | null; expected: string | null; due_on: ServerDate | null; is_late: boolean };
export type PartState = keyof Words['ours']['states'];
/** A part of the reader's own agency. */
export type PartOfAgency = AgencyPart & { state: PartState; given_on: ServerDate | null; ended_on: ServerDate | null; end_reason: string | null; source: string | null };
/** A program as far as an agency with a part in it reads it. */
export type ProgramOfAgency = {
  id: string; kind: ProgramKind | null; title: string; title_en: string | null; field: ProgramField | null; horizon: Horizon | null; lead: NamedRef | null; provinces: NamedRef[];
  registered_on: ServerDate; ended_on: ServerDate | null; parts: PartOfAgency[]; position: number;
};
export type LaborOfAgency = { agency: NamedRef; programs: number; late: number; parts: AgencyPart[] };
export type Division = { agencies: LaborOfAgency[]; undivided: number; programs: number; position: number };
export type ProgramCard = {
  id: string; kind: ProgramKind | null; title: string; title_en: string | null; field: ProgramField | null; lead_agency: NamedRef | null; agreement: AgreementRef | null; provinces: NamedRef[]; horizon: Horizon | null;
  level: Level | null; approach: Approach | null; class_reason: string | null; classed_on: ServerDate | null; registered_on: ServerDate; ended_on: ServerDate | null; shares: ShareItem[]; source: string | null; sequence: number;
};
export type Matrix = { cells: { level: Level; approach: Approach; programs: number; ended: number }[]; unclassed: number; total: number; position: number };
export type DeclaredNumber = { value: number; qualifier: Qualifier };
export type Coverage = { provinces: number; counties: number; neighborhoods: number; units: number };
export type EquipmentCard = {
  id: string; title: string; title_en: string | null; facility_type: string | null; items: string | null; unit: string; requested_by: NamedRef | null; credit: { id: string; purpose: string; amount_rials: number; agreement: AgreementRef } | null;
  part_of: string | null; place: NamedRef | null; opened_on: ServerDate; closed_on: ServerDate | null; source: string | null; deliveries: number; counted: Coverage;
  declared: ({ source: string; quote: string | null } & Record<keyof Coverage, DeclaredNumber | null>) | null; sequence: number;
};
export type Delivery = { id: string; place: NamedRef; neighborhood: NamedRef | null; units: number; on: ServerDate; reversed_on: ServerDate | null; mistake: DeliveryMistake | null };
export type EquipmentView = EquipmentCard & { deliveries_list: Delivery[]; position: number };
export type Licence = { id: string; level: LicenceLevel | null; number: string; granted_on: ServerDate; valid_until: ServerDate; revoked_on: ServerDate | null; revocation: Revocation | null; state: 'in_force' | 'expired' | 'revoked' };
export type NgoCard = { id: string; name: string; place: NamedRef | null; registered_on: ServerDate; waiting: { level: LicenceLevel | null; since: ServerDate } | null; licences: Licence[]; sequence: number };
export type LicenceReport = { from: ServerDate | null; until: ServerDate; levels: { level: LicenceLevel; applied: number; granted: number; refused: number; renewed: number; revoked: number; in_force: number }[]; declared: NationalFigure[]; position: number };
export type NationalFigure = {
  indicator: string; value_thousandths: number; qualifier: Qualifier; unit: string; period: string | null; source: string; quote: string | null; told_in: { section: string; quote: string | null }[]; also_recorded_as: string[];
  relations: { relation: Relation; other: string; quote: string | null }[]; doubts: Doubt[]; counted: { value_thousandths: number; from: ServerDate | null; until: ServerDate; /** What exactly is counted, where the printed name could mean more than one thing. */ meaning: { fa: string; en: string } | null } | null;
};
export type SeriesPoint = { year: number; value_thousandths: number; qualifier: Qualifier; source: string; is_declared: boolean; change_thousandths: number | null; change_percent_thousandths: number | null; is_change_exact: boolean };
export type SeriesView = { id: string; indicator: string; title: string; title_en: string | null; unit: string; place: NamedRef | null; base: { year: number; reason: string | null } | null; points: SeriesPoint[]; apart: NationalFigure[]; sequence: number };
