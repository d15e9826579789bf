import { Button as AriaButton, Group, Input, NumberField as AriaNumberField } from 'react-aria-components';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

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

/** A number; Persian, Arabic and Latin digits may be typed. */
export function NumberField({ name, label, help, optional, disabled, value, onChange, min, max, step, stepper = false }: NumberProps) {
  return (
    <AriaNumberField
      className="field"
      data-field={name}
      name={name}
      value={value ?? Number.NaN}
      onChange={(n) => onChange(Number.isNaN(n) ? null : n)}
      isDisabled={disabled ?? false}
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
      <FieldErrorLine />
    </AriaNumberField>
  );
}
