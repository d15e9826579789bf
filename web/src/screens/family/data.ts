// What every screen about a family reads, and how its values are said.
import { useMemo } from 'react';
import { useApi, type Paged } from '@/api/index.ts';
import { inLanguage, t } from '@/i18n/index.ts';
import { digits, type ServerDate } from '@/lib/dates.ts';
import { sorted } from '@/lib/sorted.ts';
import type { FamilyCard, FamilyFile, FileAttachment, FileMember, Indicator, IndicatorSet, NamedRef, SetReference, Term, TimelineEvent, Title } from './types.ts';

/** Lists of words change seldom. */
type Terms = { items: Term[] };

export const useFamily = (id: string) => useApi<FamilyFile>(`/families/${id}`);
export const useTimeline = (id: string, cursor: string | null) => useApi<Paged<TimelineEvent>>(`/families/${id}/timeline`, { query: { limit: 30, cursor }, keepPrevious: true });
export const useIndicatorSet = (enabled = true) => useApi<IndicatorSet>('/indicator-sets/current', { streams: ['indicator_set'], enabled });
export const useCatalog = (name: string) => useApi<Terms>(`/catalogs/${name}`);

export const titleOf = (title: Title): string => inLanguage(title.fa, title.en);

export type Vocabulary = {
  /** A service kind or a method of focused aid. */
  kind: (code: string) => string;
  group: (code: string) => string;
  indicator: (code: string) => string;
  /** What a value of an indicator says; null where the set is not at hand. */
  step: (code: string, value: number) => string | null;
  indicators: readonly Indicator[];
  /** The bounds of the version; null where it is not at hand. */
  bands: IndicatorSet['bands'] | null;
  kinds: readonly Term[];
  methods: readonly Term[];
  groups: readonly Term[];
};

const NONE: readonly Term[] = [];

/** The set as it was published; a version never changes. */
const useVersion = (set: SetReference | null) => useApi<IndicatorSet>(set ? `/indicator-sets/${set.set_id}/versions/${set.version}` : '', { enabled: set !== null });

/** Titles of codes; a code stands for itself until its catalog is there. What was read by a version is said in that version's words. */
export function useVocabulary(version: SetReference | null = null): Vocabulary {
  const kinds = useCatalog('service_kind').data?.items ?? NONE;
  const methods = useCatalog('focused_aid_method').data?.items ?? NONE;
  const groups = useCatalog('vulnerable_group').data?.items ?? NONE;
  const current = useIndicatorSet(version === null).data;
  const own = useVersion(version).data;
  const set = version === null ? current : own;
  return useMemo(() => {
    const read = (terms: readonly Term[], code: string) => {
      const term = terms.find((one) => one.code === code);
      return term ? titleOf(term.title) : code.replaceAll('_', ' ');
    };
    const indicators = set?.indicators ?? [];
    const indicatorOf = (code: string) => indicators.find((one) => one.code === code);
    return {
      kind: (code) => read([...kinds, ...methods], code),
      group: (code) => read(groups, code),
      indicator: (code) => {
        const found = indicatorOf(code);
        return found ? titleOf(found.title) : code.replaceAll('_', ' ');
      },
      step: (code, value) => {
        const step = indicatorOf(code)?.steps[value];
        return step ? titleOf(step) : null;
      },
      indicators,
      bands: set?.bands ?? null,
      kinds,
      methods,
      groups,
    };
  }, [kinds, methods, groups, set]);
}

/** «خانوادهٔ …», or the file number where the name is hidden or erased. */
export const familyTitle = (family: Pick<FamilyCard, 'family_name' | 'file_number'> & { erased?: boolean }): string =>
  family.family_name ? t.family.of(family.family_name) : family.erased ? t.erasure.erasedFamily(digits(family.file_number)) : `${t.words.fileNumber} ${digits(family.file_number)}`;

export const nameOf = (ref: NamedRef | null | undefined): string => ref?.name ?? t.family.someone;

export const memberName = (member: FileMember): string => [member.given_name, member.family_name].filter(Boolean).join(' ') || (member.erased ? t.erasure.erasedMember : t.family.nameErased);

/** Registers write education in their own words; the usual steps have ours. */
export const educationWords = (text: string | null): string | null => (text === null ? null : ((t.family.educationStep as Record<string, string>)[text] ?? text));

/** What the reader may not see comes without its id. */
const isKept = ({ id }: NamedRef): boolean => /^[0-]+$/.test(id);

/** A neighborhood's name, its numbers in the digits of the language. */
export const placeName = (ref: NamedRef | null | undefined): string => digits(ref?.name ?? (ref && isKept(ref) ? t.trust.addressKept : t.common.unknown));

/** Those who still belong to the family, the head first. */
export const presentMembers = (file: FamilyFile): FileMember[] => sorted(file.members.filter((m) => !m.left), (a, b) => Number(b.is_head) - Number(a.is_head));
export const memberOf = (file: FamilyFile, id: string | null | undefined): FileMember | undefined => file.members.find((m) => m.id === id);

/** The visit agreed on the last time, where one was. */
export function nextVisitOf(file: FamilyFile): ServerDate | null {
  const last = sorted(file.visits.filter((v) => !v.voided), (a, b) => b.visited_on.iso.localeCompare(a.visited_on.iso))[0];
  return last?.next_visit_on ?? null;
}

export const openReferralOf = (file: FamilyFile) => file.referrals.find((r) => r.state === 'open' || r.state === 'on_agenda');

/** The service kinds that may be offered, of one domain first. */
export const offered = (terms: readonly Term[]): Term[] => terms.filter((term) => !term.retired);

/** Files of the case whose bytes are there. */
export const presentAttachments = (file: FamilyFile): FileAttachment[] => file.attachments.filter((one) => !one.removed && !one.erased);

export const attachmentTitle = (one: FileAttachment): string => one.title ?? t.family.attachmentErased;
