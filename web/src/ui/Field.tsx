// Form fields: label, help, control, and a line kept free for the error.
import { useContext, useState, type ReactNode } from 'react';
import {
  Checkbox as AriaCheckbox, CheckboxGroup as AriaCheckboxGroup, FieldError, FieldErrorContext, Group, Input, Label, NumberField as AriaNumberField,
  Radio, RadioGroup, SearchField as AriaSearchField, Text, TextArea as AriaTextArea, TextField as AriaTextField, Button as AriaButton,
} from 'react-aria-components';
import { t } from '@/i18n/index.ts';
import { cx } from '@/lib/cx.ts';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';

export type FieldProps = {
  /** The field's name in the command; problems of the server find the field by it. */
  name: string;
  label: string;
  help?: string | undefined;
  /** Fields are required unless marked so. */
  optional?: boolean | undefined;
  disabled?: boolean | undefined;
};

export function FieldLabel({ label, optional }: { label: string; optional?: boolean | undefined }) {
  return (
    <Label className="label">
      {label}
      {optional ? <span className="mark"> ({t.common.optional})</span> : null}
    </Label>
  );
}

export function FieldHelp({ help }: { help?: string | undefined }) {
  return help ? <Text slot="description" className="help" elementType="p">{help}</Text> : null;
}

/** What React Aria finds by itself it would say in English. */
function ownWords(found: ValidityState): string | null {
  if (found.rangeOverflow) return t.common.tooLate;
  if (found.rangeUnderflow) return t.common.tooEarly;
  return found.badInput ? t.common.notUnderstood : null;
}

/** Keeps its height when there is nothing wrong, or no more: a button below must not move from under the finger that leaves the field for it. */
export function FieldErrorLine() {
  const found = useContext(FieldErrorContext);
  const invalid = found?.isInvalid ?? false;
  const text = invalid ? (found?.validationErrors.join(' ') ?? '') : '';
  const [kept, setKept] = useState('');
  if (text !== '' && text !== kept) setKept(text);
  return (
    <div className="error-line">
      {invalid ? <Icon name="alert" size={16} /> : null}
      <FieldError elementType="span">{({ validationErrors, validationDetails }) => ownWords(validationDetails) ?? validationErrors.join(' ')}</FieldError>
      {!invalid && kept ? <span className="error-kept" aria-hidden="true">{kept}</span> : null}
    </div>
  );
}

type TextProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'password' | 'tel' | 'email';
  inputMode?: 'text' | 'numeric' | 'tel';
  autoComplete?: string;
  maxLength?: number;
  /** For values that are codes or Latin, such as a user name. */
  ltr?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
};

export function TextField({ name, label, help, optional, disabled, value, onChange, type = 'text', inputMode, autoComplete = 'off', maxLength, ltr, placeholder, autoFocus }: TextProps) {
  return (
    <AriaTextField className="field" data-field={name} name={name} value={value} onChange={onChange} type={type} isDisabled={disabled ?? false} autoComplete={autoComplete} autoFocus={autoFocus ?? false} {...(maxLength ? { maxLength } : {})}>
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <Input className="input" dir={ltr ? 'ltr' : 'auto'} inputMode={inputMode} placeholder={placeholder} />
      <FieldErrorLine />
    </AriaTextField>
  );
}

type AreaProps = FieldProps & { value: string; onChange: (value: string) => void; rows?: number; maxLength?: number };

export function TextArea({ name, label, help, optional, disabled, value, onChange, rows = 4, maxLength }: AreaProps) {
  return (
    <AriaTextField className="field" data-field={name} name={name} value={value} onChange={onChange} isDisabled={disabled ?? false} {...(maxLength ? { maxLength } : {})}>
      <FieldLabel label={label} optional={optional} />
      <FieldHelp help={help} />
      <AriaTextArea className="input" rows={rows} dir="auto" />
      <FieldErrorLine />
    </AriaTextField>
  );
}

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

export type Option<V extends string = string> = { value: V; label: string; help?: string; disabled?: boolean };

type ChoiceProps<V extends string> = FieldProps & { options: readonly Option<V>[]; /** Side by side, for two to four short words. */ inline?: boolean };

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
export function ChoicesField<V extends string>({ name, label, help, optional, disabled, options, inline = false, value, onChange }: ChoiceProps<V> & { value: readonly V[]; onChange: (value: V[]) => void }) {
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
      <div className={cx('choices', inline && 'inline')}>
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

type SearchProps = { label: string; value: string; onChange: (value: string) => void; onSubmit?: (value: string) => void; placeholder?: string; labelHidden?: boolean };

/** A search box; Esc or the cross empties it. */
export function SearchField({ label, value, onChange, onSubmit, placeholder, labelHidden = false }: SearchProps) {
  return (
    <AriaSearchField className="field search" value={value} onChange={onChange} {...(onSubmit ? { onSubmit } : {})} {...(labelHidden ? { 'aria-label': label } : {})}>
      {labelHidden ? null : <Label className="label">{label}</Label>}
      <div className="search-box">
        <Icon name="search" />
        <Input className="input" dir="auto" placeholder={placeholder ?? (labelHidden ? label : undefined)} />
        <IconButton icon="close" label={t.common.clear} />
      </div>
    </AriaSearchField>
  );
}
