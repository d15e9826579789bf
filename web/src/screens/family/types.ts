// The answers of the API about one family, after `projections/src/views`.
import type { ActorRef, Consent, Domain, FamilyCard, HouseholdType, Moment, NamedRef, Task, Tier, Title } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ErasureGround, ErasureState } from '@/screens/erasure/types.ts';
import type { DueState, ServerDate } from '@/lib/dates.ts';

type Words = Texts['family'];
/** The closed sets, read off their texts: a value without words does not compile. */
export type EntryWay = keyof Words['entryWay'];
export type InformationSource = keyof Words['informationSource'];
export type ConsentBasis = keyof Words['consentBasis'];
export type Sex = keyof Words['sex'];
export type Relation = keyof Words['relation'];
export type MemberLeftReason = keyof Words['memberLeft'];
export type Capacity = keyof Words['capacity'];
export type HowKnown = keyof Words['howKnown'];
export type VisitPlace = keyof Words['place'];
export type ServicePurpose = keyof Words['purpose'];
export type ServiceOutcome = keyof Words['outcome'];
export type Urgency = keyof Texts['words']['urgency'];
export type DecisionOutcome = keyof Texts['words']['outcome'];
export type ReleaseReason = keyof Words['releaseReason'];
export type CloseReason = keyof Words['closeReason'];
export type EntryState = keyof Words['entryState'];
export type JobOrigin = keyof Words['jobOrigin'];
export type LoanGuarantee = keyof Words['guarantee'];
export type AidPhase = keyof Words['aidPhase'];
export type GoodsUnit = keyof Words['goodsUnit'];
export type HandoverItem = keyof Words['handoverItem'];
export type GoalResult = keyof Words['goalResult'];
export type RepeatEvery = keyof Texts['caseworker']['repeatEvery'];
export type ReferralState = keyof Words['referralState'];
export type Reception = keyof Texts['referral']['reception'];
export type CoverageKind = keyof Words['coverage'];
export type AttachmentKind = keyof Words['attachmentKind'];
export type MediaType = keyof Words['mediaType'];
export type AssessmentMoment = Exclude<Moment, 'preliminary'>;

export type { ActorRef, Consent, FamilyCard, HouseholdType, NamedRef, Task, Title };
export type SetReference = { set_id: string; version: number };
export type FileDeclared = { dependents: number | null; monthly_income: number | null; headship_cause: string | null; supported_by: string | null; note: string | null };
export type FileRegistration = { entry: EntryWay; source: InformationSource; referred_by: NamedRef | null; referred_by_name: string | null; register: string | null; registered_on: ServerDate; declared: FileDeclared | null };
export type FileConsent = { basis: ConsentBasis | null; member_id: string | null; ground: string | null; reason: string | null; on: ServerDate };
export type WorkSituation = 'working' | 'unemployed' | 'unable' | 'homemaker' | 'student' | 'retired';
export type Schooling = 'in_school' | 'out_of_school' | 'finished';
export type FileMember = {
  id: string; given_name: string | null; family_name: string | null; father_name: string | null; relation: Relation; sex: Sex | null; birth_date: ServerDate | null; age: number | null; national_id: string | null;
  phone: string | null; education: string | null; occupation: string | null; skill: string | null; work: WorkSituation | null; schooling: Schooling | null; is_head: boolean; left: boolean; erased: boolean; left_reason: MemberLeftReason | null; joined_on: ServerDate; categories: string[];
};
export type FileCategory = { code: string; member_id: string | null };
export type FileSending = { id: string; agency: NamedRef; sent_on: ServerDate; withdrawn: boolean; reason: string | null; answer: keyof Texts['transfers']['answers'] | null; answered_on: ServerDate | null; answer_reason: string | null; support: { phase: keyof Texts['transfers']['phases']; state: keyof Texts['transfers']['states']; reached_on: ServerDate }[] };
export type FileHandingOn = { agency: NamedRef; agreed: boolean; said_on: ServerDate; reason: string | null };
export type FileCoverage = { agency: NamedRef; kind: CoverageKind; since: ServerDate };
/** Score in thousandths, 0 (worst) to 1000 (best). */
export type DomainScore = { domain: Domain; score: number; tier: Tier; critical: string[] };
export type UsedReading = { indicator: string; value: number; assessment_id: string };
export type FileTier = {
  moment: Moment; cycle: number; tier: Tier; computed_tier: Tier | null; overridden: boolean; override_reason: string | null; score: number | null; domains: DomainScore[]; strengths: string[]; harms: string[]; explanation: Title;
  set: SetReference | null; rule_version: number | null; readings: UsedReading[]; outside_information: InformationSource | null; assessment_id: string | null; assigned_on: ServerDate; sequence: number; position: number; by: ActorRef;
};
export type FileReading = { indicator: string; value: number; how_known: HowKnown; note: string | null };
export type FileAssessment = { id: string; moment: AssessmentMoment; cycle: number; set: SetReference; readings: FileReading[]; strengths: string[]; harms: string[]; visit_id: string | null; assessed_on: ServerDate; by: ActorRef };
export type FileRenewal = { ends_on: ServerDate; reason: string | null; renewed_on: ServerDate };
export type FileAssignment = { assignment_id: string; caseworker: NamedRef; starts_on: ServerDate; ends_on: ServerDate; days_left: number | null; overdue: boolean; renewals: FileRenewal[]; handover: { done: HandoverItem[]; note: string | null; prepared_on: ServerDate } | null; released_on: ServerDate | null; release_reason: ReleaseReason | null; release_note: string | null };
export type FileEntry = {
  id: string; member: NamedRef | null; domain: Domain; kind: string; capacity: Capacity; purpose: ServicePurpose | null; title: string | null; window_from: ServerDate; window_to: ServerDate; status: EntryState;
  due_state: DueState | null; done_on: ServerDate | null; missed_on: ServerDate | null; reason: string | null;
  goal_id: string | null; series: { first_entry_id: string; number: number; of: number } | null; remind_days: number | null; late: boolean; late_reason: string | null;
};
export type FileGoal = {
  id: string; member: NamedRef | null; indicator: string; domain: Domain; from_value: number; target: number; value: number | null; wish: string | null; due_on: ServerDate; due_state: DueState | null; set_on: ServerDate;
  result: GoalResult | null; reason: string | null; closed_on: ServerDate | null;
};
/** What a service says by its kind. Amounts are whole rials. */
export type Particulars =
  | { of: 'counselling' | 'treatment'; sessions: number }
  | { of: 'loan'; instalments: number; guarantee: LoanGuarantee | null }
  | { of: 'job'; origin: JobOrigin; monthly_income_rials: number | null }
  | { of: 'goods'; phase: AidPhase; quantity: number; unit: GoodsUnit }
  | { of: 'insurance'; months: number }
  | { of: 'training'; hours: number; certificate: boolean };
export type FileVisit = { id: string; visited_on: ServerDate; place: VisitPlace; present: NamedRef[]; note: string | null; next_visit_on: ServerDate | null; caseworker: NamedRef | null; corrected: boolean; correction_reason: string | null; voided: boolean };
/** An activity of general aid that somebody of the family attended; the activity keeps who was there. */
export type FileGeneralAid = { activity_id: string; form: string; title: string | null; domain: Domain; held_on: ServerDate; member_id: string | null; persons: number | null; hours: number | null };
export type FileService = {
  id: string; domain: Domain; kind: string; purpose: ServicePurpose | null; capacity: Capacity; members: NamedRef[]; provider: NamedRef | null; caseworker: NamedRef | null; amount_rials: number | null; particulars: Particulars | null; outcome: ServiceOutcome | null;
  note: string | null; delivered_on: ServerDate; visit_id: string | null; entry_id: string | null; corrected: boolean; correction_reason: string | null; voided: boolean;
};
export type FileDecision = { decision_id: string; session_id: string; outcome: DecisionOutcome; reason: string | null; present: { kind: string; person_id: string }[]; seen_sequence: number; task_ids: string[]; decided_on: ServerDate };
export type FileReferral = {
  id: string; commission: NamedRef; domain: Domain; question: string | null; urgency: Urgency; referred_on: ServerDate; state: ReferralState; days_open: number; packet_sequence: number; decision: FileDecision | null;
  withdrawn_on: ServerDate | null; withdrawal_reason: string | null; reception: Reception; accepted_on: ServerDate | null; answer_by: ServerDate | null; holidays_known: boolean; overdue: boolean; declined_on: ServerDate | null;
  words: { kind: keyof Texts['referral']['word']; text: string | null; why: string | null; on: ServerDate }[]; continues: string | null;
};
export type FileExpertReferral = { id: string; specialty: string; question: string | null; referred_on: ServerDate; answer_by: ServerDate | null; answer: string | null; answered_on: ServerDate | null };
export type FileNote = { id: string; text: string | null; at: ServerDate & { precision: 'instant' | 'day' | 'about' }; recorded_at: ServerDate; by: ActorRef };
export type FileAttachment = {
  id: string; kind: AttachmentKind; title: string | null; member: NamedRef | null; media_type: MediaType; size_bytes: number; received_on: ServerDate; recorded_at: ServerDate; by: ActorRef;
  removed: { reason: string | null; removed_on: ServerDate; by: ActorRef } | null; erased: boolean;
};
export type ContactWindow = { way: keyof Texts['voice']['contactWay']; from?: string | null; until?: string | null; days?: number[]; may_leave_message: boolean };
export type RequestKind = keyof Texts['voice']['kind'];
export type FileRequest = { id: string; kind: RequestKind; state: keyof Texts['voice']['state']; member: NamedRef | null; words: string | null; made_on: ServerDate; answer_by: ServerDate; outcome: keyof Texts['voice']['outcome'] | null; answer: string | null; answered_on: ServerDate | null; answered_by: ActorRef | null };
export type FileTierProposal = { id: string; moment: AssessmentMoment; tier: Tier; computed: Tier; reason: string | null; state: keyof Texts['proposals']['state']; proposed_on: ServerDate; proposed_by: ActorRef; answer: string | null; answered_on: ServerDate | null; answered_by: ActorRef | null };
export type FileClosed = { reason: CloseReason; note: string | null; closed_on: ServerDate };

/** The whole file, as it stands now or stood at an event of its history. */
export type FileErasure = { id: string; member_id: string | null; ground: ErasureGround; note: string | null; state: ErasureState; requested_on: ServerDate; requested_by: ActorRef; decided_on: ServerDate | null; decided_by: ActorRef | null; reason: string | null };
export type FileMergedInto = { merge_id: string; family_id: string; file_number: string; merged_on: ServerDate; by: ActorRef; reason: string | null };
export type FileMerge = { merge_id: string; family_id: string; file_number: string; merged_on: ServerDate; by: ActorRef; joined: string[]; same: string[]; undone_on: ServerDate | null; undone_reason: string | null };
export type FamilyFile = FamilyCard & {
  sequence: number;
  cycle: number;
  address: string | null;
  safe_contact: string | null;
  contact_window: ContactWindow | null;
  identified_on: ServerDate;
  registration: FileRegistration;
  registrations: FileRegistration[];
  consent_detail: FileConsent | null;
  head_member_id: string | null;
  members: FileMember[];
  categories: FileCategory[];
  /** Null where the reader may not know. */
  violence_recorded: boolean | null;
  coverages: FileCoverage[];
  sendings: FileSending[];
  handing_on: FileHandingOn[];
  tiers: FileTier[];
  assessments: FileAssessment[];
  assignment: FileAssignment | null;
  past_assignments: FileAssignment[];
  goals: FileGoal[];
  calendar: FileEntry[];
  visits: FileVisit[];
  services: FileService[];
  /** Missing in a file that was carried before the server told it. */
  general_aid?: FileGeneralAid[];
  referrals: FileReferral[];
  tasks: Task[];
  expert_referrals: FileExpertReferral[];
  notes: FileNote[];
  attachments: FileAttachment[];
  closed: FileClosed | null;
  /** From when a closed file is proposed for erasure. */
  kept_until: ServerDate | null;
  erased_on: ServerDate | null;
  erasures: FileErasure[];
  /** The file into which this one was merged, while it is. */
  merged_into: FileMergedInto | null;
  merges: FileMerge[];
  requests: FileRequest[];
  /** Other tiers that its caseworkers proposed. */
  tier_proposals: FileTierProposal[];
  /** When the family was last shown its file. */
  shown_on: ServerDate | null;
};

export type TimelineEvent = {
  sequence: number;
  position: number;
  type: string;
  happened_at: ServerDate & { precision: 'instant' | 'day' | 'about' };
  recorded_at: ServerDate;
  late: boolean;
  /** Some of what it said is gone for ever. */
  erased: boolean;
  actor: ActorRef;
  device: string | null;
  payload: Record<string, unknown>;
};

export type Indicator = { code: string; domain: Domain; title: Title; steps: Title[]; weight: number; critical_at?: number | null; /** The least way in which a reading of it is to be known. */ known_by?: HowKnown | null };
export type IndicatorSet = { set_id: string; version: number; title: Title; indicators: Indicator[]; bands: { rule_version: number; harmed_below: number; at_risk_below: number; readings_per_domain: number } };
export type Term = { code: string; title: Title; domain: Domain | null; group: string | null; retired: boolean };
