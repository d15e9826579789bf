// Form fields: label, help, control, and a line kept free for the error. Here are those of text; choices, numbers and the
// search box have their own files, so that the sign-in page does not load them.
import { useContext, useState } from 'react';
import { FieldError, FieldErrorContext, Input, Label, Text, TextArea as AriaTextArea, TextField as AriaTextField } from 'react-aria-components';
import { t } from '@/i18n/index.ts';
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
  if (found.stepMismatch) return t.common.wholeNumber;
  return found.badInput ? t.common.notUnderstood : null;
}

/** Keeps its height when there is nothing wrong, or no more: a button below must not move from under the finger that leaves the field for it. */
export function FieldErrorLine({ why }: { /** What the field itself has found wrong. */ why?: string | null | undefined }) {
  const found = useContext(FieldErrorContext);
  const invalid = found?.isInvalid ?? false;
  const text = invalid ? (why ?? found?.validationErrors.join(' ') ?? '') : '';
  const [kept, setKept] = useState('');
  if (text !== '' && text !== kept) setKept(text);
  return (
    <div className="error-line">
      {invalid ? <Icon name="alert" size={16} /> : null}
      <FieldError elementType="span">{({ validationErrors, validationDetails }) => why ?? ownWords(validationDetails) ?? validationErrors.join(' ')}</FieldError>
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
