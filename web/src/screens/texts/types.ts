// The answers of the API about approved texts, after `projections/src/directory`.
import type { Title } from '@/api/types.ts';
import type { Texts } from '@/i18n/index.ts';
import type { ServerDate } from '@/lib/dates.ts';

export type TextKind = keyof Texts['texts']['kind'];
export type TextCard = { id: string; version: number; kind: TextKind; title: Title; approved_by: string; approved_on: ServerDate; withdrawn_on: ServerDate | null };
export type TextView = TextCard & { body: string; withdrawn_because: string | null; versions: { version: number; approved_by: string; approved_on: ServerDate }[] };
