import { Label, Radio, RadioGroup } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { sorted } from '@/lib/sorted.ts';
import { FieldErrorLine } from '@/ui/Field.tsx';
import { num } from '@/lib/dates.ts';
import { titleOf, useCatalog } from '@/screens/family/data.ts';
import { Chip, Loaded } from '@/ui/index.ts';
import { CaseloadBar, CaseloadChips, cannotTake } from './CaseloadBar.tsx';
import { taken, useCaseloads, useSettings, useSuggestions, type Caseload, type Suggestion } from './data.ts';
import '@/screens/family/family.css';

/** The program's own number, until the settings are read. */
const HOURS_BEFORE = 40;

type ChooseProps = { value: string | null; onChange: (id: string) => void; /** Who holds the family now. */ without?: string | null; /** The family, whose needs and place suggest who suits. */ family: string };

/** Why somebody suits: skills that help, nearness, room. */
function Reasons({ suggestion }: { suggestion: Suggestion }) {
  const skills = useCatalog('caseworker_skill').data?.items ?? [];
  const wordOf = (code: string): string => {
    const term = skills.find((one) => one.code === code);
    return term ? titleOf(term.title) : code;
  };
  return (
    <span className="cluster">
      <Chip tone="info">{t.manager.suits(num(suggestion.score))}</Chip>
      {suggestion.nearness === 'elsewhere' ? null : <Chip icon="map">{t.manager.nearness[suggestion.nearness]}</Chip>}
      {suggestion.skills.map((code) => <Chip key={code} icon="check">{wordOf(code)}</Chip>)}
    </span>
  );
}

/** Those who can take a family first, those who suit it on top, then the least laden. */
function order(hours: number, suggestions: readonly Suggestion[]) {
  const score = (caseload: Caseload): number => suggestions.find((one) => one.caseworker.id === caseload.caseworker.id)?.score ?? 0;
  return (a: Caseload, b: Caseload): number => Number(cannotTake(a, hours)) - Number(cannotTake(b, hours)) || score(b) - score(a) || taken(a) - taken(b);
}

/** Pick a caseworker by load, hours and accreditation. Those who cannot take a family may be picked too: the server says why not. */
export function ChooseCaseworker({ value, onChange, without, family }: ChooseProps) {
  const suggestions = useSuggestions(family).data?.items ?? [];
  const caseloads = useCaseloads();
  const hours = useSettings().data?.values.hours_before ?? HOURS_BEFORE;
  return (
    <Loaded query={caseloads}>
      {({ items }) => (
        <RadioGroup className="field" data-field="caseworker_id" name="caseworker_id" value={value} onChange={onChange}>
          <Label className="label">{t.words.caseworker}</Label>
          <div className="choices caseworkers">
            {sorted(items.filter((c) => c.caseworker.id !== without && !c.left), order(hours, suggestions)).map((c) => {
              const suggestion = suggestions.find((one) => one.caseworker.id === c.caseworker.id);
              return (
              <Radio key={c.caseworker.id} value={c.caseworker.id} className="choice">
                <span className="choice-mark round" />
                <span className="grow stack-tight">
                  <bdi className="strong">{c.caseworker.name ?? t.family.nameErased}</bdi>
                  <CaseloadBar caseload={c} />
                  {suggestion ? <Reasons suggestion={suggestion} /> : null}
                  <span className="cluster"><CaseloadChips caseload={c} hoursNeeded={hours} /></span>
                </span>
              </Radio>
              );
            })}
          </div>
          <FieldErrorLine />
        </RadioGroup>
      )}
    </Loaded>
  );
}
