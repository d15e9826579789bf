// Fields that are answered by choosing, all answers visible.
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, CheckboxGroup as AriaCheckboxGroup, Radio, RadioGroup } from 'react-aria-components';
import { cx } from '@/lib/cx.ts';
import { FieldErrorLine, FieldHelp, FieldLabel, type FieldProps } from './Field.tsx';
import { Icon } from './Icon.tsx';

export type Option<V extends string = string> = { value: V; label: string; help?: string; disabled?: boolean };

type ChoiceProps<V extends string> = FieldProps & { options: readonly Option<V>[]; /** Side by side, for two to four short words. */ inline?: boolean; /** In columns as wide as each other, for a long list. */ side?: boolean };

/** One of a few, all visible. */
export function ChoiceField<V extends string>({ name, label, help, optional, disabled, options, inline = false, value, onChange }: ChoiceProps<V> & { value: V | null; onChange: (value: V) => void }) {
  return (
    <RadioGroup
      className="field"
      data-field={name}
      name={name}
      value={value}
      onChange={(chosen) => {
        const option = options.find((o) => o.value === chosen);
        if (option) onChange(option.value);
      }}
      isDisabled={disabled ?? false}
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <div className={cx('choices', inline && 'inline')}>
        {options.map((o) => (
          <Radio key={o.value} value={o.value} className="choice" isDisabled={o.disabled ?? false}>
            <span className="choice-mark round" />
            <span>
              {o.label}
              {o.help ? <small>{o.help}</small> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldErrorLine />
    </RadioGroup>
  );
}

/** Several of a few, all visible. */
export function ChoicesField<V extends string>({ name, label, help, optional, disabled, options, inline = false, side = false, value, onChange }: ChoiceProps<V> & { value: readonly V[]; onChange: (value: V[]) => void }) {
  return (
    <AriaCheckboxGroup
      className="field"
      data-field={name}
      name={name}
      value={[...value]}
      onChange={(chosen) => onChange(options.filter((o) => chosen.includes(o.value)).map((o) => o.value))}
      isDisabled={disabled ?? false}
    >
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <div className={cx('choices', inline && 'inline', side && 'side')}>
        {options.map((o) => (
          <AriaCheckbox key={o.value} value={o.value} className="choice" isDisabled={o.disabled ?? false}>
            <span className="choice-mark square"><Icon name="check" size={14} /></span>
            <span>
              {o.label}
              {o.help ? <small>{o.help}</small> : null}
            </span>
          </AriaCheckbox>
        ))}
      </div>
      <FieldErrorLine />
    </AriaCheckboxGroup>
  );
}

/** A single yes. */
export function Checkbox({ name, children, checked, onChange, disabled }: { name: string; children: ReactNode; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  return (
    <AriaCheckbox name={name} className="choice plain" isSelected={checked} onChange={onChange} isDisabled={disabled ?? false}>
      <span className="choice-mark square"><Icon name="check" size={14} /></span>
      <span>{children}</span>
    </AriaCheckbox>
  );
}

type ScaleProps = FieldProps & {
  /** The word for each step, from 0. */
  steps: readonly string[];
  value: number | null;
  onChange: (value: number) => void;
};

/** A reading on a 0–4 scale; the chosen step's words stand below. */
export function ScaleField({ name, label, help, optional, disabled, steps, value, onChange }: ScaleProps) {
  return (
    <RadioGroup className="field" data-field={name} name={name} orientation="horizontal" value={value === null ? null : String(value)} onChange={(v) => onChange(Number(v))} isDisabled={disabled ?? false}>
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <div className="scale">
        {steps.map((word, step) => (
          <Radio key={word} value={String(step)} className="choice" aria-label={`${new Intl.NumberFormat(document.documentElement.lang).format(step)}: ${word}`}>
            <span className="figure" aria-hidden="true">{new Intl.NumberFormat(document.documentElement.lang).format(step)}</span>
          </Radio>
        ))}
      </div>
      <span className="scale-word" aria-hidden="true">{value === null ? '' : steps[value]}</span>
      <FieldErrorLine />
    </RadioGroup>
  );
}
