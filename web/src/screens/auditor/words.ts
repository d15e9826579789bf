// How the audit says what the log and the file hold: names of events, of fields, of values.
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, formatDate, formatInstant, num, type ServerDate } from '@/lib/dates.ts';
import type { Change, Json } from './types.ts';

// Functions, all of them: this file may be read before its texts are there.
const familyEvents = (): Record<string, string> => t.family.event;

/** Every known type of event with its words. */
export const eventTypes = (): [type: string, words: string][] => [...Object.entries(familyEvents()), ...Object.entries(t.auditor.other)];

export const typeWord = (type: string): string => familyEvents()[type] ?? t.auditor.other[type] ?? type.replaceAll('_', ' ');

export const fieldWord = (name: string): string => t.auditor.fields[name] ?? t.audit.moreFields[name] ?? name.replaceAll('_', ' ');

/** Closed sets by the name of the field that holds them. */
const sets = (): Record<string, Record<string, string>> => ({
  tier: t.words.tier, baseline_tier: t.words.tier, computed_tier: t.words.tier, consent: t.words.consent, household_type: t.words.household, domain: t.words.domain, moment: t.words.moment, urgency: t.words.urgency, due_state: t.words.due,
  relation: t.family.relation, sex: t.family.sex, entry: t.family.entryWay, source: t.family.informationSource, outside_information: t.family.informationSource, basis: t.family.consentBasis, left_reason: t.family.memberLeft, capacity: t.family.capacity, how_known: t.family.howKnown, place: t.family.place,
  purpose: t.family.purpose, background: t.manager.background, phase: t.manager.phase, mode: t.manager.mode, of: t.audit.particularsOf, type: Object.fromEntries(eventTypes()), outcome: { ...t.family.outcome, ...t.words.outcome }, release_reason: t.family.releaseReason, status: t.family.entryState, reason: t.words.adjournReason, state: { ...t.audit.stateWords, ...t.family.referralState, ...t.words.taskState, open: t.auditor.open, closed: t.auditor.closed }, kind: { ...t.family.coverage, ...t.words.participant, ...t.family.attachmentKind }, media_type: t.family.mediaType,
});

const kindsOfPeople = (): Record<string, string> => ({ ...t.words.participant, agency: t.auditor.streams['agency'] ?? '', caseworker: t.words.participant.caseworker });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

type Titles = (code: string) => string | null;
export type IdNames = ReadonlyMap<string, string>;

export const isObject = (value: Json): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value that reads as one line; null when it is empty or a thing of many parts. */
export function plainValue(name: string, value: Json, titles: Titles, names?: IdNames): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? t.common.yes : t.common.no;
  if (typeof value === 'number') return num(value);
  if (typeof value === 'string') {
    if (CIVIL_DATE.test(value)) return formatDate(value);
    if (INSTANT.test(value)) return formatInstant(value);
    if (UUID.test(value)) return names?.get(value) ?? null;
    return sets()[name]?.[value] ?? titles(value) ?? digits(value);
  }
  if (Array.isArray(value)) {
    const parts = value.map((one) => plainValue(name, one, titles, names)).filter((one) => one !== null);
    return parts.length > 0 && parts.length === value.length ? parts.join(t.common.listComma) : null;
  }
  const { iso, fa, en } = value;
  if (typeof iso === 'string') return plainValue(name, iso, titles, names);
  if (typeof fa === 'string') return inLanguage(fa, typeof en === 'string' ? en : null);
  // A person present, or who answers for a task: the kind and the name say it.
  const pointed = value['person_id'] ?? value['agency_id'] ?? value['caseworker_id'];
  if (typeof value['kind'] === 'string' && typeof pointed === 'string' && Object.keys(value).length <= 2) {
    const kind = kindsOfPeople()[value['kind']] ?? value['kind'];
    const own = names?.get(pointed);
    return own ? `${own} (${kind})` : kind;
  }
  // A reference: what it names is all there is to say.
  if ('name' in value && 'id' in value && Object.keys(value).length <= 3) return typeof value['name'] === 'string' ? value['name'] : null;
  return null;
}

export type ValueLine = { term: string; text: string };

/** A thing of many parts as terms and values; ids and what is empty are left out. */
export function valueLines(name: string, value: Json, titles: Titles, names?: IdNames): ValueLine[] {
  const plain = plainValue(name, value, titles, names);
  if (plain !== null) return [{ term: fieldWord(name), text: plain }];
  if (Array.isArray(value)) return value.flatMap((one) => valueLines(name, one, titles, names));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => (key === 'type' || key === 'id' || part === false || (Array.isArray(part) && part.length === 0) ? [] : valueLines(key, part, titles, names)));
}

/** An operation of the record of openings, in words. */
export const operationWord = (name: string): string => t.auditor.operations[name] ?? t.audit.moreOperations[name] ?? name.replaceAll('_', ' ');

/** When it happened, with «about» where it is not known exactly. */
export const happenedWords = (at: ServerDate & { precision: string }): string => `${at.precision === 'about' ? `${t.auditor.about} ` : ''}${formatInstant(at)}`;

/** The last segment that names a field, for the reading of its value. */
export function fieldOf(path: string): string {
  return path.split('/').filter((part) => part !== '' && !UUID.test(part) && part !== 'iso').at(-1) ?? '';
}

/** «اعضا ‹ نام ‹ تلفن» from `/members/<id>/phone`; ids are said by the name of what they stand for. */
export function pathWords(path: string, names: ReadonlyMap<string, string>): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== 'iso');
  return parts.map((part) => (UUID.test(part) ? (names.get(part) ?? null) : fieldWord(part))).filter(Boolean).join(' › ');
}

/** A date is told once, by its ISO part; what only counts from today is no change of the file. */
export const meaningful = (changes: readonly Change[]): Change[] => changes.filter(({ path }) => !path.endsWith('/jalali') && !/^\/(days_left|overdue|next_due|sequence)\b/.test(path) && !/\/(due_state|days_open|days_left)$/.test(path));

/** What an event says beside its own name: without what is empty, and without its type, which its title has said. */
export const saidFields = (payload: Record<string, unknown>): [string, Json][] =>
  Object.entries(payload as Record<string, Json>).filter(([name, value]) => name !== 'type' && value !== null && !(Array.isArray(value) && value.length === 0) && !(isObject(value) && Object.keys(value).length === 0));

/** The names that a state gives to its own ids: the members of a commission, the sessions by their day. */
export function ownNames(state: Json, names: IdNames): Map<string, string> {
  const all = new Map(names);
  if (!isObject(state)) return all;
  for (const list of Object.values(state)) {
    for (const item of Array.isArray(list) ? list.filter(isObject) : []) {
      const { id, name, held_on: held } = item;
      if (typeof id !== 'string' || all.has(id)) continue;
      if (typeof name === 'string') all.set(id, name);
      else if (typeof held === 'string') all.set(id, formatDate(held));
    }
  }
  return all;
}
