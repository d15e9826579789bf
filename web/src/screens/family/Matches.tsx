import { useState, type ReactNode } from 'react';
import { api, type NamedRef, type Tier } from '@/api/index.ts';
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

/**
 * The last look before somebody is registered: what the form says of the person is
 * searched for, and where a registered one is likely the same, a person decides. The
 * families that were `seen` already, and the own one, are not shown again.
 */
export function useLookFirst(seen: readonly string[] = []) {
  const [found, setFound] = useState<{ hits: Hit[]; elsewhere: boolean; search: Described } | null>(null);
  const [lookedFor, setLookedFor] = useState('');
  const [looking, setLooking] = useState(false);
  const look = async (search: Described, save: () => void) => {
    const key = JSON.stringify(search);
    if (key === lookedFor || ![search.given_name, search.family_name, search.national_id, search.phone].some(Boolean)) return save();
    setLooking(true);
    try {
      const answer = await api.post<Found>('/families/search', search);
      setLookedFor(key);
      const hits = answer.items.filter((hit) => hit.score >= LIKELY && !seen.includes(hit.family.id));
      if (hits.length > 0 || answer.elsewhere) return setFound({ hits, elsewhere: answer.elsewhere, search });
      setFound(null);
      save();
    } catch {
      setLookedFor(key);
      toast(t.manager.lookFailed);
    } finally {
      setLooking(false);
    }
  };
  return { look, looking, found, forget: () => setFound(null) };
}

/** What the last look found, and the way on. */
export function LookAgain({ of, onSave }: { of: ReturnType<typeof useLookFirst>; onSave: () => void }) {
  if (!of.found) return null;
  const { hits, elsewhere, search } = of.found;
  return (
    <div aria-live="polite">
      <Card title={t.manager.lookAgain}>
        <div className="stack">
          <p className="soft">{hits.length > 0 ? t.manager.lookAgainHelp : t.manager.lookAgainElsewhere}</p>
          <MatchRows hits={hits} />
          {elsewhere ? <PossibleMatch search={search} /> : null}
          <div className="cluster">
            <Button
              variant="secondary"
              icon="add"
              onPress={() => {
                of.forget();
                onSave();
              }}
            >
              {t.manager.anotherPerson}
            </Button>
          </div>
        </div>
      </Card>
    </div>
  );
}
