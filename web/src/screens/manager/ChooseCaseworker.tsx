import { Label, Radio, RadioGroup } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { sorted } from '@/lib/sorted.ts';
import { FieldErrorLine } from '@/ui/Field.tsx';
import { Loaded } from '@/ui/index.ts';
import { CaseloadBar, CaseloadChips, cannotTake } from './CaseloadBar.tsx';
import { taken, useCaseloads, useSettings, type Caseload } from './data.ts';
import '@/screens/family/family.css';

/** The program's own number, until the settings are read. */
const HOURS_BEFORE = 40;

type ChooseProps = { value: string | null; onChange: (id: string) => void; /** Who holds the family now. */ without?: string | null };

/** Those who can take a family first, the least laden on top. */
function order(hours: number) {
  return (a: Caseload, b: Caseload): number => Number(cannotTake(a, hours)) - Number(cannotTake(b, hours)) || taken(a) - taken(b);
}

/** Pick a caseworker by load, hours and accreditation. Those who cannot take a family may be picked too: the server says why not. */
export function ChooseCaseworker({ value, onChange, without }: ChooseProps) {
  const caseloads = useCaseloads();
  const hours = useSettings().data?.values.hours_before ?? HOURS_BEFORE;
  return (
    <Loaded query={caseloads}>
      {({ items }) => (
        <RadioGroup className="field" data-field="caseworker_id" name="caseworker_id" value={value} onChange={onChange}>
          <Label className="label">{t.words.caseworker}</Label>
          <div className="choices caseworkers">
            {sorted(items.filter((c) => c.caseworker.id !== without && !c.left), order(hours)).map((c) => (
              <Radio key={c.caseworker.id} value={c.caseworker.id} className="choice">
                <span className="choice-mark round" />
                <span className="grow stack-tight">
                  <bdi className="strong">{c.caseworker.name ?? t.family.nameErased}</bdi>
                  <CaseloadBar caseload={c} />
                  <span className="cluster"><CaseloadChips caseload={c} hoursNeeded={hours} /></span>
                </span>
              </Radio>
            ))}
          </div>
          <FieldErrorLine />
        </RadioGroup>
      )}
    </Loaded>
  );
}
