// The catalog of reports, reports that are one table, the builder, and saved reports, as the server tells them.
import type { Role, Title } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

type Words = Texts['catalog'];
export type Theme = keyof Words['themes'];
export type Chart = keyof Words['charts'];

export type ReportCard = { number: string; key: string; title: Title; theme: Theme; every: keyof Words['every']; operations: string[]; screens: string[]; source: string };
export type ColumnKind = 'text' | 'count' | 'thousandths' | 'share' | 'day';
export type ReportColumn = { key: string; title: Title; kind: ColumnKind };
export type ReportCell = { label: Title | null; number: number | null; day: ServerDate | null; code: string | null; few: boolean };
export type ReportTable = { report: string; columns: ReportColumn[]; rows: ReportCell[][]; total: ReportCell[] | null; notes: Title[]; rounded: boolean; position: number; as_of: ServerDate | null };

export type BuilderDimension = { key: string; title: Title; is_place: boolean };
export type BuilderMeasure = { key: string; title: Title; unit: Title; note: Title; dimensions: BuilderDimension[]; rounded: boolean; no_past: Title | null };

export type ReportDefinition = { measure: string; rows: string; columns?: string | null; filters?: { dimension: string; values: string[] }[]; place_id?: string | null; as_known_on?: string | null; chart: Chart };
export type SavedReport = { id: string; name: string; own: boolean; shared_role: Role | null; definition: ReportDefinition; saved_on: ServerDate; sequence: number };
