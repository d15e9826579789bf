// The answers of the API about risks, roadmaps and facilitation, after projections/src/{roadmaps,facilitation}.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['resilience'];
export type Horizon = keyof Words['horizon'];
export type RoadmapFlag = keyof Words['flag'];
export type ActionState = keyof Words['state'];
export type CapacityKind = keyof Words['capacityOf'];
export type Capital = keyof Words['capital'];
export type RiskKind = keyof Words['kind'];
export type RiskExtent = keyof Words['extent'];
export type RiskDuration = keyof Words['duration'];
export type SocialLevel = keyof Words['socialLevel'];

export type RiskTitle = { title: string; on: ServerDate; reason: string | null };
export type RiskView = { id: string; title: string; kind: RiskKind | null; extent: RiskExtent | null; duration: RiskDuration | null; social_level: SocialLevel | null; priority: number; maps_to: string[]; identified_on: ServerDate; titles: RiskTitle[] };
export type RoadmapVersion = { version: number; risk_id: string; short_months: number | null; medium_months: number | null; long_months: number | null; audience: string | null; period: string | null; actions: number; adopted_on: ServerDate };
export type ActionWord = { kind: string; agency: NamedRef | null; evidence: string; on: ServerDate };
export type ActionView = {
  id: string; neighborhood: NamedRef; number: number; text: string; horizon: Horizon | null; agencies: NamedRef[]; capacity: CapacityKind | null; capitals: Capital[]; due_on: ServerDate | null;
  state: ActionState; since_version: number | null; words: ActionWord[]; same_as: string[]; flags: RoadmapFlag[]; sequence: number;
};
export type RoadmapView = { neighborhood: NamedRef; risks: RiskView[]; versions: RoadmapVersion[]; actions: ActionView[]; flags: RoadmapFlag[]; sequence: number; position: number };

export type ConsolidatedPlace = { neighborhood: NamedRef; action_id: string; number: number; text: string; horizon: Horizon | null; state: ActionState };
export type ConsolidatedAction = { text: string; horizon: Horizon | null; agencies: NamedRef[]; places: ConsolidatedPlace[]; by_hand: boolean };
export type ConsolidatedRoadmap = { actions: ConsolidatedAction[]; of_neighborhoods: number; neighborhoods: number; position: number };
export type RoadmapSpec = {
  neighborhood: NamedRef; county: NamedRef | null; risk_title: string; extent: RiskExtent | null; duration: RiskDuration | null; social_level: SocialLevel | null; short_months: number | null; long_months: number | null;
  short: number; medium: number; long: number; done: number; long_without_length: boolean;
};

export type SexCounts = { female: number | null; male: number | null; unknown: number | null };
export type ResilienceSummary = {
  communities: number; counties: number; risks: string[]; people: number; by_sex: SexCounts; hours: number; person_hours: number; facilitators_planned: number; facilitators_trained: number; facilitators_deployed: number;
  actions: number; actions_done: number; position: number;
};

export type FacilitatorFlag = keyof Words['people']['flags'];
export type FacilitatorLevel = keyof Words['people']['levels'];
export type EducationLevel = keyof Words['people']['educations'];
export type FacilitatorView = {
  id: string; code: string; level: FacilitatorLevel | null; place: NamedRef; name: string | null; education: EducationLevel | null; degree: string | null; organization: string | null; criteria: string[];
  nominated_on: ServerDate; confirmed_on: ServerDate | null; exception: string | null; hours: number; plan_due: ServerDate | null; plans: { neighborhood: NamedRef; delivered_on: ServerDate }[]; classes: NamedRef[];
  flags: FacilitatorFlag[]; left_on: ServerDate | null; sequence: number;
};

export type WorkshopKind = keyof Words['workshops']['kind'];
export type WorkshopFlag = keyof Words['workshops']['flags'];
export type Assessor = keyof Words['workshops']['assessor'];
export type FindingKind = keyof Words['workshops']['finding'];
export type Sex = keyof Words['workshops']['sexes'];
export type MaterialKind = keyof Words['workshops']['materialKinds'];
export type MaterialState = keyof Words['workshops']['materialStates'];
export type MaterialView = { id: string; kind: MaterialKind | null; title: string | null; state: MaterialState | null; note: string | null; marked_on: ServerDate | null };
export type LeadView = { facilitator_id: string; code: string; untrained: boolean; on: ServerDate; reason: string | null };
export type WorkshopCard = {
  id: string; kind: WorkshopKind | null; title: string; place: NamedRef; neighborhood: NamedRef | null; lead: LeadView | null; audience: string | null; risk_title: string | null; starts_on: ServerDate; ended_on: ServerDate | null;
  planned_hours: number; planned_persons: number | null; sittings: number; hours: number; registered: number; participants: number; person_hours: number; by_sex: SexCounts; materials: number; lacking: MaterialView[]; flags: WorkshopFlag[]; sequence: number;
};
export type TraineeView = { id: string; number: number; facilitator: NamedRef | null; sex: Sex | null; hours: number; before: number | null; after: number | null };
export type SittingView = { id: string; held_on: ServerDate; hours: number; topic: string | null; present: string[]; attendance: { trainee_id: string; hours: number }[]; persons: number; person_hours: number };
export type Finding = { phase: number; assessors: Assessor[]; kind: FindingKind | null; text: string; on: ServerDate };
export type WorkshopView = WorkshopCard & { leads: LeadView[]; trainees: TraineeView[]; held: SittingView[]; tests: { both: number; improved: number }; findings: Finding[]; checklist: MaterialView[]; position: number };
