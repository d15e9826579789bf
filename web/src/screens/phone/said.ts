// What waits to be sent, as a person reads it: texts and days, and what was chosen by its words; many things as a list.
import { t } from '@/i18n/index.ts';
import { digits, formatDate, num } from '@/lib/dates.ts';
import type { Vocabulary } from '@/screens/family/data.ts';
import { entryTitle, windowWords } from '@/screens/family/Calendar.tsx';
import { educationWords, memberName, memberOf } from '@/screens/family/data.ts';
import { particularsWords, toTomans } from '@/screens/family/particulars.ts';
import type { ContactWindow, FamilyFile, FileVisit, Particulars } from '@/screens/family/types.ts';
import { windowText } from '@/screens/voice/contact.ts';

type Command = Readonly<Record<string, unknown>>;
/** What codes and ids are called: the vocabulary, and what stands behind an id where that is at hand. */
export type Naming = { words: Pick<Vocabulary, 'kind' | 'group' | 'indicator' | 'step'>; name: (id: string) => string | null };
export type Said = { field: string; name: string; value: readonly string[] };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

const labels = (): Record<string, string> => ({ ...t.phone.fields, ...t.phone.choices });

/** Closed sets by the field that holds them. */
const sets = (): Record<string, Record<string, string>> => ({
  place: t.family.place, domain: t.words.domain, purpose: t.family.purpose, capacity: t.family.capacity, outcome: t.family.outcome, moment: t.words.assessment, basis: t.family.consentBasis, sex: t.family.sex, relation: t.family.relation,
  work: t.situations.workOf, schooling: t.situations.schoolingOf, urgency: t.words.urgency, reason: t.family.memberLeft, kind: { ...t.family.coverage, ...t.family.attachmentKind }, every: t.caseworker.repeatEvery, how_known: t.family.howKnown,
});

const isObject = (value: unknown): value is Command => typeof value === 'object' && value !== null && !Array.isArray(value);

function reading(one: Command, { words }: Naming): string {
  const { indicator, value, how_known: known, note } = one;
  if (typeof indicator !== 'string' || typeof value !== 'number') return '';
  const way = typeof known === 'string' ? (sets()['how_known']?.[known] ?? null) : null;
  const step = words.step(indicator, value);
  return [`${words.indicator(indicator)}: ${num(value)}`, step, way, typeof note === 'string' ? note : null].filter(Boolean).join(' · ');
}

function text(field: string, value: string, { words, name }: Naming): string | null {
  if (CIVIL_DATE.test(value)) return formatDate(value);
  if (UUID.test(value)) return name(value);
  const known = sets()[field]?.[value];
  // A kind of service is in the catalog; the kinds of coverages and files are not.
  const kind = field === 'kind' ? words.kind(value) : null;
  if (kind !== null) return known && kind === value.replaceAll('_', ' ') ? known : kind;
  if (known) return known;
  if (field === 'category') return words.group(value);
  if (field === 'education') return educationWords(value);
  return field === 'phone' || field === 'national_id' ? digits(value) : value;
}

function lines(field: string, value: unknown, naming: Naming): string[] {
  if (value === null || value === undefined || value === '' || value === false) return [];
  if (value === true) return [t.common.yes];
  if (typeof value === 'number') return [field === 'amount_rials' ? t.family.tomans(num(toTomans(value) ?? 0)) : num(value)];
  if (typeof value === 'string') return [text(field, value, naming)].filter((one) => one !== null);
  if (Array.isArray(value)) {
    const many = value.flatMap((one: unknown) => (isObject(one) ? reading(one, naming) : lines(field, one, naming))).filter((one) => one !== '');
    // Of ids whose names are not at hand, how many they are.
    return many.length === 0 && value.length > 0 ? [num(value.length)] : many;
  }
  if (!isObject(value)) return [];
  if (field === 'particulars') return [particularsWords(value as Particulars)].filter(Boolean);
  if (field === 'window') return [windowText(value as unknown as ContactWindow)];
  return Object.entries(value).flatMap(([part, one]) => lines(part, one, naming));
}

/** A command field by field; a correction says what stands instead, or that it never happened. */
export function said(command: Command, naming: Naming): Said[] {
  return Object.entries(command).flatMap(([field, value]) => {
    if (field === 'replacement') return isObject(value) ? said(value, naming) : said({ voided: true }, naming);
    const name = labels()[field];
    const found = name ? lines(field, value, naming) : [];
    return name && found.length > 0 ? [{ field, name, value: found }] : [];
  });
}

/** The names that a family's file gives to its ids, and the lists to theirs. */
export function namesOf(file: FamilyFile | null, words: Naming['words'], more: readonly { id: string; name: string | null }[]): (id: string) => string | null {
  return (id) => {
    const member = file ? memberOf(file, id) : undefined;
    if (member) return memberName(member);
    const entry = file?.calendar.find((one) => one.id === id);
    if (entry) return `${entryTitle(entry, words as Vocabulary)} · ${windowWords(entry)}`;
    const goal = file?.goals.find((one) => one.id === id);
    if (goal) return words.indicator(goal.indicator);
    const visit = file?.visits.find((one) => one.id === id);
    if (visit) return formatDate(visit.visited_on);
    return more.find((one) => one.id === id)?.name ?? null;
  };
}

const visitNow = (visit: FileVisit): Command => ({ visited_on: visit.visited_on.iso, place: visit.place, present: visit.present.map((one) => one.id), note: visit.note, next_visit_on: visit.next_visit_on?.iso ?? null, ...(visit.voided ? { voided: true } : {}) });

/** What the file says now of what a piece of work changes, by the names of the work's own fields; null where the file says nothing of it. */
export function standing(operation: string, part: string | null, file: FamilyFile): Command | null {
  switch (operation) {
    case 'change_address':
      return { neighborhood_id: file.neighborhood.id, address: file.address };
    case 'set_safe_contact':
      return { instruction: file.safe_contact, window: file.contact_window };
    case 'change_head':
      return { member_id: file.head_member_id };
    case 'change_member': {
      const m = file.members.find((one) => one.id === part);
      if (!m) return null;
      const { given_name, family_name, father_name, national_id, sex, relation, phone, education, occupation, skill, work, schooling } = m;
      return { given_name, family_name, father_name, national_id, birth_date: m.birth_date?.iso ?? null, sex, relation, phone, education, occupation, skill, work, schooling };
    }
    case 'move_entry': {
      const entry = file.calendar.find((one) => one.id === part);
      return entry ? { window_from: entry.window_from.iso, window_to: entry.window_to.iso } : null;
    }
    case 'correct_visit': {
      const visit = file.visits.find((one) => one.id === part);
      return visit ? visitNow(visit) : null;
    }
    case 'correct_service': {
      const service = file.services.find((one) => one.id === part);
      if (!service) return null;
      const { domain, kind, purpose, capacity, amount_rials, particulars, outcome, note } = service;
      return { domain, kind, delivered_on: service.delivered_on.iso, particulars, member_ids: service.members.map((one) => one.id), capacity, provider_agency_id: service.provider?.id ?? null, purpose, outcome, amount_rials, note, ...(service.voided ? { voided: true } : {}) };
    }
    default:
      return null;
  }
}

export type Pair = { field: string; name: string; mine: readonly string[]; theirs: readonly string[] };

/** Own value and the other's side by side: what differs; all of it where nothing does. */
export function bothSaid(command: Command, theirs: Command, naming: Naming): Pair[] {
  const mine = said(command, naming);
  const other = said(theirs, naming);
  const known = new Set([...Object.keys(theirs), 'voided']);
  const fields = [...new Map([...mine, ...other].map((one) => [one.field, one.name]))].filter(([field]) => known.has(field));
  const of = (list: readonly Said[], field: string): readonly string[] => list.find((one) => one.field === field)?.value ?? [];
  const pairs = fields.map(([field, name]) => ({ field, name, mine: of(mine, field), theirs: of(other, field) }));
  const differing = pairs.filter((one) => one.mine.join('\n') !== one.theirs.join('\n'));
  return differing.length > 0 ? differing : pairs;
}
