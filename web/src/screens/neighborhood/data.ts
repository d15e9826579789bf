import { useApi } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { decimal } from '@/lib/dates.ts';
import type { Indicator, RuleView, Title } from './types.ts';

export const titleOf = (title: Title): string => inLanguage(title.fa, title.en);

export const useRule = () => useApi<RuleView>('/priority-rule', { streams: ['settings'] });

/** An indicator's name and unit by its code; the code itself where it is none of ours. */
export type Named = { name: (code: string) => string; unit: (code: string) => string; all: readonly Indicator[] };

export function named(indicators: readonly Indicator[]): Named {
  const of = (code: string) => indicators.find((one) => one.code === code);
  return {
    name: (code) => { const found = of(code); return found ? titleOf(found.title) : code.replaceAll('_', ' '); },
    unit: (code) => { const found = of(code); return found ? (t.neighborhood.unit[found.unit] ?? found.unit) : ''; },
    all: indicators,
  };
}

/** «۶۲٫۵ درصد» */
export const withUnit = (value: number, unit: string): string => [decimal(value), unit].filter(Boolean).join(' ');
