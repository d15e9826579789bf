import { Button as AriaButton, Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { decimal, num } from '@/lib/dates.ts';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';
import { useRefused } from './refused.ts';

type NumberProps = FieldProps & {
  /** null when empty. */
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  /** Buttons to count up and down; for small counts. */
  stepper?: boolean;
};

/** What is more can be no count and no sum of money, and would not be sent as it was written. */
const MOST = 900_000_000_000_000;
/** Of a step; sums of tenths are not exact. */
const TOLERANCE = 1e-9;

/** What is wrong with a number, in the reader's words; React Aria's own are English. */
function wrongIn(value: number, min: number | undefined, max: number = MOST, step?: number): string | null {
  if (value > max) return t.common.atMost(num(max));
  if (min !== undefined && value < min) return t.common.atLeast(num(min));
  const steps = step ? (value - (min ?? 0)) / step : 0;
  if (step && Math.abs(steps - Math.round(steps)) > TOLERANCE) return step === 1 ? t.common.wholeNumber : t.common.stepOf(decimal(step));
  return null;
}

/** A number; Persian, Arabic and Latin digits may be typed. */
export function NumberField({ name, label, help, optional, disabled, value, onChange, min, max, step, stepper = false }: NumberProps) {
  const why = value === null ? null : wrongIn(value, min, max, step);
  useRefused(name, why);
  return (
    <AriaNumberField
      className="field"
      data-field={name}
      name={name}
      value={value ?? Number.NaN}
      onChange={(n) => onChange(Number.isNaN(n) ? null : n)}
      isDisabled={disabled ?? false}
      {...(why ? { isInvalid: true } : {})}
      // What is too much stays and is called so; it is not made less behind one's back.
      commitBehavior="validate"
      {...(min === undefined ? {} : { minValue: min })}
      {...(max === undefined ? {} : { maxValue: max })}
      {...(step === undefined ? {} : { step })}
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <Group className="number-box">
        {stepper ? <AriaButton slot="decrement" className="button secondary icon-only"><Icon name="minus" /></AriaButton> : null}
        <Input className="input figure" inputMode="numeric" />
        {stepper ? <AriaButton slot="increment" className="button secondary icon-only"><Icon name="add" /></AriaButton> : null}
      </Group>
      <FieldErrorLine why={why} />
    </AriaNumberField>
  );
}
