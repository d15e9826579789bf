// The answers of the API about a neighborhood as a case, after services/api/src/routes/neighborhood_cases.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';
import type { Figure, GroupRef, NeighborhoodNote, TierCounts } from '../places/types.ts';

type Words = Texts['neighborhood'];
export type Level = keyof Words['level'];
export type PriorityGroup = keyof Words['group'];
export type Section = keyof Words['section'];
export type CountMethod = keyof Words['methods'];
export type Attitude = keyof Words['attitude'];
export type ActorKind = keyof Words['kind'];
export type ActorPart = keyof Words['part'];
export type ContactKind = keyof Words['contactKind'];
export type DutyState = keyof Words['dutyState'];
export type Utility = keyof Words['utility'];
export type UtilityAnswer = keyof Words['answers'];

export const LEVELS = ['first', 'second', 'third'] as const satisfies readonly Level[];
export const ATTITUDES = ['supporter', 'indifferent', 'opponent'] as const satisfies readonly Attitude[];

export type Title = { fa: string; en: string };
export type Indicator = { code: string; section: Section; unit: string; title: Title };
export type Counted = { indicator: string; value: number; value_thousandths: number; method: CountMethod; counted_on: ServerDate };
export type ProfileVersion = { version: number; as_of: ServerDate; recorded_at: ServerDate; figures: Figure[]; counted: Counted[]; notes: NeighborhoodNote[] };

export type Input = { indicator: string; value_thousandths: number; counted: boolean; weight: number; need: number };
export type GroupScore = { group: PriorityGroup; weight: number; score: number; inputs: Input[]; missing: string[] };
export type Computation = { rule_version: number; profile_version: number; level: Level; score: number; groups: GroupScore[]; explanation: Title };
export type Priority = { number: number; level: Level; before: Level | null; cause: string | null; override_reason: string | null; computed: Computation; set_on: ServerDate; recorded_at: ServerDate };

/** Polygons of rings of points: longitude, latitude. */
export type Polygons = [number, number][][][];
export type Geometry = { type: string; coordinates: Polygons };
export type Boundary = { geometry: Geometry; as_of: ServerDate; source: string };

export type Case = {
  position: number;
  id: string; profiles: ProfileVersion[]; boundary: Boundary | null; priorities: Priority[]; computed: Computation | null; lacking: string[];
  approval: { body: string; number: string | null; approved_on: ServerDate } | null;
  may: { keep: boolean; prioritize: boolean; read_actors: boolean; publish: boolean; report_for: string | null };
};

export type RuleIndicator = { indicator: string; weight: number; best_thousandths: number; worst_thousandths: number };
export type Rule = { groups: { group: PriorityGroup; weight: number; indicators: RuleIndicator[] }[]; first_from: number; second_from: number; known_percent: number };
export type RuleView = { version: number; rule: Rule; versions: { version: number; rule: Rule; cause: string; effective_from: ServerDate }[]; indicators: Indicator[] };

export type PriorityRow = {
  id: string; name: string; city: NamedRef | null; zone: GroupRef | null; rank: number | null; level: Level | null; score: number | null; overridden: boolean; set_on: ServerDate | null;
  rule_version: number | null; computed: Level | null; outdated: boolean; lacking: number; profile_version: number; approved: boolean;
};
export type Tried = {
  version: number; moved: number; unknown: number;
  items: { id: string; name: string; zone: GroupRef | null; held: Level | null; now: Level | null; now_score: number | null; tried: Level | null; tried_score: number | null; moved: boolean }[];
};

export type Actor = { id: string; kind: ActorKind; title: string; part: ActorPart; agency: NamedRef | null; attitude: Attitude; reason: string; influence: number; mapped_on: ServerDate };
export type Resident = { id: string; name: string | null; attitude: Attitude | null; reason: string | null; recorded_on: ServerDate };
export type Contact = { id: string; kind: ContactKind; name: string | null; standing: string | null; named_on: ServerDate };
export type PowerMap = {
  actors: Actor[]; attitudes: { supporters: number | null; opponents: number | null; indifferent: number | null; total: number | null };
  residents: Resident[] | null; contacts: Contact[] | null; contact_count: number; rounded: boolean;
};

export type DutyRow = { agency: NamedRef; neighborhood: NamedRef; number: number; duty: string; state: DutyState | null; text: string | null; evidence: string | null; reported_on: ServerDate | null; reports: number };
export type UtilityRow = {
  id: string; neighborhood: NamedRef; agency: NamedRef; utility: Utility; text: string; out_of_turn: boolean; municipality_agreed_on: ServerDate | null; requested_on: ServerDate;
  answer: UtilityAnswer | null; answer_text: string | null; answered_on: ServerDate | null;
};
/** Which rows of the board: reported or not, or by the state of the last report. */
export type DutyRows = 'all' | 'reported' | 'unreported' | DutyState;
/** How far an agency is: each duty once in each neighborhood. */
export type AgencyDuties = { agency: NamedRef; duties: number; done: number; underway: number; hindered: number; not_begun: number; unreported: number };
export type Board = { items: DutyRow[]; next: string | null; total: number | null; agencies: AgencyDuties[]; requests: UtilityRow[]; requests_next: string | null; requests_total: number | null; position: number };

export type MapItem = { id: string; name: string; city: NamedRef | null; zone: GroupRef | null; boundary: Geometry | null; level: Level | null; families: TierCounts; served: number | null };
