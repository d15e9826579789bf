import { useState } from 'react';
import { api, toProblem, fieldMessages, type ApiProblem } from '@/api/index.ts';
import { t } from '@/i18n/index.ts';
import { num } from '@/lib/dates.ts';
import { isNationalId, parseNumber, toLatinDigits } from '@/lib/digits.ts';
import { LIKELY, MatchRows, type Found } from '@/screens/family/Matches.tsx';
import { written } from '@/screens/family/options.ts';
import { PossibleMatch } from '@/screens/trust/Compare.tsx';
import { Button, Card, Form, LinkButton, TextField, errorsOf } from '@/ui/index.ts';

export type Sought = { family_name: string; given_name: string; national_id: string; phone: string; birth_year: string };
/** What the form searches for, as the interface reads it. */
export function searchOf({ family_name, given_name, national_id, phone, birth_year }: Sought) {
  return { family_name: written(family_name), given_name: written(given_name), national_id: written(toLatinDigits(national_id)), phone: written(toLatinDigits(phone)), birth_year: parseNumber(birth_year) };
}

function Hits({ found, sought, onNew }: { found: Found; sought: Sought; onNew: () => void }) {
  const likely = found.items.some((hit) => hit.score >= LIKELY);
  return (
    <Card title={found.items.length > 0 ? t.manager.matches(num(found.items.length)) : t.manager.noMatches}>
      <div className="stack">
        <MatchRows hits={found.items} />
        {found.elsewhere ? <PossibleMatch search={searchOf(sought)} /> : null}
        {likely ? <p className="soft">{t.manager.lookFirst}</p> : null}
        <div className="cluster">
          <Button variant={likely ? 'secondary' : 'primary'} icon="add" onPress={onNew}>{found.items.length > 0 ? t.manager.noneOfThese : t.manager.openNew}</Button>
        </div>
      </div>
    </Card>
  );
}

type SearchFirstProps = { sought: Sought; set: (change: Partial<Sought>) => void; onNew: () => void };

/** No file is opened before it was looked whether there is one. */
export function SearchFirst({ sought, set, onNew }: SearchFirstProps) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [found, setFound] = useState<Found | null>(null);
  const search = async () => {
    setPending(true);
    setProblem(null);
    try {
      setFound(await api.post<Found>('/families/search', searchOf(sought)));
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setPending(false);
    }
  };
  const change = (part: Partial<Sought>) => {
    set(part);
    setFound(null);
  };
  const nothing = ![sought.family_name, sought.given_name, sought.national_id, sought.phone].some((text) => text.trim());
  return (
    <>
      <Card title={t.manager.searchFirst}>
        <p className="soft">{t.manager.searchFirstHelp}</p>
        <Form
          label={t.manager.searchFirst}
          submitLabel={t.manager.lookForFamily}
          pending={pending}
          problem={problem}
          fieldErrors={fieldMessages(problem)}
          validate={() => errorsOf({ family_name: nothing && t.manager.searchNeedsSomething, national_id: sought.national_id.trim() !== '' && !isNationalId(sought.national_id) && t.common.nationalIdWrong })}
          onSubmit={() => void search()}
          actions={<LinkButton variant="quiet" to="/center/intake" search={{}}>{t.common.cancel}</LinkButton>}
        >
          <div className="form-row">
            <TextField name="family_name" label={t.words.familyName} optional value={sought.family_name} onChange={(family_name) => change({ family_name })} />
            <TextField name="given_name" label={t.manager.headName} optional value={sought.given_name} onChange={(given_name) => change({ given_name })} />
          </div>
          <div className="form-row">
            <TextField name="national_id" label={t.words.nationalId} optional ltr inputMode="numeric" maxLength={12} value={sought.national_id} onChange={(national_id) => change({ national_id })} />
            <TextField name="phone" label={t.words.phone} optional ltr type="tel" inputMode="tel" value={sought.phone} onChange={(phone) => change({ phone })} />
            <TextField name="birth_year" label={t.manager.birthYear} optional ltr inputMode="numeric" maxLength={4} value={sought.birth_year} onChange={(birth_year) => change({ birth_year })} />
          </div>
        </Form>
      </Card>
      <div aria-live="polite">{found ? <Hits found={found} sought={sought} onNew={onNew} /> : null}</div>
    </>
  );
}
