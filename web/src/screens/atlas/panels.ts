import { t } from '@/i18n/index.ts';
import type { AtlasView, Count, Counts, Panel } from './types.ts';

const of = (counts: readonly Count[], code: string): number | null => counts.find((one) => one.code === code)?.families ?? null;

const listed = (kind: 'tiers' | 'services' | 'harms', codes: readonly string[], total: Counts, title: (code: string) => string): Panel[] =>
  codes.map((code) => ({ key: `${kind}-${code}`, title: title(code), total: of(total[kind], code), value: (counts) => of(counts[kind], code) }));

export const TIERS = ['stable', 'at_risk', 'harmed'] as const;
export const DOMAINS = ['social', 'economic', 'cultural'] as const;
const LEVELS = ['first', 'second', 'third'] as const;

/** What the atlas shows, part by part. Categories are those that are told of the whole. */
export function partsOf(atlas: AtlasView, category: (code: string) => string): { tiers: Panel[]; harms: Panel[]; services: Panel[]; priorities: Panel[] } {
  const { total } = atlas;
  return {
    tiers: listed('tiers', TIERS, total, (code) => t.words.tier[code as (typeof TIERS)[number]]),
    harms: listed('harms', total.harms.map((one) => one.code), total, category),
    services: listed('services', DOMAINS, total, (code) => t.words.domain[code as (typeof DOMAINS)[number]]),
    priorities: LEVELS.map((level) => ({ key: `priority-${level}`, title: t.atlas.priority[level], total: total.priorities[level], value: (counts) => counts.priorities[level] })),
  };
}
