// Choices of forms, said in the chosen language.
import { DOMAINS, TIERS, type Domain, type Tier } from '@/api/types.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import type { Option } from '@/ui/index.ts';
import { memberName, offered, presentMembers, titleOf } from './data.ts';
import type { FamilyFile, Term } from './types.ts';

/** The values of a closed set with their words, in the order of the texts. */
export function optionsOf<K extends string>(words: Record<K, string>, without: readonly NoInfer<K>[] = []): Option<K>[] {
  return (Object.keys(words) as K[]).filter((value) => !without.includes(value)).map((value) => ({ value, label: words[value] }));
}

export const domainOptions = (): Option<Domain>[] => DOMAINS.map((value) => ({ value, label: t.words.domain[value] }));
export const tierOptions = (): Option<Tier>[] => TIERS.map((value) => ({ value, label: t.words.tier[value] }));

export const memberOptions = (file: FamilyFile): Option[] =>
  presentMembers(file).map((m) => ({ value: m.id, label: memberName(m), help: [t.family.relation[m.relation], m.age === null ? '' : t.family.age(num(m.age))].filter(Boolean).join(' · ') }));

/** Kinds of the chosen domain and those that belong to none. */
export const kindOptions = (kinds: readonly Term[], methods: readonly Term[], domain: Domain | null): Option[] =>
  [...offered(kinds).filter((k) => domain === null || k.domain === null || k.domain === domain), ...offered(methods)]
    .filter((term, index, all) => all.findIndex((other) => other.code === term.code) === index)
    .map((term) => ({ value: term.code, label: titleOf(term.title) }));

/** An empty text is no text. */
export const written = (text: string): string | null => text.trim() || null;
