// The answers of the API about places, neighborhoods and agencies, after projections/src/{places,directory}.
import type { NamedRef } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type PlaceLevel = keyof Texts['words']['level'];
export type Qualifier = keyof Texts['places']['qualifier'];
export type AgencyLevel = keyof Texts['words']['agencyLevel'];

export type PlaceCard = { id: string; name: string; name_en: string | null; level: PlaceLevel; number: number | null; parent_id: string | null; children: number; neighborhoods: number };

/** A figure as its source prints it. */
export type Figure = { indicator: string; value: number; value_thousandths: number; qualifier: Qualifier; unit: string; period: string | null; source: string; quote: string | null };

export type PlaceView = {
  id: string; name: string; name_en: string | null; level: PlaceLevel; number: number | null; parent: NamedRef | null; ancestors: NamedRef[]; figures: Figure[];
  children: PlaceCard[]; groups: PlaceCard[]; neighborhood_count: number; source: string; sequence: number;
};

export type GroupRef = { id: string; name: string; level: PlaceLevel; rank: number | null };
/** Open families; null where the count is too small for this reader. */
export type TierCounts = { total: number | null; stable: number | null; at_risk: number | null; harmed: number | null };

export type NeighborhoodCard = { id: string; name: string; name_en: string | null; city: NamedRef | null; county: NamedRef | null; province: NamedRef | null; groups: GroupRef[]; families: TierCounts | null };
export type NeighborhoodNote = { kind: keyof Texts['places']['note'] | (string & {}); text: string; source: string };
export type NeighborhoodView = NeighborhoodCard & { valid_from: ServerDate | null; source: string; profile_version: number; profile_as_of: ServerDate | null; figures: Figure[]; notes: NeighborhoodNote[]; sequence: number };

export type AgencyCard = { id: string; name: string; name_en: string | null; level: AgencyLevel; enforcement: boolean; aliases: string[]; duties: number };
export type AgencyView = Omit<AgencyCard, 'duties'> & { duties: { number: number; text: string; source: string }[]; source: string; sequence: number };
