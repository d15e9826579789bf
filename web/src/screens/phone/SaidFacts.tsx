import { useMemo } from 'react';
import { useApi, type NamedRef, type Paged } from '@/api/index.ts';
import { useVocabulary } from '@/screens/family/data.ts';
import type { FamilyFile, SetReference } from '@/screens/family/types.ts';
import { Facts } from '@/ui/index.ts';
import { namesOf, said, type Naming } from './said.ts';

/** One thing as it is, several as a list. */
export function Lines({ of }: { of: readonly string[] }) {
  if (of.length < 2) return <bdi>{of[0] ?? '—'}</bdi>;
  return <ul className="list">{of.map((line, n) => <li key={`${String(n)}-${line}`}><bdi>{line}</bdi></li>)}</ul>;
}

type Listed = Paged<{ id: string; name: string | null }>;
const NOBODY: readonly NamedRef[] = [];

/** What the codes and ids of a piece of work are called, also without a network. */
export function useNaming(command: Record<string, unknown>, file: FamilyFile | null): Naming {
  const set = command['set'] as SetReference | null | undefined;
  const words = useVocabulary(set ?? null);
  const asks = (...fields: string[]): boolean => JSON.stringify(command).match(new RegExp(`"(${fields.join('|')})":"`)) !== null;
  const agencies = useApi<Listed>('/agencies', { enabled: asks('provider_agency_id', 'agency_id') }).data?.items ?? NOBODY;
  const places = useApi<Listed>('/neighborhoods', { enabled: asks('neighborhood_id') }).data?.items ?? NOBODY;
  const commissions = useApi<Listed>('/commissions', { enabled: asks('commission_id') }).data?.items ?? NOBODY;
  return useMemo(() => ({ words, name: namesOf(file, words, [...agencies, ...places, ...commissions]) }), [words, file, agencies, places, commissions]);
}

/** A piece of work, field by field. */
export function SaidFacts({ command, file }: { command: Record<string, unknown>; file: FamilyFile | null }) {
  const naming = useNaming(command, file);
  return <Facts facts={said(command, naming).map(({ name, value }) => ({ term: name, value: <Lines of={value} /> }))} />;
}
