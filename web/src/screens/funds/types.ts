import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['funds'];
export type LoanState = keyof Words['state'];
export type EntryKind = keyof Words['kind'];
export type Purpose = keyof Words['purposes'];
export type Guarantee = keyof Words['guarantees'];
export type Collateral = keyof Words['collaterals'];
export type Refusal = keyof Words['refusals'];
export type Mistake = keyof Words['mistakes'];
export type Topic = keyof Words['topics'];

export type FundCard = {
  id: string; name: string; center: NamedRef; neighborhood: NamedRef | null; formed_on: ServerDate; closed_on: ServerDate | null; members: number; balance_rials: number; outstanding_rials: number; overdue_rials: number;
  loans_waiting: number; loans_open: number; trainings: number; sequence: number;
};
export type FundMember = { member: NamedRef; family_id: string; file_number: string | null; family_name: string | null; joined_on: ServerDate; left_on: ServerDate | null; share_rials: number; owes_rials: number; answers_for: number };
export type Instalment = { number: number; due_on: ServerDate; amount_rials: number; paid_rials: number; state: keyof Words['instalment'] };
export type FundLoan = {
  id: string; member: NamedRef; state: LoanState; asked_rials: number; lent_rials: number; repaid_rials: number; outstanding_rials: number; overdue_rials: number; purpose: Purpose | null; guarantee: Guarantee | null; guarantors: NamedRef[];
  collateral: Collateral | null; instalments_wanted: number; requested_on: ServerDate; granted_on: ServerDate | null; refused_on: ServerDate | null; refusal: Refusal | null; default_on: ServerDate | null; instalments: Instalment[];
};
export type FundEntry = { id: string; kind: EntryKind; member: NamedRef | null; loan_id: string | null; amount_rials: number; change_rials: number; balance_rials: number; on: ServerDate; reversed_on: ServerDate | null; mistake: Mistake | null };
export type FundTraining = { id: string; topic: Topic | null; held_on: ServerDate; hours: number; activity_id: string | null; present: NamedRef[]; person_hours: number };
export type FundView = FundCard & { agency: NamedRef | null; members_list: FundMember[]; loans: FundLoan[]; entries: FundEntry[]; trainings_list: FundTraining[]; position: number };
export type FamilyFundLoan = { id: string; state: LoanState; asked_rials: number; lent_rials: number; outstanding_rials: number; overdue_rials: number; guarantee: Guarantee | null; guarantors: number; requested_on: ServerDate; granted_on: ServerDate | null; instalments: Instalment[] };
export type FamilyFund = { fund_id: string; fund: string; member: NamedRef; joined_on: ServerDate; left_on: ServerDate | null; share_rials: number; answers_for: number; loans: FamilyFundLoan[] };
export type FundReport = {
  from: ServerDate | null; until: ServerDate; funds: number; funds_closed: number; trainings: number; training_hours: number; members: number | null; members_trained: number | null; loans: number | null; borrowers: number | null;
  loans_by_group: number | null; loans_on_things: number | null; loans_in_default: number | null; contributions_rials: number | null; lent_rials: number | null; repaid_rials: number | null; outstanding_rials: number | null; balance_rials: number | null;
  rounded: boolean; position: number;
};
