import { useApi } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits } from '@/lib/dates.ts';
import { isObject } from './words.ts';
import type { Json } from './types.ts';

/** What a history is of, in words: «خانواده», «محله». */
export const streamWord = (stream: string): string => t.auditor.streams[stream] ?? stream.replaceAll('_', ' ');

/** The name by which a state names itself; a family by its file number, never by its name: titles stand in the history of the browser. */
export function nameOf(stream: string, state: Json | undefined): string {
  if (state === undefined || !isObject(state)) return '';
  const own = stream === 'family' ? state['file_number'] : stream === 'caseworker' ? null : state['name'];
  return typeof own === 'string' ? digits(own) : '';
}

/** The title of a screen about a history. */
export function titleOfStream(stream: string, name: string): string {
  if (stream === 'family') return t.auditor.replayTitle(name);
  return name ? t.audit.replayOf(streamWord(stream), name) : t.audit.replayOfStream(streamWord(stream));
}

export type Listed = { items: { id: string; name: string }[] };

/** Registers by which a history is found. */
export const REGISTERS = { neighborhood: '/neighborhoods', center: '/centers', commission: '/commissions', agency: '/agencies' } as const;
export type Register = keyof typeof REGISTERS;

export const useRegister = (register: Register) => useApi<Listed>(REGISTERS[register]);
