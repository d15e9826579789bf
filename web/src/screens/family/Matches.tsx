import { useEffect, useRef, useState, type ReactNode } from 'react';
import { api, type ApiProblem, type NamedRef, type Tier } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { digits, num } from '@/lib/dates.ts';
import { PossibleMatch } from '@/screens/trust/Compare.tsx';
import { Button, Card, Chip, RowLink, TierChip, toast } from '@/ui/index.ts';
import { familyTitle, placeName } from './data.ts';

type Hit = { family: { id: string; file_number: string; family_name: string | null; neighborhood: NamedRef; tier: Tier | null }; score: number; reasons: string[] };
export type Found = { items: Hit[]; elsewhere: boolean };

/** A match of this score is more likely the same person than not. */
export const LIKELY = 70;

const reasonWords = (reasons: readonly string[]): string[] => reasons.map((code) => (t.manager.reasons as Record<string, string>)[code] ?? code);

/** Families that may be the one sought, with why and how surely. */
export function MatchRows({ hits, actions }: { hits: readonly Hit[]; actions?: (id: string) => ReactNode }) {
  if (hits.length === 0) return null;
  return (
    <ul className="cards">
      {hits.map(({ family, score, reasons }) => (
        <li key={family.id} className="stack-tight">
          <RowLink
            to="/families/$id"
            params={{ id: family.id }}
            search={{}}
            {...(family.tier ? { edge: family.tier } : {})}
            who={familyTitle(family)}
            what={<><bdi>{placeName(family.neighborhood)}</bdi> · <bdi>{digits(family.file_number)}</bdi></>}
            aside={<><Chip tone={score >= LIKELY ? 'bad' : 'warn'}>{t.manager.likeness(num(score))}</Chip><TierChip tier={family.tier} /></>}
            foot={<span className="cluster">{reasonWords(reasons).map((word) => <Chip key={word}>{word}</Chip>)}</span>}
          />
          {actions ? <div className="cluster">{actions(family.id)}</div> : null}
        </li>
      ))}
    </ul>
  );
}

/** A person as a form describes one; the names of the search. */
export type Described = { given_name: string | null; family_name: string | null; father_name: string | null; national_id: string | null; birth_date: string | null; phone: string | null };

/** What the person looked at and found to be others; it goes along with the command. */
export type Seen = { different_from?: string[]; despite_elsewhere?: boolean };

type Look = {
  /** The person as the form stands now. */
  search: Described;
  /** Families that are not shown again: the own one. */
  seen?: readonly string[];
  /** The last refusal of the command; the server looks as well. */
  problem: ApiProblem | null;
};

const told = (problem: ApiProblem): string[] => {
  const families = problem.params['families'];
  return Array.isArray(families) ? families.filter((id): id is string => typeof id === 'string') : [];
};

/**
 * The last look before somebody is registered: what the form says of the person is
 * searched for, and where a registered one is likely the same, a person decides. The
 * server looks again when it is saved, and what it finds is shown in the same way.
 */
export function useLookFirst({ search, seen = [], problem }: Look) {
  const [found, setFound] = useState<{ hits: Hit[]; families: string[]; elsewhere: boolean; search: Described } | null>(null);
  const [lookedFor, setLookedFor] = useState('');
  const [looking, setLooking] = useState(false);
  const acknowledged = useRef<Seen>({});
  const key = JSON.stringify(search);

  const ask = async (of: Described) => {
    const answer = await api.post<Found>('/families/search', of);
    const hits = answer.items.filter((hit) => hit.score >= LIKELY && !seen.includes(hit.family.id));
    return { hits, families: hits.map((hit) => hit.family.id), elsewhere: answer.elsewhere, search: of };
  };
  const look = async (save: (seen: Seen) => void) => {
    if (key === lookedFor || ![search.given_name, search.family_name, search.national_id, search.phone].some(Boolean)) return save(acknowledged.current);
    setLooking(true);
    try {
      const answer = await ask(search);
      setLookedFor(key);
      acknowledged.current = {};
      if (answer.hits.length > 0 || answer.elsewhere) return setFound(answer);
      setFound(null);
      save(acknowledged.current);
    } catch {
      setLookedFor(key);
      toast(t.manager.lookFailed);
    } finally {
      setLooking(false);
    }
  };
  const asked = useRef<ApiProblem | null>(null);
  useEffect(() => {
    if (problem?.code !== 'likely_registered' || asked.current === problem) return;
    asked.current = problem;
    const families = told(problem);
    const elsewhere = problem.params['elsewhere'] === true;
    const of = search;
    void ask(of)
      .then(({ hits }) => setFound({ hits: hits.filter((hit) => families.includes(hit.family.id)), families, elsewhere, search: of }))
      .catch(() => setFound({ hits: [], families, elsewhere, search: of }));
  });
  /** Whoever was shown is somebody else. */
  const goOn = (): Seen => {
    const { different_from = [] } = acknowledged.current;
    if (found) acknowledged.current = { different_from: [...new Set([...different_from, ...found.families])], despite_elsewhere: found.elsewhere || acknowledged.current.despite_elsewhere === true };
    setFound(null);
    return acknowledged.current;
  };
  return { look, looking, found, goOn };
}

/** What the last look found, and the way on. */
export function LookAgain({ of, onSave }: { of: ReturnType<typeof useLookFirst>; onSave: (seen: Seen) => void }) {
  if (!of.found) return null;
  const { hits, elsewhere, families, search } = of.found;
  return (
    <div aria-live="polite">
      <Card title={t.manager.lookAgain}>
        <div className="stack">
          <p className="soft">{families.length > 0 ? t.manager.lookAgainHelp : t.manager.lookAgainElsewhere}</p>
          <MatchRows hits={hits} />
          {elsewhere ? <PossibleMatch search={search} /> : null}
          <div className="cluster">
            <Button variant="secondary" icon="add" onPress={() => onSave(of.goOn())}>{t.manager.anotherPerson}</Button>
          </div>
        </div>
      </Card>
    </div>
  );
}
