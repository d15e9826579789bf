import { hasRole, useApi, useUser, type NamedRef } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import type { Option, Tone } from '@/ui/index.ts';
import type { OfficeProgram, OfficeState, OfficeView } from './types.ts';

/** The work plan changes with the program only. */
export const useProgram = () => useApi<OfficeProgram>('/office-program').data;

export const stepTitle = (program: OfficeProgram | undefined, code: string): string => {
  const step = program?.steps.find((one) => one.code === code);
  return step ? inLanguage(step.title.fa, step.title.en) : digits(code);
};

export const TONES: Record<OfficeState, Tone> = { called: 'info', contracted: 'info', open: 'good', closed: 'quiet' };

export const quarterText = (year: number, quarter: number): string => t.offices.quarterOf(t.offices.quarterName[quarter] ?? '', digits(year));

export const before = (year: number, quarter: number) => (quarter > 1 ? { year, quarter: quarter - 1 } : { year: year - 1, quarter: 4 });
export const after = (year: number, quarter: number) => (quarter < 4 ? { year, quarter: quarter + 1 } : { year: year + 1, quarter: 1 });

export const nameOf = (one: NamedRef | null | undefined): string => one?.name ?? t.common.unknown;

export const asOptions = (refs: readonly NamedRef[]): Option[] => refs.map((one) => ({ value: one.id, label: nameOf(one) }));

export const optionsFrom = <K extends string>(words: Record<K, string>, only?: readonly K[]): Option[] => (only ?? (Object.keys(words) as K[])).map((value) => ({ value, label: words[value] }));

/** Who is looking, and what that person may do here; the server decides in any case. */
export function useHands(office: OfficeView) {
  const user = useUser();
  const alive = office.state !== 'closed';
  const open = office.state === 'open';
  return {
    officer: hasRole(user, 'officer') && alive,
    keeper: hasRole(user, 'facilitator') && open,
    agency: hasRole(user, 'agency_officer') && open,
    auditor: hasRole(user, 'auditor'),
    settles: hasRole(user, 'facilitator') && office.state !== 'called',
  };
}
