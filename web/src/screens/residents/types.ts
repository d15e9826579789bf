// The page of residents, after events/src/neighborhood_residents.rs.
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type PageState = keyof Texts['residents']['state'];
export type Horizon = keyof Texts['residents']['horizon'];

export type PageContent = {
  actions?: { text: string; horizon: Horizon; agencies: string[]; state: PageState }[];
  plans?: { title: string; agencies: string[]; state: PageState }[];
  duties?: { agency: string; text: string; state: PageState }[];
  approvals?: { kind: keyof Texts['residents']['approval']; bodies: string[]; on: string }[];
  office?: { name?: string | null; address?: string | null; hours?: string | null } | null;
};

export type ResidentsPageView = { neighborhood: { id: string; name: string | null }; city?: string | null; version: number; published_on: ServerDate; page: PageContent };
export type PageVersion = { version: number; published_on: ServerDate; recorded_at: ServerDate; published_by: string | null; withdrawn_on: ServerDate | null; withdrawn_because: string | null; page: PageContent };
export type Draft = { next: PageContent; left_out: { text: string; word: string }[]; versions: PageVersion[] };
